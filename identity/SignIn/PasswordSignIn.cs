using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Accounts;
using Preau.Platform;

namespace Preau.Identity.SignIn;

/// <summary>What came of a try. <see cref="LockedUntil"/> is UTC; both are null when name and password don't go together.</summary>
internal sealed record PasswordSignInOutcome(Account? Account, DateTime? LockedUntil);

/// <summary>Name and password against an account. Unknown names cost the same time and are locked the same way: the answer never tells who exists.</summary>
internal sealed class PasswordSignIn(IdentityDb db, UserManager<Account> accounts, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    private static string? _nobodysHash;

    public async Task<PasswordSignInOutcome> TryAsync(string name, string password, string? commune, CancellationToken ct)
    {
        var account = await FindAsync(name, ct);
        var (good, lockedUntil) = await CheckAsync(account, name, password, commune, ct);
        if (!good)
        {
            return new PasswordSignInOutcome(null, lockedUntil);
        }

        await db.WriteAsync(async token =>
        {
            var fresh = await db.Accounts.SingleAsync(a => a.Id == account!.Id, token);
            fresh.LastSignInAt = clock.UtcNow();
            Record(fresh.Id, AccessResult.SignedIn, commune);
        }, ct);
        await signIn.SignInAsync(account!, isPersistent: false);
        return new PasswordSignInOutcome(account, null);
    }

    /// <summary>Counts a wrong password, forgets the count after a good one.</summary>
    public async Task<(bool Good, DateTime? LockedUntil)> CheckAsync(Account? account, string name, string password, string? commune, CancellationToken ct)
    {
        var key = SignInGuard.HashOf(account?.NormalizedUserName ?? Normalize(name));
        var guard = await db.SignInGuards.AsNoTracking().SingleOrDefaultAsync(g => g.NameHash == key, ct);
        if (guard is not null && guard.IsLockedAt(clock.UtcNow()))
        {
            await RecordAloneAsync(account, AccessResult.Locked, commune, ct);
            return (false, guard.LockedUntil);
        }

        _nobodysHash ??= hasher.HashPassword(null!, Guid.NewGuid().ToString());
        var good = hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? _nobodysHash, password) != PasswordVerificationResult.Failed && account?.PasswordHash is not null;
        if (good && guard is null)
        {
            return (true, null);
        }

        return await db.WriteAsync(async token =>
        {
            var mine = await db.SignInGuards.SingleOrDefaultAsync(g => g.NameHash == key, token);
            if (good)
            {
                if (mine is not null)
                {
                    db.SignInGuards.Remove(mine);
                }

                return (true, (DateTime?)null);
            }

            if (mine is null)
            {
                db.SignInGuards.Add(mine = new SignInGuard { NameHash = key });
            }

            mine.Fail(clock.UtcNow());
            if (account is not null)
            {
                Record(account.Id, AccessResult.WrongPassword, commune);
            }

            return (false, mine.LockedUntil);
        }, ct);
    }

    /// <summary>By user name, else by an e-mail address that only one account has.</summary>
    public async Task<Account?> FindAsync(string name, CancellationToken ct)
    {
        var normalized = Normalize(name);
        var found = await db.Accounts.AsNoTracking().Where(a => a.NormalizedUserName == normalized || a.NormalizedEmail == normalized).OrderBy(a => a.Id).Take(3).ToListAsync(ct);
        return found.Find(a => a.NormalizedUserName == normalized) ?? (found.Count == 1 ? found[0] : null);
    }

    public string Normalize(string name) => accounts.NormalizeName(name.Trim());

    private async Task RecordAloneAsync(Account? account, AccessResult result, string? commune, CancellationToken ct)
    {
        if (account is not null)
        {
            Record(account.Id, result, commune);
            await db.SaveChangesAsync(ct);
        }
    }

    private void Record(Guid account, AccessResult result, string? commune) =>
        db.SignInRecords.Add(new SignInRecord { AccountId = account, At = clock.UtcNow(), Result = result, Commune = commune });
}
