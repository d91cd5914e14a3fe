using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Messaging;

/// <summary>Rows of the Messaging service.</summary>
public abstract class MessagingDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class SqliteMessagingDb(DbContextOptions<SqliteMessagingDb> options, DbScope scope) : MessagingDb(options, scope);

public sealed class SqlServerMessagingDb(DbContextOptions<SqlServerMessagingDb> options, DbScope scope) : MessagingDb(options, scope);

internal sealed class SqliteMessagingDesign() : SqliteDesign<SqliteMessagingDb>(o => new SqliteMessagingDb(o, null!));

internal sealed class SqlServerMessagingDesign() : SqlServerDesign<SqlServerMessagingDb>(o => new SqlServerMessagingDb(o, null!));
