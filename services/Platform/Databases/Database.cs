using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Preau.Platform;

public static class Databases
{
    public const string SnapshotReads =
        "IF (SELECT is_read_committed_snapshot_on FROM sys.databases WHERE database_id = DB_ID()) = 0 ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE";

    private const string FullDisk = "Nothing can be written beside the database: the disk is full or read-only.";

    public const string ReadsSnapshots = "SELECT is_read_committed_snapshot_on AS [Value] FROM sys.databases WHERE database_id = DB_ID()";

    /// <summary>Registers <typeparamref name="TDb"/> as the subclass of the configured provider, its write gate, outbox and health check.</summary>
    /// <param name="publishes">False for a host that raises no events and must live without the bus.</param>
    public static void AddDatabase<TDb, TSqlite, TSqlServer>(
        this WebApplicationBuilder builder, string service, Action<DbContextOptionsBuilder>? more = null, bool publishes = true)
        where TDb : TenantDb where TSqlite : TDb where TSqlServer : TDb
    {
        var options = DatabaseOptions.Read(builder.Configuration, service);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(WriteGate.For(options));
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddScoped<Tenant>();
        builder.Services.AddScoped<TenantDb>(sp => sp.GetRequiredService<TDb>());
        builder.Services.AddScoped(sp => new DbScope(
            sp.GetRequiredService<Tenant>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<WriteGate>(), sp.GetRequiredService<OutboxSignal>(),
            sp.GetService<Caller>()));
        void Configure(DbContextOptionsBuilder o)
        {
            // Messages of the database name rows and the people in them; who catches an exception says what it was.
            o.ConfigureWarnings(w => w.Log(
                (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug)));
            o.ReplaceService<IModelCacheKeyFactory, ModelByReach>();
            more?.Invoke(o);
        }

        if (options.IsSqlServer)
        {
            builder.Services.AddDbContext<TDb, TSqlServer>(o =>
            {
                o.UseSqlServer(options.ConnectionString, s =>
                {
                    if (options.MaxBatchSize is { } size)
                    {
                        s.MaxBatchSize(size);
                    }
                });
                Configure(o);
            }, optionsLifetime: ServiceLifetime.Singleton);
        }
        else
        {
            builder.Services.AddDbContext<TDb, TSqlite>(o =>
            {
                o.UseSqlite(options.ConnectionString);
                Configure(o);
            }, optionsLifetime: ServiceLifetime.Singleton);
        }

        if (publishes)
        {
            builder.Services.AddOptions<OutboxOptions>().BindConfiguration("Outbox");
            builder.Services.AddHostedService<OutboxDispatcher<TDb>>();
        }

        builder.Services.AddHealthChecks().AddDbContextCheck<TDb>("database", tags: ["ready"])
            .AddCheck("disk", () => options.CanWrite() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(FullDisk), tags: ["ready"]);
    }

    /// <summary>SQLite: migrates. SQL Server: migrates when asked, else refuses to start on a pending migration.</summary>
    public static async Task PrepareDatabaseAsync<TDb>(this WebApplication app, bool force = false) where TDb : TenantDb
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var options = app.Services.GetRequiredService<DatabaseOptions>();
        if (force || (options.Migrate ?? !options.IsSqlServer))
        {
            if (options.IsSqlServer)
            {
                await MigrateSqlServerAsync(db, options);
                return;
            }

            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
            await FreeStaleMigrationLockAsync(db);
            // Only where there is something to do: EF first compares the whole model, a twentieth of a start; a test does so once (DatabaseTests).
            if ((await db.Database.GetPendingMigrationsAsync()).Any())
            {
                await db.Database.MigrateAsync();
            }
        }
        else if ((await db.Database.GetPendingMigrationsAsync()).Any())
        {
            throw new InvalidOperationException("The database has pending migrations: run this program with the argument 'migrate' first.");
        }
        else if (options.IsSqlServer && !await db.Database.SqlQueryRaw<bool>(ReadsSnapshots).SingleAsync())
        {
            throw new InvalidOperationException(
                "The database lets readers wait for writers: run 'migrate' with a login that may alter it, or ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON.");
        }
    }

    /// <summary>Another writer was first: running the change again from the start is safe and likely to work.</summary>
    public static bool IsWriteConflict(Exception e) => Chain(e).Any(one => one switch
    {
        DbUpdateConcurrencyException => true,
        SqliteException { SqliteErrorCode: 19 } s => s.SqliteExtendedErrorCode is 2067 or 1555,
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        // A key that is there already, a deadlock, a lock of ours that was not to be had.
        SqlException s => s.Number is 2601 or 2627 or 1205 or DatabaseLocks.NotGot,
        _ => false,
    });

    /// <summary>Nothing can be written now, whatever it is: locked, read-only, full or broken off disk, a server that is away. Waiting may mend it.</summary>
    public static bool IsAway(Exception e) => IsNotUpYet(e) || Chain(e).OfType<SqliteException>().Any(s => s.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14);

    /// <summary>
    /// SQL Server is starting, or another <c>migrate</c> is at the same database: it refuses connections (class 20), keeps silent (-2), refuses logins,
    /// copies <c>model</c> for somebody else (1807), has not recovered the database yet (4060) so that making it fails (1801).
    /// </summary>
    public static bool IsNotUpYet(Exception e) =>
        Chain(e).OfType<SqlException>().Any(s => s.Class >= 20 || s.Number is -2 or 1801 or 1807 or 4060 or 18401 or 18456);

    /// <summary>Runs <paramref name="migrate"/> again until the server takes it. Neither compose
    /// nor a cluster can be relied on to start the server first.</summary>
    /// <exception cref="InvalidOperationException">After <paramref name="patience"/>, with what the server said last.</exception>
    public static async Task OnceUpAsync(Func<Task> migrate, TimeSpan patience, TimeSpan pause)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await migrate();
                return;
            }
            catch (Exception e) when (IsNotUpYet(e))
            {
                if (TimeProvider.System.GetElapsedTime(start) > patience)
                {
                    throw new InvalidOperationException(
                        $"SQL Server can't be used after {patience.TotalSeconds:0} s: {Chain(e).OfType<SqlException>().First().Message}",
                        e);
                }

                await Task.Delay(pause);
            }
        }
    }

    // The provider of SQL Server wraps what it holds for passing in a sentence about EnableRetryOnFailure, which our own transactions can't use.
    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static async Task MigrateSqlServerAsync(DbContext db, DatabaseOptions options)
    {
        var everyday = db.Database.GetConnectionString();
        if (options.MigrationUser is { Length: > 0 } user)
        {
            db.Database.SetConnectionString(new SqlConnectionStringBuilder(everyday)
            {
                UserID = user,
                Password = options.MigrationPassword ?? ""
            }.ConnectionString);
        }

        await OnceUpAsync(() => db.Database.MigrateAsync(), TimeSpan.FromSeconds(options.WaitSeconds), TimeSpan.FromSeconds(1));
        // EF sets it on a database it makes; one made beforehand may lack it.
        await db.Database.ExecuteSqlRawAsync(SnapshotReads);
        await db.Database.CloseConnectionAsync();
        db.Database.SetConnectionString(everyday);
    }

    // A migration killed half way leaves a row in EF's lock table, and the next start would wait for it for ever.
    private static async Task FreeStaleMigrationLockAsync(DbContext db)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock WHERE Timestamp < datetime('now', '-5 minutes')");
        }
        catch (SqliteException)
        {
            // No such table: a new file.
        }
    }
}
