using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Preau.Testing;

/// <summary>
/// A service's SQLite file with every table and no row, migrated once per test process and copied for each host:
/// migrations took a third of a host's start, and most tests start one.
/// </summary>
internal static class MigratedFile
{
    private static readonly ConcurrentDictionary<MethodInfo, Lazy<Task<IReadOnlyDictionary<string, byte[]>>>> Files = new();

    /// <summary>Puts the file into <paramref name="directory"/>; nothing if <paramref name="build"/> is a test's own or writes rows by itself.</summary>
    public static async Task CopyAsync(Func<string[], Action<WebApplicationBuilder>?, Task<WebApplication>> build, string directory)
    {
        if (!build.Method.IsStatic)
        {
            return;
        }

        var files = await Files.GetOrAdd(build.Method, _ => new(() => MakeAsync(build))).Value;
        foreach (var (name, bytes) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(directory, name), bytes);
        }
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> MakeAsync(Func<string[], Action<WebApplicationBuilder>?, Task<WebApplication>> build)
    {
        var directory = Directory.CreateTempSubdirectory("preau-test-").FullName;
        try
        {
            await using (await build(["--environment", "Testing"], b => b.Configuration.AddInMemoryCollection(ServiceUnderTest.Basics(directory))))
            {
            }

            SqliteConnection.ClearAllPools();
            var files = Directory.GetFiles(directory, "*.db");
            return files.All(HasNoRow) ? files.ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes) : new Dictionary<string, byte[]>();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static bool HasNoRow(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        return Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__EF%'")
            .All(table => Column(connection, $"SELECT 1 FROM \"{table}\" LIMIT 1").Count == 0);
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
