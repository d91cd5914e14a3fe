using Microsoft.EntityFrameworkCore;
using Preau.Billing.Accounts;
using Preau.Billing.Charges;
using Preau.Billing.Known;
using Preau.Platform;

namespace Preau.Billing;

/// <summary>Rows of the Billing service.</summary>
public abstract class BillingDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    public DbSet<ChargeLine> Charges => Set<ChargeLine>();

    public DbSet<LatePickUp> LatePickUps => Set<LatePickUp>();

    public DbSet<KnownFamily> KnownFamilies => Set<KnownFamily>();

    public DbSet<KnownChild> KnownChildren => Set<KnownChild>();

    public DbSet<KnownQuotient> KnownQuotients => Set<KnownQuotient>();

    public DbSet<KnownService> KnownServices => Set<KnownService>();

    public DbSet<KnownUnit> KnownUnits => Set<KnownUnit>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Allocation> Allocations => Set<Allocation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ChargeLine.Map(modelBuilder);
        LatePickUp.Map(modelBuilder);
        KnownFamily.Map(modelBuilder);
        KnownService.Map(modelBuilder);
        Invoice.Map(modelBuilder);
        MapTenantRows(modelBuilder);
    }
}

public sealed class SqliteBillingDb(DbContextOptions<SqliteBillingDb> options, DbScope scope) : BillingDb(options, scope);

public sealed class SqlServerBillingDb(DbContextOptions<SqlServerBillingDb> options, DbScope scope) : BillingDb(options, scope);

internal sealed class SqliteBillingDesign() : SqliteDesign<SqliteBillingDb>(o => new SqliteBillingDb(o, null!));

internal sealed class SqlServerBillingDesign() : SqlServerDesign<SqlServerBillingDb>(o => new SqlServerBillingDb(o, null!));
