using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing;

/// <summary>Rows of the Billing service.</summary>
public abstract class BillingDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class SqliteBillingDb(DbContextOptions<SqliteBillingDb> options, DbScope scope) : BillingDb(options, scope);

public sealed class SqlServerBillingDb(DbContextOptions<SqlServerBillingDb> options, DbScope scope) : BillingDb(options, scope);

internal sealed class SqliteBillingDesign() : SqliteDesign<SqliteBillingDb>(o => new SqliteBillingDb(o, null!));

internal sealed class SqlServerBillingDesign() : SqlServerDesign<SqlServerBillingDb>(o => new SqlServerBillingDb(o, null!));
