using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Preau.Contracts;

namespace Preau.Platform;

/// <summary>What a context needs from its scope; null members only at design time.</summary>
public sealed record DbScope(Tenant Tenant, TimeProvider Clock, WriteGate Gate, OutboxSignal Signal, Caller? Caller = null);

/// <summary>
/// Base of every service's database: one named filter and one guard for tenant-owned rows, outbox and inbox tables,
/// and <see cref="WriteAsync{T}"/> as the one way to change several rows together.
/// </summary>
public abstract class TenantDb(DbContextOptions options, DbScope scope) : DbContext(options)
{
    /// <summary>How often a change runs that meets other writers: about two seconds in all, then the caller is told.</summary>
    public const int Attempts = 10;

    private bool _writing;
    private bool _raised;
    private Reach? _reach;

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    public DbSet<SettingsVersion> Settings => Set<SettingsVersion>();

    /// <summary>Read by the filter at each query: throws when the scope has no tenant.</summary>
    public string CurrentTenant => scope.Tenant.Slug;

    /// <summary>Read by the filter of owners; null scope only at design time.</summary>
    public Reach Reach => _reach ??= Reach.Of(scope?.Caller);

    /// <summary>True in a request of an agent who reaches some owners only.</summary>
    public bool IsLimited => !Reach.IsAll;

    protected TimeProvider Clock => scope.Clock;

    /// <summary>Adds an event to this unit of work: it is sent if and only if the change commits.</summary>
    public void Raise(IEvent @event)
    {
        if (scope.Tenant.IsSet && @event.Tenant != scope.Tenant.Slug)
        {
            throw new InvalidOperationException("An event of another tenant.");
        }

        _raised = true;
        Outbox.Add(OutboxMessage.Of(@event, Clock));
    }

