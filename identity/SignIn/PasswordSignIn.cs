using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.SignIn;

/// <summary>What came of a try. <see cref="LockedUntil"/> is UTC; both are null when name and password don't go together.</summary>
internal sealed record PasswordSignInOutcome(Account? Account, DateTime? LockedUntil);

/// <summary>Name and password against an account. Unknown names cost the same time and are locked the same way: the answer never tells who exists.</summary>
internal sealed class PasswordSignIn(
    IdentityDb db, UserManager<Account> accounts, IPasswordHasher<Account> hasher, HashingLine line, Guards guards, TimeProvider clock)
{
    private static string? _nobodysHash;

    /// <summary>The account of a good password; the session is not begun yet.</summary>
    /// <exception cref="TooBusyException">Too many sign in at this moment.</exception>
    public async Task<PasswordSignInOutcome> TryAsync(string name, string password, string? commune, CancellationToken ct)
    {
        var account = await FindAsync(name, ct);
        var (good, lockedUntil) = await CheckAsync(account, name, password, commune, ct);
        return new PasswordSignInOutcome(good ? account : null, lockedUntil);
    }

    /// <summary>Counts a wrong password, forgets the count after a good one.</summary>
    public async Task<(bool Good, DateTime? LockedUntil)> CheckAsync(Account? account, string name, string password, string? commune, CancellationToken ct)
    {
        var key = account?.NormalizedUserName ?? Normalize(name);
        if (await guards.LockedUntilAsync(key, ct) is { } until)
        {
            if (account is not null)
            {
                db.SignInRecords.Add(Record(account, AccessResult.Locked, commune));
                await db.SaveChangesAsync(ct);
            }

            return (false, until);
        }

        var good = await line.RunAsync(() =>
        {
            _nobodysHash ??= hasher.HashPassword(null!, Guid.NewGuid().ToString());
            return hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? _nobodysHash, password) != PasswordVerificationResult.Failed
                && account?.PasswordHash is not null;
        }, ct);
        if (!good)
        {
            return (false, await guards.FailAsync(key, account is null ? null : Record(account, AccessResult.WrongPassword, commune), ct));
        }

        await guards.ForgetAsync(key, ct);
        return (true, null);
    }

    /// <summary>By user name, else by an e-mail address that only one account has.</summary>
    public async Task<Account?> FindAsync(string name, CancellationToken ct)
    {
        var normalized = Normalize(name);
        var found = await db.Accounts.AsNoTracking().Where(a => a.NormalizedUserName == normalized || a.NormalizedEmail == normalized).OrderBy(a => a.Id)
            .Take(3).ToListAsync(ct);
        return found.Find(a => a.NormalizedUserName == normalized) ?? (found.Count == 1 ? found[0] : null);
    }

    public string Normalize(string name)
    {
        try
        {
            return accounts.NormalizeName(name.Trim());
        }
        catch (ArgumentException)
        {
            // Half a sign: nobody's name.
            return "?";
        }
    }

    private SignInRecord Record(Account account, AccessResult result, string? commune) =>
        new() { AccountId = account.Id, At = clock.UtcNow(), Result = result, Commune = commune };
}
