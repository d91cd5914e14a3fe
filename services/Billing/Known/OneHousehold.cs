using Microsoft.EntityFrameworkCore;

namespace Preau.Billing.Known;

/// <summary>
/// A file that was merged into another stays a payer of its own: what it owes and received is for the household to read and to pay that took its people over.
/// </summary>
internal static class OneHousehold
{
    /// <summary>The file itself first, then those merged into it.</summary>
    public static async Task<List<Guid>> FilesAsync(this BillingDb db, Guid family, CancellationToken ct)
    {
        List<Guid> files = [family];
        for (var found = files; found.Count > 0;)
        {
            var last = found;
            found = [.. (await db.MergedInto(last).Select(f => f.FamilyId).ToListAsync(ct)).Except(files)];
            files.AddRange(found);
        }

        return files;
    }

    /// <summary>Files that were merged into one of these.</summary>
    public static IQueryable<KnownFamily> MergedInto(this BillingDb db, IReadOnlyCollection<Guid> files) =>
        db.KnownFamilies.AsNoTracking().Where(f => f.MergedInto != null && files.Contains(f.MergedInto.Value));
}
