using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Settings;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Accounts;

/// <summary>Sets passwords by the rules of the communes a person belongs to, and ends what the old one had opened.</summary>
internal sealed class Passwords(
    IdentityDb db, CommuneCatalog communes, IPasswordHasher<Account> hasher, HashingLine line, Sessions sessions, TimeProvider clock)
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
        return broken.Count > 0 || account.PasswordHash is null
            || await line.RunAsync(() => hasher.VerifyHashedPassword(account, account.PasswordHash, password), ct) == PasswordVerificationResult.Failed
            ? broken
            : ["C’est votre mot de passe actuel : choisissez-en un autre."];
    }

    /// <summary>Other sessions end: their cookies lose their stamp and their refresh tokens are revoked. Open links of the account are spent.</summary>
    /// <param name="link">The mailed link used, if any.</param>
    /// <returns>False when the link was used meanwhile: nothing has changed.</returns>
    public async Task<bool> SetAsync(Guid accountId, string password, AccessResult how, CancellationToken ct, PasswordLink? link = null)
    {
        var hash = await line.RunAsync(() => hasher.HashPassword(null!, password), ct);
        return await db.WriteAsync(async token =>
        {
            var now = clock.UtcNow();
            var links = await db.PasswordLinks.Where(l => l.AccountId == accountId && l.UsedAt == null).ToListAsync(token);
            if (link is not null && links.Find(l => l.Id == link.Id)?.IsGoodAt(now) != true)
            {
                return false;
            }

            links.ForEach(l => l.UsedAt = now);
            var account = await db.Accounts.SingleAsync(a => a.Id == accountId, token);
            if (account is { PasswordHash: not null, MustChangePassword: false, Email: not null })
            {
                // Who did not do it learns it; a first password needs no such word.
                db.Letters.Add(new Letter { Kind = LetterKind.PasswordChanged, To = account.Email, AccountId = account.Id });
            }

            account.PasswordHash = hash;
            account.MustChangePassword = false;
            // Who came by a mailed link reads that mailbox.
            account.EmailConfirmed |= link is not null;
            var guard = SignInGuard.HashOf(account.NormalizedUserName!);
            await db.SignInGuards.Where(g => g.NameHash == guard).ExecuteDeleteAsync(token);
            db.SignInRecords.Add(new SignInRecord { AccountId = accountId, At = now, Result = how });
            await sessions.EndAllAsync(accountId, token);
            return true;
        }, ct);
    }
}
