using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>Accounts of guardians: found by the guardian, or made with a user name that nobody has.</summary>
internal sealed class GuardianAccounts(IdentityDb db, ILookupNormalizer normalizer)
{
    public Task<AccountMembership?> MembershipAsync(string commune, Guid guardian, CancellationToken ct) =>
        db.Memberships.Where(m => m.Commune == commune && m.Role == Membership.Owner && m.PersonId == guardian).OrderBy(m => m.AccountId)
            .FirstOrDefaultAsync(ct);

    /// <summary>An account without password, member of its family. Call inside a transaction.</summary>
    public async Task<Account> CreateAsync(GuardianAccess guardian, CancellationToken ct)
    {
        var account = Account.Create(await FreeNameAsync($"{guardian.FirstName}.{guardian.LastName}", ct), NameOf(guardian), guardian.Email, normalizer);
        account.Memberships.Add(new AccountMembership
        {
            Commune = guardian.Commune,
            Role = Membership.Owner,
            OwnerId = guardian.FamilyId,
            PersonId = guardian.GuardianId
        });
        db.Accounts.Add(account);
        return account;
    }

    /// <summary>« prenom.nom », with a number when others have it: never one that was given to somebody else.</summary>
    public async Task<string> FreeNameAsync(string from, CancellationToken ct)
    {
        var stem = Plain(from) is { Length: > 2 } plain ? plain : "famille";
        var start = normalizer.NormalizeName(stem);
        var taken = (await db.Accounts.Where(a => a.NormalizedUserName!.StartsWith(start)).Select(a => a.NormalizedUserName!).ToListAsync(ct))
            .ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? stem : stem + i.ToString(CultureInfo.InvariantCulture))
            .First(n => !taken.Contains(normalizer.NormalizeName(n)));
    }

    private static string NameOf(GuardianAccess guardian)
    {
        var last = guardian.LastName.Any(char.IsLower) ? guardian.LastName : French.Culture.TextInfo.ToTitleCase(guardian.LastName.ToLower(French.Culture));
        return $"{guardian.FirstName} {last}".Trim();
    }

    // Letters of the Latin alphabet without accents: what any keyboard can type.
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in Account.Fold(text.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase)
            .Replace("ł", "l", StringComparison.OrdinalIgnoreCase).Replace("ø", "o", StringComparison.OrdinalIgnoreCase)
            .Replace("ß", "ss", StringComparison.Ordinal))
            .ToLowerInvariant())
        {
            plain.Append(c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' ? c : c is ' ' or '-' or '\'' or '’' ? '-' : null);
        }

        var name = plain.ToString().Trim('-', '.');
        return name.Length <= 60 ? name : name[..60];
    }
}
