using Microsoft.Data.Sqlite;
using Preau.Standalone;
using Preau.Testing;

namespace Preau.EndToEnd;

public sealed class BackupTests : IDisposable
{
    private static readonly string[] Databases = ["identity", "family", "planning", "billing", "messaging"];
    private readonly string _data = Directory.CreateTempSubdirectory("preau-backup-").FullName;
    private readonly string _target = Directory.CreateTempSubdirectory("preau-backups-").FullName;

    [Fact]
    public async Task A_backup_shows_all_files_as_of_one_moment_while_others_write()
    {
        foreach (var name in Databases)
        {
            Execute(Path.Combine(_data, name + ".db"), "PRAGMA journal_mode = WAL; CREATE TABLE T (N INTEGER); INSERT INTO T VALUES (0)");
        }

        using var stop = new CancellationTokenSource();
        // The same number into each file, one after the other: seen at one moment, no later file is ahead of an earlier one, nor more than one behind.
        var writer = Task.Run(() =>
        {
            for (var n = 1; !stop.IsCancellationRequested; n++)
            {
                foreach (var name in Databases)
                {
                    Execute(Path.Combine(_data, name + ".db"), $"UPDATE T SET N = {n}");
                }
            }
        }, TestContext.Current.CancellationToken);

        var folders = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var before = i == 0 ? 0 : Read(Path.Combine(folders[^1], "billing.db"));
            await Eventually.SeeAsync(() => Task.FromResult(Read(Path.Combine(_data, "billing.db"))), n => n > before, seconds: 60);
            var target = Path.Combine(_target, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            folders.Add(await Backup.WriteAsync(_data, target, TestContext.Current.CancellationToken));
        }

        await stop.CancelAsync();
        await writer;

        Assert.All(folders, folder =>
        {
            var seen = Databases.Select(name => Read(Path.Combine(folder, name + ".db"))).ToList();
            Assert.Equal(seen.OrderDescending(), seen);
            Assert.InRange(seen[0] - seen[^1], 0, 1);
        });
        Assert.Equal(folders.Count, folders.Select(f => Read(Path.Combine(f, "identity.db"))).Distinct().Count());
    }

    [Fact]
    public async Task Each_file_of_a_backup_is_for_its_owner_alone_also_where_it_is_copied_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        foreach (var name in Databases)
        {
            Execute(Path.Combine(_data, name + ".db"), "CREATE TABLE T (N INTEGER)");
        }

        var folder = await Backup.WriteAsync(_data, _target, TestContext.Current.CancellationToken);

        var files = Directory.GetFiles(folder);
        Assert.Equal(Databases.Length + 1, files.Length);
#pragma warning disable CA1416 // skipped there
        Assert.All(files, f => Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(f), 8)));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task Without_a_file_the_backup_says_which_and_leaves_none_that_looks_whole()
    {
        Execute(Path.Combine(_data, "identity.db"), "CREATE TABLE T (N INTEGER)");

        var e = await Assert.ThrowsAsync<IOException>(() => Backup.WriteAsync(_data, _target, TestContext.Current.CancellationToken));

        Assert.Contains("family.db", e.Message, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateDirectories(_target), d => Assert.EndsWith(".partial", d, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_target, recursive: true);
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Default Timeout=60");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Read(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT N FROM T";
        return (long)command.ExecuteScalar()!;
    }
}
