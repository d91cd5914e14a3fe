using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.Tokens;

namespace Preau.Platform;

/// <summary>
/// What ties an account to a tenant. An owner is bound to the rows of one owner (<see cref="OwnerId"/>) as one person (<see cref="PersonId"/>);
/// staff have permissions, over the whole tenant or over a part of it (<see cref="Scope"/>). Travels in the token as one claim "member" per tenant:
/// <c>tenant|role|owner|person|perm,perm</c>, and <c>|scope</c> where there is one.
/// </summary>
public sealed record Membership(string Tenant, string Role, Guid? OwnerId, Guid? PersonId, string[] Permissions, string ScopeText = "")
{
    public const string Owner = "owner";
    public const string Staff = "staff";
    public const string ClaimType = "member";

    public Scope Scope => Scope.Parse(ScopeText);

    public string ToClaim() =>
        string.Join('|', Tenant, Role, OwnerId?.ToString("N"), PersonId?.ToString("N"), string.Join(',', Permissions))
            + (ScopeText.Length == 0 ? "" : "|" + ScopeText);

    public static Membership? Parse(string claim)
    {
        var parts = claim.Split('|');
        return parts.Length is not (5 or 6) ? null : new Membership(parts[0], parts[1],
            Guid.TryParse(parts[2], out var owner) ? owner : null, Guid.TryParse(parts[3], out var person) ? person : null,
            parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries), parts.ElementAtOrDefault(5) ?? "");
    }
}

/// <summary>Who calls, in the tenant of the route. One account can be owner and staff of the same tenant.</summary>
public sealed class Caller
{
    public string AccountId { get; private set; } = "";

    /// <summary>Name to show and to keep in the trace of a decision.</summary>
    public string Name { get; private set; } = "";

    public Membership? Owner { get; private set; }

    public Membership? Staff { get; private set; }

    /// <summary>Where the agent's rights hold; everything for who is no agent (an owner is bound by <see cref="Membership.OwnerId"/>).</summary>
    public Scope Scope { get; private set; } = Scope.All;

    /// <summary>On a route for owners alone: an agent who is one of them as well acts as that.</summary>
    public bool AsOwner { get; private set; }

    public bool May(string permission) => Staff?.Permissions.Contains(permission) == true;

    /// <summary>A database has asked what the caller reaches: from then on nobody else may be called.</summary>
    internal bool IsFixed { get; set; }

    /// <exception cref="InvalidOperationException">A database was used before: it would show all rows.</exception>
    internal bool Enter(ClaimsPrincipal user, string tenant, bool asOwner)
    {
        if (IsFixed)
        {
            throw new InvalidOperationException("A database was used before the caller was known; it would reach everything.");
        }

        AsOwner = asOwner;
        AccountId = user.FindFirstValue("sub") ?? "";
        Name = user.FindFirstValue("name") ?? "";
        var here = user.FindAll(Membership.ClaimType).Select(c => Membership.Parse(c.Value)).OfType<Membership>().Where(m => m.Tenant == tenant).ToList();
        Owner = here.Find(m => m is { Role: Membership.Owner, OwnerId: not null });
        Staff = here.Find(m => m.Role == Membership.Staff);
        Scope = Staff?.Scope ?? Scope.All;
        return Owner is not null || Staff is not null;
    }
}

public static class Auth
{
    /// <summary>The audience of access tokens, and the only one accepted.</summary>
    public const string Audience = "preau-api";

    /// <summary>Only someone bound to an owner's rows.</summary>
    public static TBuilder RequireOwner<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder => routes.RequireAuthorization("owner");

    /// <summary>Only staff with this permission, or with one of several separated by commas.</summary>
    public static TBuilder RequireStaff<TBuilder>(this TBuilder routes, string permission) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization("staff:" + permission);

    /// <summary>An owner, or staff with this permission or one of several separated by commas.</summary>
    public static TBuilder RequireOwnerOrStaff<TBuilder>(this TBuilder routes, string permission) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization("any:" + permission);

