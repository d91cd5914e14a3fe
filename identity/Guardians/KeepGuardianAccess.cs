using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>GuardianAccessChanged → the account of a guardian: made, joined, its address changed, its access taken away.</summary>
internal sealed class KeepGuardianAccess(
    IdentityDb db, GuardianAccounts guardians, Sessions sessions, ILookupNormalizer normalizer) : IEventHandler<GuardianAccessChanged>
{
    public async Task HandleAsync(GuardianAccessChanged @event, CancellationToken ct)
    {
        var known = await db.GuardianAccesses.SingleOrDefaultAsync(g => g.Commune == @event.Tenant && g.GuardianId == @event.GuardianId, ct);
        if (known?.Version >= @event.Version)
        {
            return;
        }

        var isNewInvitation = @event.InvitedAt is not null && @event.InvitedAt != known?.InvitedAt;
        if (known is null)
        {
            known = new GuardianAccess { Commune = @event.Tenant, GuardianId = @event.GuardianId, FirstName = "", LastName = "" };
            db.GuardianAccesses.Add(known);
        }

        var before = normalizer.NormalizeEmail(known.Email);
        (known.FamilyId, known.FirstName, known.LastName) = (@event.FamilyId, @event.FirstName, @event.LastName);
        (known.Email, known.MayEnter, known.InvitedAt, known.Version) =
            (@event.Email?.Trim() is { Length: > 0 } email ? email : null, @event.MayEnter, @event.InvitedAt, @event.Version);
        var membership = await guardians.MembershipAsync(@event.Tenant, @event.GuardianId, ct);
        if (!known.MayEnter)
        {
            await CloseAsync(known, membership, ct);
            return;
        }

        var account = membership is null ? null : await db.Accounts.Include(a => a.Memberships).SingleAsync(a => a.Id == membership.AccountId, ct);
        if (account is not null)
        {
            membership!.OwnerId = known.FamilyId;
            if (isNewInvitation || normalizer.NormalizeEmail(known.Email) != before)
            {
                ChangeAddress(account, known);
            }
        }

        if (isNewInvitation && known.Email is not null)
        {
            await InviteAsync(known, account, ct);
        }
    }

    private async Task CloseAsync(GuardianAccess known, AccountMembership? membership, CancellationToken ct)
    {
        (known.CodeHash, known.CodeExpiresAt) = (null, null);
        if (membership is not null)
        {
            db.Memberships.Remove(membership);
            await sessions.EndAllAsync(membership.AccountId, ct);
        }
    }

    /// <summary>An address that signs in opens what the account opens: whoever reads its mails says so first, by a link.</summary>
    private void ChangeAddress(Account account, GuardianAccess known)
    {
        if (normalizer.NormalizeEmail(known.Email) == account.NormalizedEmail)
        {
            return;
        }

        if (!account.IsOnly(known.Commune))
        {
            // Whoever decides the address decides who gets the links: not one commune for the others.
            if (known.Email is not null && account.Email is not null)
            {
                Write(LetterKind.AddressAsked, account.Email);
            }

            return;
        }

        // Nobody has entered yet, or there is no address any more: nothing that a stranger could get.
        var isUnused = account.PasswordHash is null && account.LastSignInAt is null;
        if (account.Email is { } old)
        {
            Write(isUnused || known.Email is null ? LetterKind.AddressChanged : LetterKind.AddressNoted, old);
        }

        if (isUnused || known.Email is null)
        {
            account.ChangeEmail(known.Email, normalizer, confirmed: false);
        }
        else
        {
            Write(LetterKind.AddressProof, known.Email);
        }

        void Write(LetterKind kind, string to) =>
            db.Letters.Add(new Letter { Kind = kind, To = to, AccountId = account.Id, Commune = known.Commune, GuardianId = known.GuardianId });
    }

    private async Task InviteAsync(GuardianAccess known, Account? account, CancellationToken ct)
    {
        var kind = LetterKind.Invitation;
        if (account is null)
        {
            var normalized = normalizer.NormalizeEmail(known.Email);
            var same = await db.Accounts.Include(a => a.Memberships).Where(a => a.NormalizedEmail == normalized && a.EmailConfirmed).OrderBy(a => a.Id).Take(2)
                .ToListAsync(ct);
            if (same is [var other] && !other.Memberships.Exists(m => m.Commune == known.Commune && m.Role == Membership.Owner))
            {
                (kind, account) = (LetterKind.Join, other);
            }
            else
            {
                account = await guardians.CreateAsync(known, ct);
            }
        }

        db.Letters.Add(new Letter { Kind = kind, To = known.Email!, AccountId = account.Id, Commune = known.Commune, GuardianId = known.GuardianId });
    }
}
