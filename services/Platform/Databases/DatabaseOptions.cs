using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Preau.Platform;

/// <summary>Section <c>Database</c>. SQLite: <c>Directory</c> (the file is named after the service). SQL Server:
/// <c>Provider=sqlserver</c> and <c>ConnectionString</c>, "{service}" in it is replaced.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Short name of the host whose database it is: "planning".</summary>
    public string Service { get; private set; } = "";

    public string Provider { get; set; } = "sqlite";

    public string? Directory { get; set; }

    public string ConnectionString { get; set; } = "";

    /// <summary>SQL Server only: statements per batch, when the server can't take EF's default.</summary>
    public int? MaxBatchSize { get; set; }

    /// <summary>SQL Server only: <c>false</c> for a server without TLS on a private network.</summary>
    public bool? Encrypt { get; set; }

    /// <summary>Migrate at start. SQLite: yes. SQL Server: no, a job runs the <c>migrate</c> command first.</summary>
    public bool? Migrate { get; set; }

    /// <summary>SQL Server only: the login of <c>migrate</c>, when that of every day may not change tables.</summary>
    public string? MigrationUser { get; set; }

    public string? MigrationPassword { get; set; }

    /// <summary>SQL Server only: how long <c>migrate</c> waits for a server that is still starting.</summary>
    public int WaitSeconds { get; set; } = 60;

    public bool IsSqlServer => string.Equals(Provider, "sqlserver", StringComparison.OrdinalIgnoreCase);

    /// <summary>A host whose disk is full answers reads and loses writes. Writes one small file beside the SQLite files and takes it away again.</summary>
    internal bool CanWrite()
    {
        if (IsSqlServer || Directory is null)
        {
            return true;
        }

        try
        {
            var path = Path.Combine(Directory, $".ready-{Guid.NewGuid():N}");
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            file.Write(new byte[64 * 1024]);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    internal static DatabaseOptions Read(IConfiguration configuration, string service)
    {
        var options = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        options.Service = service;
        if (options.IsSqlServer)
        {
            var text = new SqlConnectionStringBuilder(options.ConnectionString.Replace("{service}", service, StringComparison.Ordinal));
            text.Encrypt = options.Encrypt is { } encrypt
                ? (encrypt ? SqlConnectionEncryptOption.Mandatory : SqlConnectionEncryptOption.Optional)
                : text.Encrypt;
            options.ConnectionString = text.ConnectionString;
            return options;
        }

        var directory = options.Directory ?? throw new InvalidOperationException("Database:Directory is missing: the folder for the SQLite files.");
        System.IO.Directory.CreateDirectory(directory);
        foreach (var end in (string[])["", "-wal", "-shm"])
        {
            OwnFiles.Close(Path.Combine(directory, service + ".db" + end));
        }

        options.ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory, service + ".db"),
            Pooling = true,
            DefaultTimeout = 30
        }.ConnectionString;
        return options;
    }
}
