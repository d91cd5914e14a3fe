using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Accounts;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>The holder has said yes: another portal for the account, or another address.</summary>
internal sealed class ConfirmByLink(IdentityDb db, GuardianAccounts guardians, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>False when the question is no longer one: answered, too old, or the commune has closed the access since.</summary>
    public Task<bool> DoAsync(Guid id, CancellationToken ct) => db.WriteAsync(async token =>
    {
        var now = clock.UtcNow();
        var question = await db.Confirmations.SingleOrDefaultAsync(c => c.Id == id, token);
        if (question?.IsGoodAt(now) != true
            || await db.GuardianAccesses.SingleOrDefaultAsync(g => g.Commune == question.Commune && g.GuardianId == question.GuardianId, token) is not { MayEnter: true } guardian)
        {
            return false;
        }

        question.UsedAt = now;
        var account = await db.Accounts.Include(a => a.Memberships).SingleAsync(a => a.Id == question.AccountId, token);
        if (question.Kind == ConfirmationKind.Address)
        {
            account.ChangeEmail(question.Email, normalizer, confirmed: false);
        }
        else if (await guardians.MembershipAsync(guardian.Commune, guardian.GuardianId, token) is null
            && !account.Memberships.Exists(m => m.Commune == guardian.Commune && m.Role == Membership.Owner))
        {
            account.Memberships.Add(new AccountMembership { Commune = guardian.Commune, Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId });
        }

        return true;
    }, ct);
}
