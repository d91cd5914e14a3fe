using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>The holder has said yes: another portal for the account, or another address.</summary>
internal sealed class ConfirmByLink(IdentityDb db, GuardianAccounts guardians, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>False when the question is no longer one: answered, too old, the commune has closed the access or noted another address since.</summary>
    public Task<bool> DoAsync(Guid id, CancellationToken ct) => db.WriteAsync(async token =>
    {
        var now = clock.UtcNow();
        var question = await db.Confirmations.SingleOrDefaultAsync(c => c.Id == id, token);
        if (question?.IsGoodAt(now) != true
            || await db.GuardianAccesses.SingleOrDefaultAsync(g => g.Commune == question.Commune && g.GuardianId == question.GuardianId,
                token) is not { MayEnter: true } guardian
            || (question.Kind != ConfirmationKind.Join && normalizer.NormalizeEmail(guardian.Email) != normalizer.NormalizeEmail(question.Email)))
        {
            return false;
        }

        question.UsedAt = now;
        var account = await db.Accounts.Include(a => a.Memberships).SingleAsync(a => a.Id == question.AccountId, token);
        switch (question.Kind)
        {
            case ConfirmationKind.Address:
                db.Letters.Add(Letter(LetterKind.AddressProof, question.Email!, question));
                break;
            case ConfirmationKind.AddressProof:
                if (account.Email is { } old)
                {
                    db.Letters.Add(Letter(LetterKind.AddressChanged, old, question));
                }

                account.ChangeEmail(question.Email, normalizer, confirmed: true);
                break;
            default:
                await JoinAsync(account, guardian, token);
                break;
        }

        return true;
    }, ct);

    private async Task JoinAsync(Account account, GuardianAccess guardian, CancellationToken ct)
    {
        if (await guardians.MembershipAsync(guardian.Commune, guardian.GuardianId, ct) is null
            && !account.Memberships.Exists(m => m.Commune == guardian.Commune && m.Role == Membership.Owner))
        {
            account.Memberships.Add(new AccountMembership
            {
                Commune = guardian.Commune,
                Role = Membership.Owner,
                OwnerId = guardian.FamilyId,
                PersonId = guardian.GuardianId
            });
        }
    }

    private static Letter Letter(LetterKind kind, string to, Confirmation question) =>
        new() { Kind = kind, To = to, AccountId = question.AccountId, Commune = question.Commune, GuardianId = question.GuardianId };
}
