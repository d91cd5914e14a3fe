using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Preau.Platform;

/// <summary>
/// Which owners' rows a request sees: all of them, or by an agent's scope those with a part where the agent may see, and the agent's own as an owner.
/// </summary>
public sealed class Reach
{
    /// <summary>Name of the query filter.</summary>
    public const string Filter = "reach";

    private Reach(Caller? caller)
    {
        IsAll = caller is null || caller.AsOwner || caller.Scope.IsAll;
        var seen = caller?.Scope.Parts.Where(p => p.Value.Contains((char)ScopeRight.See)).Select(p => p.Key).ToList() ?? [];
        Parts = seen.FindAll(p => !p.StartsWith('@'));
        Groups = [.. seen.Where(p => p.StartsWith('@')).Select(p => p[1..])];
        Self = caller?.Owner?.OwnerId ?? Guid.Empty;
        if (caller is not null)
        {
            caller.IsFixed = true;
        }
    }

    public bool IsAll { get; }

    public List<string> Parts { get; }

    public List<string> Groups { get; }

    public Guid Self { get; }

    public static Reach Of(Caller? caller) => new(caller);
}

/// <summary>
/// A model with the filter for agents of some parts, and one without it for everyone else: their statements are as short as if there were no such agents.
/// </summary>
internal sealed class ModelByReach : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), designTime, context is TenantDb { IsLimited: true });
}

/// <summary>A row of an owner whom the agent's scope doesn't reach was to be written.</summary>
public sealed class OutOfReachException() : Exception("A row of an owner out of the agent's reach.");

public static class Reaching
{
    /// <summary>Also rows of owners out of reach: where what is shown is about one within, and would be wrong without them.</summary>
    public static IQueryable<T> BeyondReach<T>(this IQueryable<T> rows) where T : class => rows.IgnoreQueryFilters([Reach.Filter]);

    /// <summary>Refuses agents whose scope is a part of the tenant: what the route shows or does is about all of it.</summary>
    public static TBuilder ForWholeTenant<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(async (context, next) => context.HttpContext.RequestServices.GetRequiredService<Caller>().Scope.IsAll
            ? await next(context)
            : Problems.Forbidden("scope.whole",
                "Ceci porte sur l’ensemble des dossiers : il faut des droits sur tous les services. Demandez-le à un collègue qui les a."));
}