    /// <summary>
    /// Runs a change in one transaction, SaveChanges included, alone on an SQLite file, and again from the start when another writer was first
    /// (unique row, concurrency token, deadlock). <paramref name="work"/> must read what it decides on inside.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        if (_writing)
        {
            // Part of a larger unit of work: what is outside commits, or runs all of it again.
            var part = await work(ct);
            await SaveChangesAsync(ct);
            return part;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, ct);
            }
            catch (Exception e) when (attempt < Attempts && Databases.IsWriteConflict(e))
            {
                ChangeTracker.Clear();
            }

            // Twenty at once that all met would meet again: each waits for a time of its own, longer each time.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(400, 10 << attempt))), ct);
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var turn = await scope.Gate.EnterAsync(ct);
        _writing = true;
        try
        {
            await using var transaction = await Database.BeginTransactionAsync(ct);
            var result = await work(ct);
            await SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            Wake();
            return result;
        }
        finally
        {
            _writing = false;
        }
    }

    public Task WriteAsync(Func<CancellationToken, Task> work, CancellationToken ct) =>
        WriteAsync(async token => { await work(token); return true; }, ct);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // What changed is looked for once: each search goes through all that is tracked.
        ChangeTracker.DetectChanges();
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            StampAndGuard();
            await GuardReachAsync(cancellationToken);
            if (_writing)
            {
                return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            }

            using var turn = await scope.Gate.EnterAsync(cancellationToken);
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            Wake();
            return saved;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>Rows that a service never lets change are refused here, before anything is saved.</summary>
    protected virtual void Guard(EntityState state, ITenantOwned row)
    {
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (!MaySaveSynchronously)
        {
            throw new NotSupportedException("Use SaveChangesAsync.");
        }

        StampAndGuard();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <summary>True only where a framework leaves no choice (the key ring of Data Protection is synchronous).</summary>
    protected virtual bool MaySaveSynchronously => false;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HavePrecision(12, 2);
        configurationBuilder.Properties<string>().HaveMaxLength(200);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTime>().HaveConversion<Utc>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        OutboxMessage.Map(modelBuilder);
        InboxMessage.Map(modelBuilder);
        SettingsVersion.Map(modelBuilder);
        MapTenantRows(modelBuilder);
    }

    /// <summary>Call at the end of <see cref="OnModelCreating"/>: adds column length and filter to each tenant-owned entity.</summary>
    protected void MapTenantRows(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).ToList())
        {
            typeof(TenantDb).GetMethod(nameof(MapTenantRow), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
                .MakeGenericMethod(type.ClrType).Invoke(this, [model]);
        }
    }

    private void MapTenantRow<T>(ModelBuilder model) where T : class, ITenantOwned
    {
        model.Entity<T>().Property(e => e.Tenant).HasMaxLength(64);
        model.Entity<T>().HasQueryFilter("tenant", e => e.Tenant == CurrentTenant);
    }

    /// <summary>
    /// Call before the last <see cref="MapTenantRows"/>: rows that name their owner are seen and written by agents of a part of the tenant only within
    /// their reach.
    /// </summary>
    /// <param name="names">Property with the owner's id, the first that a row has.</param>
    /// <param name="others">Rows whose owner stands elsewhere.</param>
    protected void MapReach(ModelBuilder model, string[] names, params (Type Row, string Name)[] others)
    {
        OwnerPart.Map(model);
        Expression<Func<Guid?, bool>> reached = owner => owner == Reach.Self
            || Set<OwnerPart>().Any(p => p.OwnerId == owner && (Reach.Parts.Contains(p.Part) || Reach.Groups.Contains(p.Group)));
        foreach (var type in IsLimited ? model.Model.GetEntityTypes().ToList() : [])
        {
            var other = Array.Find(others, o => o.Row == type.ClrType).Name;
            if ((other ?? Array.Find(names, n => type.FindProperty(n) is not null)) is { } name && type.FindProperty(name) is { } owner)
            {
                type.SetAnnotation(Reach.Filter, name);
                var row = Expression.Parameter(type.ClrType);
                var id = Expression.Call(typeof(EF), nameof(EF.Property), [owner.ClrType], row, Expression.Constant(name));
                var body = ReplacingExpressionVisitor.Replace(reached.Parameters[0], Expression.Convert(id, typeof(Guid?)), reached.Body);
                model.Entity(type.ClrType).HasQueryFilter(Reach.Filter, Expression.Lambda(body, row));
            }
        }
    }

    private async Task GuardReachAsync(CancellationToken ct)
    {
        var owners = !IsLimited ? [] : ChangeTracker.Entries<ITenantOwned>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => e.Metadata.FindAnnotation(Reach.Filter)?.Value is string name ? e.Property(name).CurrentValue as Guid? : null)
            .OfType<Guid>().Where(id => id != Reach.Self).Distinct().ToList();
        if (owners.Count > 0 && await Set<OwnerPart>()
            .Where(p => owners.Contains(p.OwnerId) && (Reach.Parts.Contains(p.Part) || Reach.Groups.Contains(p.Group)))
            .Select(p => p.OwnerId).Distinct().CountAsync(ct) < owners.Count)
        {
            throw new OutOfReachException();
        }
    }

    private void StampAndGuard()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            if (entry.State == EntityState.Added && entry.Entity.Tenant.Length == 0)
            {
                // By the entry, as it is part of the key.
                entry.Property(e => e.Tenant).CurrentValue = CurrentTenant;
            }

            Guard(entry.State, entry.Entity);

            if (entry.Entity.Tenant != CurrentTenant
                || (entry.State != EntityState.Added && entry.OriginalValues.GetValue<string>(nameof(ITenantOwned.Tenant)) != CurrentTenant))
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another tenant.");
            }
        }
    }

    private void Wake()
    {
        if (_raised)
        {
            _raised = false;
            scope.Signal.Set();
        }
    }

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
}

/// <summary>Design-time factory of a SQLite context: <c>deploy/migration.sh</c> needs no server and no configuration.</summary>
public abstract class SqliteDesign<TDb>(
    Func<DbContextOptions<TDb>, TDb> make, Action<DbContextOptionsBuilder>? more = null) : IDesignTimeDbContextFactory<TDb> where TDb : DbContext
{
    public TDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TDb>();
        options.UseSqlite("Data Source=design.db");
        more?.Invoke(options);
        return make(options.Options);
    }
}

/// <summary>Design-time factory of a SQL Server context.</summary>
public abstract class SqlServerDesign<TDb>(
    Func<DbContextOptions<TDb>, TDb> make, Action<DbContextOptionsBuilder>? more = null) : IDesignTimeDbContextFactory<TDb> where TDb : DbContext
{
    public TDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TDb>();
        options.UseSqlServer("Server=none");
        more?.Invoke(options);
        return make(options.Options);
    }
}
