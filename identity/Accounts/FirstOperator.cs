using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Accounts;

/// <summary>
/// A new installation has nobody to sign in: <c>Operator:UserName</c> and <c>Operator:Email</c> name its first operator, who gets a mailed link.
/// Without an operator, each start sends it again as long as no password was chosen.
/// </summary>
internal sealed class FirstOperator(IdentityDb db, ILookupNormalizer normalizer, PasswordMailer mailer, IConfiguration configuration)
{
    public async Task CreateAsync(CancellationToken ct)
    {
        if (configuration["Operator:UserName"] is not { Length: > 0 } userName || await db.Accounts.AnyAsync(a => a.IsOperator && a.PasswordHash != null, ct))
        {
            return;
        }

        var email = configuration["Operator:Email"] is { Length: > 0 } given
            ? given
            : throw new InvalidOperationException("Operator:Email is missing: where the first operator's link is sent.");
        await db.WriteAsync(async token =>
        {
            if (!await db.Accounts.AnyAsync(a => a.IsOperator, token))
            {
                var account = Account.Create(userName, "Administration de la plateforme", email, normalizer);
                account.IsOperator = true;
                db.Accounts.Add(account);
            }

            db.PasswordRequests.Add(new PasswordRequest { Name = normalizer.NormalizeName(userName) });
        }, ct);
        mailer.Wake();
    }
}
