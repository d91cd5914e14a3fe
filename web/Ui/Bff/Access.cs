using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Preau.Ui.Bff;

/// <summary>The page is for agents with this permission, or with one of several separated by commas.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MayAttribute(string permission) : AuthorizeAttribute(Prefix + permission)
{
    internal const string Prefix = "may:";
}

/// <summary>The page belongs to the platform, not to a commune: it answers where no commune is
/// named. <c>@page "/communes"</c> is then also what "/" shows.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RootPageAttribute : Attribute;

/// <summary>Why someone signed in does not get a page; the error page turns it into words.</summary>
public enum NoAccess
{
    /// <summary>Neither parent nor agent in this commune.</summary>
    Stranger,

    /// <summary>A parent at the agents' door, or an agent at the families'.</summary>
    OtherFront,

    /// <summary>An agent without this page's permission.</summary>
    Permission,
}

internal sealed class MemberRequirement(string? permission) : IAuthorizationRequirement
{
    public string? Permission => permission;
}

internal sealed class MemberHandler(Session session) : AuthorizationHandler<MemberRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        if (session.Member is not null && (requirement.Permission is null || requirement.Permission.Split(',').Any(session.May)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Every page needs a member of the commune in the front's role (<see cref="Policy"/>
/// without permission is the fallback), some a permission too.</summary>
internal sealed class AccessPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(MayAttribute.Prefix, StringComparison.Ordinal)
            ? Policy(policyName[MayAttribute.Prefix.Length..])
            : await base.GetPolicyAsync(policyName);

    internal static AuthorizationPolicy Policy(string? permission) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new MemberRequirement(permission)).Build();
}

/// <summary>Someone without access gets the reason and what to do, not a bare 403.</summary>
internal sealed class ExplainNoAccess(BffOptions bff) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var tenant = context.RequestServices.GetRequiredService<TenantContext>();
        if (!authorizeResult.Succeeded && !tenant.IsSet)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!authorizeResult.Forbidden)
        {
            return _default.HandleAsync(next, context, policy, authorizeResult);
        }

        var session = context.RequestServices.GetRequiredService<Session>();
        NoAccess why = session.Member is not null ? NoAccess.Permission
            : session.Members.Any(m => m.Tenant == tenant.Slug && m.Role != bff.Role) ? NoAccess.OtherFront : NoAccess.Stranger;
        context.Features.Set(new NoAccessFeature(why));
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}

internal sealed record NoAccessFeature(NoAccess Why);