    /// <summary>Routes of one service under <c>/api/{tenant}/name</c>: each needs a member of that tenant.</summary>
    public static RouteGroupBuilder MapTenantApi(this IEndpointRouteBuilder app, string name) =>
        app.MapGroup("/api/{tenant}/" + name).RequireAuthorization().WithTags(name);

    /// <summary><c>Auth:Issuer</c> is the public address of the identity service, with its trailing slash;
    /// <c>Auth:Metadata</c> an internal address of its discovery document.</summary>
    internal static void AddBearer(this WebApplicationBuilder builder)
    {
        var issuer = builder.Configuration["Auth:Issuer"] ?? "http://localhost:8080/identity/";
        builder.Services.AddScoped<Caller>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
        {
            o.Authority = issuer;
            if (builder.Configuration["Auth:Metadata"] is { Length: > 0 } metadata)
            {
                o.MetadataAddress = metadata;
            }

            o.RequireHttpsMetadata = builder.Environment.IsProduction() && issuer.StartsWith("https:", StringComparison.Ordinal)
                && builder.Configuration["Auth:Metadata"] is null;
            o.MapInboundClaims = false;
            o.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = issuer,
                ValidAudience = Audience,
                ValidTypes = ["at+jwt"],
                NameClaimType = "name",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            o.TokenHandlers.Clear();
            o.TokenHandlers.Add(new RememberingTokenHandler { MapInboundClaims = false });
            // Signing in lives by the real clock, even in a demo with a shifted one.
            o.TimeProvider = TimeProvider.System;
            if (builder.Configuration["Auth:SigningKey"] is { Length: > 0 } key && !builder.Environment.IsProduction())
            {
                // Tests of one service without the identity host sign their own tokens with this key.
                o.Configuration = new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration { Issuer = issuer };
                o.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Convert.FromHexString(key));
            }
        });
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, Policies>();
        builder.Services.AddScoped<IAuthorizationHandler, MembershipHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, StrangersGet404>();
        builder.Services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private sealed class MembershipRequirement(string kind, string? permission) : IAuthorizationRequirement
    {
        public bool IsMet(Caller caller) => kind switch
        {
            "owner" => caller.Owner is not null,
            "staff" => permission!.Split(',').Any(caller.May),
            "any" => caller.Owner is not null || permission!.Split(',').Any(caller.May),
            _ => false,
        };
    }

    private sealed class Policies(Microsoft.Extensions.Options.IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
        {
            var parts = policyName.Split(':', 2);
            return parts[0] is "owner" or "staff" or "any"
                ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new MembershipRequirement(parts[0], parts.ElementAtOrDefault(1)))
                    .Build()
                : await base.GetPolicyAsync(policyName);
        }
    }

    private sealed class MembershipHandler(Caller caller) : AuthorizationHandler<MembershipRequirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MembershipRequirement requirement)
        {
            if (requirement.IsMet(caller))
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>Enters the tenant of the route for members; a stranger must not even learn that the tenant exists.</summary>
    private sealed class StrangersGet404 : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler _default = new();

        public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (context.User.Identity?.IsAuthenticated == true && context.Request.RouteValues.ContainsKey("tenant")
                && !context.RequestServices.GetRequiredService<Tenant>().IsSet)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await _default.HandleAsync(next, context, policy, authorizeResult);
        }
    }

    /// <summary>Between authentication and authorization: the one place where a route's tenant is resolved.</summary>
    internal static void UseTenantOfRoute(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.RouteValues.TryGetValue("tenant", out var value) && value is string tenant && context.User.Identity?.IsAuthenticated == true
            && context.RequestServices.GetRequiredService<Caller>().Enter(context.User, tenant, ForOwners(context.GetEndpoint())))
        {
            context.RequestServices.GetRequiredService<Tenant>().Enter(tenant);
        }

        await next(context);
    });

    private static bool ForOwners(Endpoint? endpoint) => endpoint?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == "owner") == true;
}
