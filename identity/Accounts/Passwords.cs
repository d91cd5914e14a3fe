using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Accounts;

/// <summary>Sets passwords by the rules of the communes a person belongs to, and ends what the old one had opened.</summary>
internal sealed class Passwords(IdentityDb db, CommuneCatalog communes, IPasswordHasher<Account> hasher, IOpenIddictTokenManager tokens, TimeProvider clock)
{
    public async Task<PasswordRule> RuleOfAsync(Guid accountId, CancellationToken ct)
    {
        var all = await communes.AllAsync(ct);
        var slugs = await db.Memberships.Where(m => m.AccountId == accountId).Select(m => m.Commune).Distinct().ToListAsync(ct);
        return PasswordRule.Strictest(slugs.Select(s => all.GetValueOrDefault(s)?.Facts.PasswordRule).OfType<PasswordRule>());
    }

    /// <summary>One sentence per broken rule; empty when it will do.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(Account account, string password, CancellationToken ct)
    {
        var broken = (await RuleOfAsync(account.Id, ct)).Broken(password, account.UserName);
        return broken.Count > 0 || account.PasswordHash is null || hasher.VerifyHashedPassword(account, account.PasswordHash, password) == PasswordVerificationResult.Failed
            ? broken
            : ["C’est votre mot de passe actuel : choisissez-en un autre."];
    }

    /// <summary>Other sessions end: their cookies lose their stamp and their refresh tokens are revoked. Open links of the account are spent.</summary>
    /// <param name="link">The mailed link used, if any.</param>
    /// <returns>False when the link was used meanwhile: nothing has changed.</returns>
    public async Task<bool> SetAsync(Guid accountId, string password, AccessResult how, CancellationToken ct, PasswordLink? link = null)
    {
        var hash = hasher.HashPassword(null!, password);
        var done = await db.WriteAsync(async token =>
        {
            var now = clock.UtcNow();
            var links = await db.PasswordLinks.Where(l => l.AccountId == accountId && l.UsedAt == null).ToListAsync(token);
            if (link is not null && links.Find(l => l.Id == link.Id)?.IsGoodAt(now) != true)
            {
                return false;
            }

            links.ForEach(l => l.UsedAt = now);
            var account = await db.Accounts.SingleAsync(a => a.Id == accountId, token);
            account.PasswordHash = hash;
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            account.MustChangePassword = false;
            // Who came by a mailed link reads that mailbox.
            account.EmailConfirmed |= link is not null;
            var guard = SignInGuard.HashOf(account.NormalizedUserName!);
            await db.SignInGuards.Where(g => g.NameHash == guard).ExecuteDeleteAsync(token);
            db.SignInRecords.Add(new SignInRecord { AccountId = accountId, At = now, Result = how });
            return true;
        }, ct);
        if (done)
        {
            await tokens.RevokeBySubjectAsync(accountId.ToString(), ct);
        }

        return done;
    }
}
