using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.SignIn;

/// <summary>Counts failures of a name from the address of this request, whatever the name is of.</summary>
internal sealed class Guards(IdentityDb db, IHttpContextAccessor http, TimeProvider clock)
{
    private string Address => SignInGuard.AddressOf(http.HttpContext?.Connection.RemoteIpAddress);

    /// <summary>UTC; null when one may try.</summary>
    public async Task<DateTime?> LockedUntilAsync(string name, CancellationToken ct)
    {
        var (key, address) = (SignInGuard.HashOf(name), Address);
        var guard = await db.SignInGuards.AsNoTracking().SingleOrDefaultAsync(g => g.NameHash == key && g.AddressHash == address, ct);
        return guard?.IsLockedAt(clock.UtcNow()) == true ? guard.LockedUntil : null;
    }

    /// <summary>One more failure; <paramref name="record"/> is the account's trace of it, when there is an account.</summary>
    public Task<DateTime?> FailAsync(string name, SignInRecord? record, CancellationToken ct)
    {
        var (key, address) = (SignInGuard.HashOf(name), Address);
        return db.WriteAsync(async token =>
        {
            var guard = await db.SignInGuards.SingleOrDefaultAsync(g => g.NameHash == key && g.AddressHash == address, token);
            if (guard is null)
            {
                db.SignInGuards.Add(guard = new SignInGuard { NameHash = key, AddressHash = address });
            }

            guard.Fail(clock.UtcNow());
            if (record is not null)
            {
                db.SignInRecords.Add(record);
            }

            return guard.LockedUntil;
        }, ct);
    }

    /// <summary>After a good one.</summary>
    public async Task ForgetAsync(string name, CancellationToken ct)
    {
        var (key, address) = (SignInGuard.HashOf(name), Address);
        if (await db.SignInGuards.AnyAsync(g => g.NameHash == key && g.AddressHash == address, ct))
        {
            await db.WriteAsync(token => db.SignInGuards.Where(g => g.NameHash == key && g.AddressHash == address).ExecuteDeleteAsync(token), ct);
        }
    }
}
