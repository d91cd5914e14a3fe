using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Guardians;
using Preau.Platform;

namespace Preau.Identity.Agents;

/// <summary>Makes a person an agent of a commune and mails the link. An account whose holder
/// has proved the same address is taken; else a new one is made.</summary>
internal sealed class Invitations(IdentityDb db, GuardianAccounts names, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>In the caller's transaction; null when the person is an agent here already.</summary>
    public async Task<Account?> InviteAsync(
        string commune, string name, string email, string[] permissions, Scope scope, string by, CancellationToken ct, string? title = null)
    {
        var normalized = normalizer.NormalizeEmail(email);
        var same = await db.Accounts.Include(a => a.Memberships).Where(a => a.NormalizedEmail == normalized).OrderBy(a => a.Id).Take(10).ToListAsync(ct);
        if (same.Exists(a => a.Memberships.Exists(m => m.Commune == commune && m.Role == Membership.Staff)))
        {
            return null;
        }

        var account = same.FindAll(a => a.EmailConfirmed) is [var one] ? one : null;
        if (account is null)
        {
            account = Account.Create(await names.FreeNameAsync(name.Replace(' ', '.'), ct), name, email, normalizer);
            db.Accounts.Add(account);
        }

        var now = clock.UtcNow();
        account.Memberships.Add(new AccountMembership
        {
            Commune = commune,
            Role = Membership.Staff,
            Permissions = string.Join(',', permissions),
            ScopeText = scope.ToString(),
            Title = title,
            InvitedAt = now,
        });
        db.Letters.Add(new Letter { Kind = LetterKind.AgentInvitation, To = email, AccountId = account.Id, Commune = commune });
        db.Changes.Add(new AgentChange { Commune = commune, AccountId = account.Id, At = now, By = by, What = "Invitation envoyée" });
        return account;
    }
}
