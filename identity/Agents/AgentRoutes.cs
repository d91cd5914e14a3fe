using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Agents;

/// <summary>Agents and their rights under <c>/tenants/{slug}/agents</c>: permission "accounts", checked once for the group.</summary>
internal static class AgentRoutes
{
    public static void AddAgents(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Invitations>();
        builder.Services.AddScoped<ChangeAgent>();
    }

    public static void MapAgents(this IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/tenants/{slug}/agents").RequireToken().DisableAntiforgery();
        agents.AddEndpointFilter(async (context, next) =>
            StaffOf.Refuse(context.HttpContext.User, context.HttpContext.GetRouteValue("slug")?.ToString() ?? "", Permissions.Accounts,
                "Les agents et leurs droits demandent le droit « agents et droits ».") is { } refused
                ? refused : await next(context));
        agents.MapGet("", ListAgents.All);
        agents.MapGet("/{id:guid}", ListAgents.One);
        agents.MapPost("", Invite);
        agents.MapPut("/{id:guid}", SetRights);
        agents.MapPost("/{id:guid}/invitation",
            (string slug, Guid id, ClaimsPrincipal user, ChangeAgent change, CancellationToken ct) => Answer(change.InviteAgainAsync(slug, id, user, ct)));
        agents.MapPost("/{id:guid}/deactivation",
            (string slug, Guid id, ClaimsPrincipal user, ChangeAgent change, CancellationToken ct) => Answer(change.DeactivateAsync(slug, id, user, ct)));
        agents.MapPost("/{id:guid}/activation",
            (string slug, Guid id, ClaimsPrincipal user, ChangeAgent change, CancellationToken ct) => Answer(change.ActivateAsync(slug, id, user, ct)));
        agents.MapPost(
            "/{id:guid}/sign-out", (string slug, Guid id, ClaimsPrincipal user, ChangeAgent change, CancellationToken ct) =>
                Answer(change.SignOutEverywhereAsync(slug, id, user, ct)));
        agents.MapPost(
            "/{id:guid}/second-factor-reset", (string slug, Guid id, ClaimsPrincipal user, ChangeAgent change, CancellationToken ct) =>
                Answer(change.ResetSecondFactorAsync(slug, id, user, ct)));
        agents.MapPut("/second-factor", SetPolicy);
    }

    private static Membership MineOf(ClaimsPrincipal user, string slug) =>
        user.FindAll(Membership.ClaimType).Select(c => Membership.Parse(c.Value)).OfType<Membership>()
            .First(m => m.Tenant == slug && m.Role == Membership.Staff);

    private static async Task<Results<NoContent, ProblemHttpResult>> Answer(Task<ProblemHttpResult?> act) =>
        await act is { } refused ? refused : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Invite(
        string slug, InviteAgent body, ClaimsPrincipal user, IdentityDb db, Invitations invitations, CancellationToken ct)
    {
        if (body.Name?.Trim() is not { Length: > 0 and <= 120 } name || !MimeKit.MailboxAddress.TryParse(body.Email, out var address)
            || address.Address != body.Email || !body.Email.Contains('@') || body.Email.Length > 320 || body.Title?.Length > 120)
        {
            return Problems.Invalid("agent.invalid", "Le nom et une adresse électronique complète sont à donner.");
        }

        if (Rights.Refuse(MineOf(user, slug), body.Permissions ?? [], body.Scope) is { } refused)
        {
            return refused;
        }

        var permissions = Permissions.All.Where(body.Permissions!.Contains).ToArray();
        var title = string.IsNullOrWhiteSpace(body.Title) ? null : body.Title.Trim();
        return await db.WriteAsync(
            token => invitations.InviteAsync(slug, name, body.Email, permissions, Scope.Parse(body.Scope), TokenUser.NameOf(user), token, title),
            ct) is null
            ? Problems.Conflict("agent.known", "Cette adresse est déjà celle d’un agent de la commune.") : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetRights(
        string slug, Guid id, SetAgentRights body, ClaimsPrincipal user, ChangeAgent change, CancellationToken ct) =>
        body.Title?.Length > 120 ? Problems.Invalid("agent.invalid", "La fonction a 120 signes au plus.")
            : (Rights.Refuse(MineOf(user, slug), body.Permissions ?? [], body.Scope) ?? await change.RightsAsync(slug, id, user, body, ct)) is { } refused
            ? refused
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> SetPolicy(
        string slug, SetSecondFactor body, ClaimsPrincipal user, IdentityDb db, CommuneCatalog communes, TimeProvider clock, CancellationToken ct)
    {
        if (body.Required is not { } required)
        {
            return Problems.Invalid("request.invalid", "Il faut dire oui ou non.");
        }

        await db.WriteAsync(async token =>
        {
            var commune = await db.Communes.SingleAsync(c => c.Slug == slug, token);
            if ((commune.SecondFactorOverride ?? CommuneFacts.Parse(commune.Document).SecondFactor) != required)
            {
                commune.SecondFactorOverride = required;
                commune.ChangedAt = clock.UtcNow();
                db.Changes.Add(new AgentChange
                {
                    Commune = slug,
                    At = clock.UtcNow(),
                    By = TokenUser.NameOf(user),
                    What = required ? "Second facteur demandé à tous les agents" : "Second facteur laissé au choix"
                });
            }
        }, ct);
        communes.Forget();
        return TypedResults.NoContent();
    }
}
