using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Settings;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <param name="Field">Which answer is wrong, with its sentence; null when the access is open.</param>
internal sealed record CodeTaken(string? UserName, string? Field = null, string? Sentence = null);

/// <summary>A printed code becomes an account with a password, once.</summary>
internal sealed class TakeCode(IdentityDb db, GuardianAccounts guardians, Passwords passwords, TimeProvider clock)
{
    private static readonly CodeTaken Wrong = new(null, "Code",
        "Ce code n’est pas le bon, ou il a déjà servi, ou il est trop ancien. Relisez la lettre ; sinon, demandez un autre code à la mairie.");

    public async Task<CodeTaken> TakeAsync(CommuneNow commune, string code, string password, CancellationToken ct)
    {
        var hash = GiveCode.HashOf(commune.Slug, code);
        var broken = PasswordRule.Strictest([commune.Facts.PasswordRule]).Broken(password, userName: null);
        if (broken.Count > 0)
        {
            return new CodeTaken(null, "NewPassword", string.Join(' ', broken));
        }

        var account = await db.WriteAsync(async token =>
        {
            var now = clock.UtcNow();
            var known = await db.GuardianAccesses.SingleOrDefaultAsync(
                g => g.Commune == commune.Slug && g.CodeHash == hash && g.CodeExpiresAt > now && g.MayEnter,
                token);
            if (known is null)
            {
                return null;
            }

            (known.CodeHash, known.CodeExpiresAt) = (null, null);
            var membership = await guardians.MembershipAsync(commune.Slug, known.GuardianId, token);
            var mine = membership is null
                ? await guardians.CreateAsync(known, token)
                : await db.Accounts.Include(a => a.Memberships).SingleAsync(a => a.Id == membership.AccountId, token);
            // Given before the account opened another portal: that one is not this commune's to hand out.
            return mine.IsOnly(commune.Slug) ? mine : null;
        }, ct);
        if (account is null)
        {
            return Wrong;
        }

        await passwords.SetAsync(account.Id, password, AccessResult.PasswordReset, ct);
        return new CodeTaken(account.UserName);
    }
}
