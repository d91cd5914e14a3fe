using Microsoft.EntityFrameworkCore;

namespace Preau.Platform;

/// <summary>
/// Against write skew: one change decides on rows that another writes, and the other way round, and neither writes what the other read.
/// On SQL Server both meet in a lock that the transaction holds to its end; an SQLite file has one writer anyway.
/// </summary>
public static class DatabaseLocks
{
    /// <summary>Number of the error with which a lock that was not to be had is told; the change runs again.</summary>
    public const int NotGot = 51205;

    public const string Statement = """
        DECLARE @got int;
        EXEC @got = sp_getapplock @Resource = {0}, @LockMode = {1}, @LockOwner = 'Transaction', @LockTimeout = 15000;
        IF @got < 0 THROW 51205, 'The lock was not to be had.', 1;
        """;

    /// <summary>Any number at once, none beside one that holds it alone. Inside a write, before anything is read.</summary>
    /// <param name="name">What is decided on, within the tenant.</param>
    public static Task ShareAsync(this TenantDb db, string name, CancellationToken ct) => TakeAsync(db, name, "Shared", ct);

    /// <summary>Alone until the transaction ends. Inside a write, before anything is read.</summary>
    public static Task HoldAsync(this TenantDb db, string name, CancellationToken ct) => TakeAsync(db, name, "Exclusive", ct);

    private static async Task TakeAsync(TenantDb db, string name, string mode, CancellationToken ct)
    {
        if (db.Database.IsSqlServer())
        {
            // Not tied to a row of ours: nothing to make beforehand, and many may share it.
            await db.Database.ExecuteSqlRawAsync(Statement, [$"preau:{db.CurrentTenant}:{name}", mode], ct);
        }
    }
}
