using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Preau.Platform;

namespace Preau.Identity.SignIn;

/// <summary>Begins, checks and ends sessions. An ended one ends its cookie at the next click and
/// its tokens at the next refresh; the fronts ask before each write.</summary>
internal sealed class Sessions(IdentityDb db, IUserClaimsPrincipalFactory<Account> claims, IOpenIddictTokenManager tokens, TimeProvider clock)
{
    /// <summary>The browser is signed in from now on; what it had before in this browser ends.</summary>
    public async Task<Guid> StartAsync(HttpContext http, Account account, string? commune, CancellationToken ct)
    {
        var before = SidOf((await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal);
        var now = clock.UtcNow();
        var session = new OpenSession
        {
            AccountId = account.Id,
            Device = OpenSession.DeviceOf(http.Request.Headers.UserAgent),
            StartedAt = now,
            SeenAt = now,
            EndsAt = now + OpenSession.Longest
        };
        await db.WriteAsync(async token =>
        {
            await db.Sessions.Where(s => s.Id == before && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(o => o.EndedAt, now), token);
            db.Sessions.Add(session);
            (await db.Accounts.SingleAsync(a => a.Id == account.Id, token)).LastSignInAt = now;
            db.SignInRecords.Add(new SignInRecord { AccountId = account.Id, At = now, Result = AccessResult.SignedIn, Commune = commune });
        }, ct);
        var principal = await claims.CreateAsync(account);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(OpenSession.ClaimType, session.Id.ToString()));
        await http.SignInAsync(IdentityConstants.ApplicationScheme, principal);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return session.Id;
    }

    /// <summary>Null for nobody's, ended and too old ones.</summary>
    public async Task<OpenSession?> LiveAsync(Guid? sid, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return sid is null ? null : await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sid && s.EndedAt == null && s.EndsAt > now, ct);
    }

    public Task SeenAsync(Guid sid, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return db.WriteAsync(token => db.Sessions.Where(s => s.Id == sid).ExecuteUpdateAsync(s => s.SetProperty(o => o.SeenAt, now), token), ct);
    }

    /// <summary>Of this account only: a made-up id ends nothing.</summary>
    public Task EndAsync(Guid accountId, Guid sid, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return db.WriteAsync(async token =>
        {
            var ended = await db.Sessions.Where(s => s.Id == sid && s.AccountId == accountId && s.EndedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.EndedAt, now), token);
            if (ended > 0)
            {
                db.SignInRecords.Add(new SignInRecord { AccountId = accountId, At = now, Result = AccessResult.SignedOut });
            }
        }, ct);
    }

    /// <summary>In the caller's transaction, or one of its own.</summary>
    public Task EndAllAsync(Guid accountId, CancellationToken ct, Guid? but = null) => db.WriteAsync(async token =>
    {
        var now = clock.UtcNow();
        await db.Sessions.Where(s => s.AccountId == accountId && s.EndedAt == null && s.Id != but)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.EndedAt, now), token);
        if (but is null)
        {
            var account = await db.Accounts.SingleAsync(a => a.Id == accountId, token);
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            await tokens.RevokeBySubjectAsync(accountId.ToString(), token);
        }
    }, ct);

    public static Guid? SidOf(ClaimsPrincipal? user) => Guid.TryParse(user?.FindFirst(OpenSession.ClaimType)?.Value, out var sid) ? sid : null;

    /// <summary>On each request with the cookie of these pages, which are few.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.LiveAsync(SidOf(context.Principal), context.HttpContext.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
}
