using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>Whose money is asked for: a guardian's own household and the files merged into it, or the one an agent names.</summary>
internal static class FamilyAccess
{
    public static async Task<(Guid Family, ProblemHttpResult? Problem)> ResolveAsync(Caller caller, Guid? named, BillingDb db, CancellationToken ct)
    {
        if (caller.Owner?.OwnerId is { } own && (named is null || named == own || (await db.FilesAsync(own, ct)).Contains(named.Value)))
        {
            return (named ?? own, null);
        }

        if (!Array.Exists([Permissions.Billing, Permissions.Cash, Permissions.MoneyView], caller.May))
        {
            return (default, Problems.NotFound());
        }

        return named is not { } family ? (default, Problems.Invalid("family.missing", "Indiquez la famille."))
            : await db.KnownFamilies.AnyAsync(f => f.FamilyId == family && f.Version > 0, ct) ? (family, null)
            : (default, Problems.NotFound());
    }
}
