using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Families;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging;

/// <summary>Rows of the Messaging service.</summary>
public abstract class MessagingDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    public DbSet<MessageThread> Threads => Set<MessageThread>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<KnownFamily> Families => Set<KnownFamily>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        MessageThread.Map(modelBuilder);
        Message.Map(modelBuilder);
        KnownFamily.Map(modelBuilder);
        Delivery.Map(modelBuilder);
        MapReach(modelBuilder, ["FamilyId"]);
        MapTenantRows(modelBuilder);
    }
}

public sealed class SqliteMessagingDb(DbContextOptions<SqliteMessagingDb> options, DbScope scope) : MessagingDb(options, scope);

public sealed class SqlServerMessagingDb(DbContextOptions<SqlServerMessagingDb> options, DbScope scope) : MessagingDb(options, scope);

internal sealed class SqliteMessagingDesign() : SqliteDesign<SqliteMessagingDb>(o => new SqliteMessagingDb(o, null!));

internal sealed class SqlServerMessagingDesign() : SqlServerDesign<SqlServerMessagingDb>(o => new SqlServerMessagingDb(o, null!));
