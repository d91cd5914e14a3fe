using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning;

/// <summary>Rows of the Planning service.</summary>
public abstract class PlanningDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class SqlitePlanningDb(DbContextOptions<SqlitePlanningDb> options, DbScope scope) : PlanningDb(options, scope);

public sealed class SqlServerPlanningDb(DbContextOptions<SqlServerPlanningDb> options, DbScope scope) : PlanningDb(options, scope);

internal sealed class SqlitePlanningDesign() : SqliteDesign<SqlitePlanningDb>(o => new SqlitePlanningDb(o, null!));

internal sealed class SqlServerPlanningDesign() : SqlServerDesign<SqlServerPlanningDb>(o => new SqlServerPlanningDb(o, null!));
