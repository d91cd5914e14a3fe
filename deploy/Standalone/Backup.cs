using System.Text.Json;
using Microsoft.Data.Sqlite;
using Preau.Platform;

namespace Preau.Standalone;

/// <summary>
/// Copies every SQLite file of a data folder as it stood at one moment, while the product serves: all files are held against writers
/// (readers go on), each is copied, all are let go. Together with the keys, since sealed rows are lost without them.
/// </summary>
public static class Backup
{
    private static readonly string[] Databases = ["identity", "family", "planning", "billing", "messaging"];

    /// <summary>Gives the folder written: <c>TARGET/preau-20261208T081000Z</c> with the files and <c>backup.json</c> (moment, bytes).</summary>
    /// <exception cref="IOException">A file is missing, or can't be read or written.</exception>
    public static async Task<string> WriteAsync(string data, string target, CancellationToken ct = default)
    {
        // No host is built here that would have begun with it; who restores by copying keeps the files' modes, not the folder's.
        OwnFiles.Begin();
        var at = TimeProvider.System.GetUtcNow();
        var folder = Path.Combine(target, $"preau-{at:yyyyMMdd'T'HHmmss'Z'}");
        // Half a backup must never look like one: it gets its name at the end.
        var partial = folder + ".partial";
        MakeOwn(partial);
        var holders = new List<SqliteConnection>();
        try
        {
            // Always in this order: two backups at once can't hold each other up for ever.
            foreach (var name in Databases)
            {
                holders.Add(await HoldAsync(Path.Combine(data, name + ".db"), ct));
            }

            foreach (var name in Databases)
            {
                await CopyAsync(Path.Combine(data, name + ".db"), Path.Combine(partial, name + ".db"), ct);
            }
        }
        catch (SqliteException e)
        {
            throw new IOException($"The backup was not made: {e.Message}", e);
        }
        finally
        {
            foreach (var holder in holders)
            {
                await holder.DisposeAsync();
            }
        }

        CopyKeys(Path.Combine(data, "keys"), Path.Combine(partial, "keys"));
        var sizes = Databases.ToDictionary(n => n + ".db", n => new FileInfo(Path.Combine(partial, n + ".db")).Length);
        await File.WriteAllTextAsync(Path.Combine(partial, "backup.json"), JsonSerializer.Serialize(new { at, sizes }), ct);
        Directory.Move(partial, folder);
        return folder;
    }

    private static async Task<SqliteConnection> HoldAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new IOException($"There is no {file}: is this the data folder of a product that has started once?");
        }

        var connection = new SqliteConnection($"Data Source={file};Pooling=false;Default Timeout=60");
        await connection.OpenAsync(ct);
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync(ct);
        return connection;
    }

    private static async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        await using var connection = new SqliteConnection($"Data Source={from};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(ct);
        await using var copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $to";
        copy.Parameters.AddWithValue("$to", to);
        await copy.ExecuteNonQueryAsync(ct);
    }

    // Everything of every family is in it: for its owner alone.
    private static void MakeOwn(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void CopyKeys(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        MakeOwn(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
