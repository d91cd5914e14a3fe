using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Preau.Platform.Watching;

/// <summary>One number of a whole service that its operator watches: a gauge for dashboards and alerts, and a line of the operator's page.</summary>
/// <param name="Name">Of the metric, in words of the field: "preau.requests.waiting".</param>
/// <param name="Unit">"{request}" or "s".</param>
/// <param name="What">For a person, in French.</param>
public sealed record Figure(string Name, string Unit, string What, Func<IServiceProvider, CancellationToken, Task<long>> ReadAsync);

/// <summary>What waits in a service for its own next try and can be tried at once. Returns how many.</summary>
public sealed record Retry(Func<IServiceProvider, CancellationToken, Task<int>> DoAsync);

public static class Figures
{
    /// <param name="read">Gets the database and the moment, UTC.</param>
    public static void AddFigure<TDb>(
        this IServiceCollection services, string name, string unit, string what,
        Func<TDb, DateTime, CancellationToken, Task<long>> read) where TDb : TenantDb =>
        services.AddSingleton(new Figure(name, unit, what, (scope, ct) =>
            read(scope.GetRequiredService<TDb>(), scope.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, ct)));

    /// <summary>How many such rows all tenants have together. Nothing but the number comes back.</summary>
    public static Task<long> CountOverAllAsync<TRow>(this TenantDb db, Expression<Func<TRow, bool>> such, CancellationToken ct)
        where TRow : class, ITenantOwned =>
        db.Set<TRow>().IgnoreQueryFilters(["tenant"]).LongCountAsync(such, ct);

    /// <summary>Whole seconds since the earliest moment of such rows of all tenants; 0 when there is none.</summary>
    public static async Task<long> AgeOverAllAsync<TRow>(
        this TenantDb db, Expression<Func<TRow, bool>> such, Expression<Func<TRow, DateTime?>> moment, DateTime now, CancellationToken ct)
        where TRow : class, ITenantOwned
    {
        var first = await db.Set<TRow>().IgnoreQueryFilters(["tenant"]).Where(such).MinAsync(moment, ct);
        return first is null ? 0 : Math.Max(0, (long)(now - first.Value).TotalSeconds);
    }
}
