using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Proof;

internal enum FactorNeed
{
    None,
    Prove,
    SetUp,
}

/// <summary>The second proof of who one is: who needs it, its setting up, and its codes.</summary>
internal sealed class SecondFactors(
    IdentityDb db, CommuneCatalog communes, IDataProtectionProvider protection, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock)
{
    private const int RecoveryCodes = 8;
    private const string Signs = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private readonly IDataProtector _protector = protection.CreateProtector("second-factor");

    public async Task<FactorNeed> NeedAsync(Account account, CancellationToken ct) =>
        await IsSetUpAsync(account.Id, ct) ? FactorNeed.Prove : await IsRequiredAsync(account, ct) ? FactorNeed.SetUp : FactorNeed.None;

    public Task<bool> IsSetUpAsync(Guid account, CancellationToken ct) => db.SecondFactors.AnyAsync(f => f.AccountId == account && f.ConfirmedAt != null, ct);

    /// <summary>For agents where their commune says so, and for operators in production (<c>SecondFactor:Operators</c>).</summary>
    public async Task<bool> IsRequiredAsync(Account account, CancellationToken ct)
    {
        if (account.IsOperator && configuration.GetValue("SecondFactor:Operators", environment.IsProduction()))
        {
            return true;
        }

        var all = await communes.AllAsync(ct);
        var agentOf = await db.Memberships.Where(m => m.AccountId == account.Id && m.Role == Membership.Staff && m.EndedAt == null).Select(m => m.Commune)
            .ToListAsync(ct);
        return agentOf.Exists(slug => all.GetValueOrDefault(slug)?.SecondFactor == true);
    }

    /// <summary>The secret to show: the one begun before, as long as it is not proved.</summary>
    public async Task<byte[]> BeginAsync(Guid account, CancellationToken ct)
    {
        var text = await db.WriteAsync(async token =>
        {
            var factor = await db.SecondFactors.SingleOrDefaultAsync(f => f.AccountId == account, token);
            if (factor is null)
            {
                db.SecondFactors.Add(factor = new SecondFactor { AccountId = account, Sealed = _protector.Protect(Convert.ToBase64String(Totp.NewSecret())) });
            }

            return factor.Sealed;
        }, ct);
        return Secret(text);
    }

    /// <summary>The first good code puts it in force. The recovery codes are in clear here and never again; null for a wrong code.</summary>
    public Task<string[]?> ConfirmAsync(Guid account, string code, CancellationToken ct) => db.WriteAsync(async token =>
    {
        var factor = await db.SecondFactors.SingleOrDefaultAsync(f => f.AccountId == account, token);
        if (factor is not { ConfirmedAt: null } || Totp.StepOf(Secret(factor.Sealed), Digits(code), clock.GetUtcNow(), factor.LastStep) is not { } step)
        {
            return null;
        }

        (factor.ConfirmedAt, factor.LastStep) = (clock.UtcNow(), step);
        return await NewCodesAsync(account, token);
    }, ct);

    /// <summary>A code of the application, or one of recovery. Each is taken once.</summary>
    public Task<bool> ProveAsync(Guid account, string code, CancellationToken ct) => db.WriteAsync(async token =>
    {
        if (await db.SecondFactors.SingleOrDefaultAsync(f => f.AccountId == account && f.ConfirmedAt != null, token) is not { } factor)
        {
            return false;
        }

        if (Totp.StepOf(Secret(factor.Sealed), Digits(code), clock.GetUtcNow(), factor.LastStep) is { } step)
        {
            factor.LastStep = step;
            return true;
        }

        var hash = HashOf(account, code);
        if (await db.RecoveryCodes.SingleOrDefaultAsync(c => c.AccountId == account && c.CodeHash == hash && c.UsedAt == null, token) is not { } recovery)
        {
            return false;
        }

        recovery.UsedAt = clock.UtcNow();
        return true;
    }, ct);

    /// <summary>New ones end those before.</summary>
    public Task<string[]> RenewCodesAsync(Guid account, CancellationToken ct) => db.WriteAsync(token => NewCodesAsync(account, token), ct);

    public Task RemoveAsync(Guid account, CancellationToken ct) => db.WriteAsync(async token =>
    {
        await db.SecondFactors.Where(f => f.AccountId == account).ExecuteDeleteAsync(token);
        await db.RecoveryCodes.Where(c => c.AccountId == account).ExecuteDeleteAsync(token);
    }, ct);

    private async Task<string[]> NewCodesAsync(Guid account, CancellationToken ct)
    {
        await db.RecoveryCodes.Where(c => c.AccountId == account).ExecuteDeleteAsync(ct);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(Signs, 10)).ToArray();
        db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { AccountId = account, CodeHash = HashOf(account, c) }));
        return [.. codes.Select(c => $"{c[..5]}-{c[5..]}")];
    }

    private byte[] Secret(string text) => Convert.FromBase64String(_protector.Unprotect(text));

    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    private static string HashOf(Guid account, string code) =>
        PasswordLink.Hash($"{account:N}|{string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))}");
}
