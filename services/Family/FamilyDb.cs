using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family;

/// <summary>Rows of the Family service.</summary>
public abstract class FamilyDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class SqliteFamilyDb(DbContextOptions<SqliteFamilyDb> options, DbScope scope) : FamilyDb(options, scope);

public sealed class SqlServerFamilyDb(DbContextOptions<SqlServerFamilyDb> options, DbScope scope) : FamilyDb(options, scope);

internal sealed class SqliteFamilyDesign() : SqliteDesign<SqliteFamilyDb>(o => new SqliteFamilyDb(o, null!));

internal sealed class SqlServerFamilyDesign() : SqlServerDesign<SqlServerFamilyDb>(o => new SqlServerFamilyDb(o, null!));
