using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Agents;

/// <summary>Agents of a commune, and one of them with open sessions and the history of rights.</summary>
internal static class ListAgents
{
    private const int PageSize = 50;

    public static async Task<Results<Ok<AgentsView>, ProblemHttpResult>> All(
        string slug, ClaimsPrincipal user, IdentityDb db, CommuneCatalog communes, CancellationToken ct)
    {
        var accounts = await db.Accounts.AsNoTracking().Include(a => a.Memberships)
            .Where(a => a.Memberships.Any(m => m.Commune == slug && m.Role == Membership.Staff))
            .OrderBy(a => a.DisplayName).ThenBy(a => a.Id).ToListAsync(ct);
        var factors = await FactorsAsync(db, accounts.Select(a => a.Id).ToList(), ct);
        return TypedResults.Ok(new AgentsView([.. accounts.Select(a => ViewOf(a, slug, factors))], (await communes.FindAsync(slug, ct))?.SecondFactor ?? true,
            TokenUser.IdOf(user)));
    }

    public static async Task<Results<Ok<AgentDetail>, ProblemHttpResult>> One(
        string slug, Guid id, ClaimsPrincipal user, IdentityDb db, CommuneCatalog communes, TimeProvider clock, CancellationToken ct, int page = 1)
    {
        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "La page demandée n’existe pas.");
        }

        var account = await db.Accounts.AsNoTracking().Include(a => a.Memberships).SingleOrDefaultAsync(a => a.Id == id, ct);
        if (account?.Memberships.Exists(m => m.Commune == slug && m.Role == Membership.Staff) != true)
        {
            return Problems.NotFound("agent.unknown");
        }

        var now = clock.UtcNow();
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.AccountId == id && s.EndedAt == null && s.EndsAt > now).OrderByDescending(s => s.SeenAt)
            .ToListAsync(ct);
        var history = db.Changes.AsNoTracking().Where(c => c.Commune == slug && c.AccountId == id);
        var pages = Math.Max(1, (await history.CountAsync(ct) + PageSize - 1) / PageSize);
        var changes = await history.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return TypedResults.Ok(new AgentDetail(ViewOf(account, slug, await FactorsAsync(db, [id], ct)),
            (await communes.FindAsync(slug, ct))?.SecondFactor ?? true, TokenUser.IdOf(user) == id,
            [.. sessions.Select(s => new DeviceSession(s.Id, s.Device, s.StartedAt, s.SeenAt))],
            [.. changes.Select(c => new AgentChangeView(c.At, c.By, c.What))], page, pages));
    }

    private static async Task<Dictionary<Guid, int>> FactorsAsync(IdentityDb db, List<Guid> ids, CancellationToken ct) =>
        await db.SecondFactors.Where(f => ids.Contains(f.AccountId) && f.ConfirmedAt != null)
            .Select(f => new { f.AccountId, Left = db.RecoveryCodes.Count(c => c.AccountId == f.AccountId && c.UsedAt == null) })
            .ToDictionaryAsync(f => f.AccountId, f => f.Left, ct);

    private static AgentView ViewOf(Account account, string slug, Dictionary<Guid, int> factors)
    {
        var member = account.Memberships.Single(m => m.Commune == slug && m.Role == Membership.Staff);
        var state = member.EndedAt is not null
            ? AgentState.Deactivated
            : account.PasswordHash is null && account.LastSignInAt is null ? AgentState.Invited
            : AgentState.Active;
        return new AgentView(account.Id, account.DisplayName, account.UserName!, account.Email, member.Title,
            member.Permissions.Split(',', StringSplitOptions.RemoveEmptyEntries), member.ScopeText,
            state, member.InvitedAt, account.LastSignInAt, factors.ContainsKey(account.Id), factors.GetValueOrDefault(account.Id));
    }
}
