using System.Diagnostics.CodeAnalysis;

namespace Preau.Platform;

/// <summary>
/// The tenant of this scope (a request, an event, one turn of a job). Set once: by the route's membership check, by the event, or by a job.
/// Nothing in scope means an exception, never "all tenants".
/// </summary>
public sealed class Tenant
{
    private string? _slug;

    public string Slug => _slug ?? throw new InvalidOperationException("No tenant in this scope.");

    [MemberNotNullWhen(true, nameof(_slug))]
    public bool IsSet => _slug is not null;

    public void Enter(string slug)
    {
        ArgumentException.ThrowIfNullOrEmpty(slug);
        if (_slug is not null && _slug != slug)
        {
            throw new InvalidOperationException("A scope serves one tenant.");
        }

        _slug = slug;
    }
}

/// <summary>A row that belongs to one tenant: filtered on read, stamped on add, guarded on save.</summary>
public interface ITenantOwned
{
    string Tenant { get; set; }
}

public static class TenantScopes
{
    /// <summary>A fresh scope for work on behalf of one tenant outside a request.</summary>
    public static AsyncServiceScope CreateTenantScope(this IServiceProvider services, string tenant)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
        return scope;
    }
}
