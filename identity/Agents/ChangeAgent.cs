using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Agents;

/// <summary>One agent's access changes: each act in one transaction with its line of history.
/// Nobody changes their own; one agent with this right always stays.</summary>
internal sealed class ChangeAgent(IdentityDb db, Sessions sessions, TimeProvider clock)
{
    public Task<ProblemHttpResult?> RightsAsync(string slug, Guid id, ClaimsPrincipal by, SetAgentRights rights, CancellationToken ct) =>
        DoAsync(slug, id, by, async (account, member, token) =>
        {
            var permissions = string.Join(',', Permissions.All.Where(rights.Permissions!.Contains));
            if (!rights.Permissions!.Contains(Permissions.Accounts) && await IsLastAsync(slug, member, token))
            {
                return (Problems.Conflict("agent.last", "C’est le dernier agent qui gère les droits : donnez d’abord ce droit à un autre."), null);
            }

            var what = string.Join(" ; ", new[]
            {
                Rights.Difference(member.Permissions, permissions) is { Length: > 0 } difference ? difference : null,
                member.ScopeText == (rights.Scope ?? "") ? null : "services : " + (string.IsNullOrEmpty(rights.Scope) ? "tous" : rights.Scope),
                member.Title == rights.Title ? null : $"fonction : {rights.Title ?? "sans"}",
            }.OfType<string>());
            (member.Permissions, member.ScopeText, member.Title) =
                (permissions, Scope.Parse(rights.Scope).ToString(), string.IsNullOrWhiteSpace(rights.Title) ? null : rights.Title.Trim());
            return (null, what.Length == 0 ? null : "Droits changés, " + what);
        }, ct);

    public Task<ProblemHttpResult?> DeactivateAsync(string slug, Guid id, ClaimsPrincipal by, CancellationToken ct) =>
        DoAsync(slug, id, by, async (account, member, token) =>
        {
            if (await IsLastAsync(slug, member, token))
            {
                return (Problems.Conflict("agent.last", "C’est le dernier agent qui gère les droits : donnez d’abord ce droit à un autre."), null);
            }

            member.EndedAt ??= clock.UtcNow();
            await sessions.EndAllAsync(account.Id, token);
            return (null, "Compte désactivé, sessions fermées");
        }, ct);

    public Task<ProblemHttpResult?> ActivateAsync(string slug, Guid id, ClaimsPrincipal by, CancellationToken ct) => DoAsync(slug, id, by, (_, member, _) =>
    {
        member.EndedAt = null;
        return Task.FromResult<(ProblemHttpResult?, string?)>((null, "Compte réactivé"));
    }, ct);

    public Task<ProblemHttpResult?> InviteAgainAsync(string slug, Guid id, ClaimsPrincipal by, CancellationToken ct) =>
        DoAsync(slug, id, by, (account, member, _) =>
        {
            if (account.Email is null || member.EndedAt is not null)
            {
                return Task.FromResult<(ProblemHttpResult?,
                    string?)>((Problems.Conflict("agent.no-address", "Cet agent n’a pas d’adresse électronique, ou son compte est désactivé."),
                    null));
            }

            member.InvitedAt = clock.UtcNow();
            db.Letters.Add(new Letter { Kind = LetterKind.AgentInvitation, To = account.Email, AccountId = account.Id, Commune = slug });
            return Task.FromResult<(ProblemHttpResult?, string?)>((null, "Invitation renvoyée"));
        }, ct);

    public Task<ProblemHttpResult?> SignOutEverywhereAsync(string slug, Guid id, ClaimsPrincipal by, CancellationToken ct) =>
        DoAsync(slug, id, by, async (account, _, token) =>
        {
            await sessions.EndAllAsync(account.Id, token);
            return (null, "Déconnecté partout");
        }, ct, evenMe: true);

    public Task<ProblemHttpResult?> ResetSecondFactorAsync(string slug, Guid id, ClaimsPrincipal by, CancellationToken ct) =>
        DoAsync(slug, id, by, async (account, _, token) =>
        {
            if (!account.IsAgentOnly(slug))
            {
                return (Problems.Conflict("agent.elsewhere",
                    "Ce compte ouvre aussi un autre portail : seul l’opérateur de la plateforme remet son second facteur à zéro."),
                    null);
            }

            await db.SecondFactors.Where(f => f.AccountId == account.Id).ExecuteDeleteAsync(token);
            await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(token);
            await sessions.EndAllAsync(account.Id, token);
            return (null, "Second facteur remis à zéro, sessions fermées");
        }, ct);

    private Task<ProblemHttpResult?> DoAsync(
        string slug, Guid id, ClaimsPrincipal by, Func<Account, AccountMembership, CancellationToken, Task<(ProblemHttpResult? Refused, string? What)>> act,
        CancellationToken ct, bool evenMe = false) =>
            db.WriteAsync(async token =>
        {
            var account = await db.Accounts.Include(a => a.Memberships).SingleOrDefaultAsync(a => a.Id == id, token);
            if (account?.Memberships.Find(m => m.Commune == slug && m.Role == Membership.Staff) is not { } member)
            {
                return Problems.NotFound("agent.unknown");
            }

            if (!evenMe && TokenUser.IdOf(by) == id)
            {
                return Problems.Conflict("agent.self", "On ne change pas ses propres droits : demandez-le à un autre agent qui gère les droits.");
            }

            var (refused, what) = await act(account, member, token);
            if (what is not null)
            {
                db.Changes.Add(new AgentChange
                {
                    Commune = slug,
                    AccountId = id,
                    At = clock.UtcNow(),
                    By = TokenUser.NameOf(by),
                    What = what.Length <= 1000 ? what : what[..1000]
                });
            }

            return refused;
        }, ct);

    private async Task<bool> IsLastAsync(string slug, AccountMembership member, CancellationToken ct) =>
        member.EndedAt is null && Holds(member)
            && !(await db.Memberships.AsNoTracking()
                .Where(m => m.Commune == slug && m.Role == Membership.Staff && m.EndedAt == null && m.AccountId != member.AccountId)
                .ToListAsync(ct)).Exists(Holds);

    private static bool Holds(AccountMembership member) => member.Permissions.Split(',').Contains(Permissions.Accounts);
}
