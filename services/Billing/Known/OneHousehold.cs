using Microsoft.EntityFrameworkCore;

namespace Preau.Billing.Known;

/// <summary>A file that was merged into another stays a payer of its own: what it owes and received is for the household to read and to pay that took its people over.</summary>
internal static class OneHousehold
{
    /// <summary>The file itself first, then those merged into it.</summary>
    public static async Task<List<Guid>> FilesAsync(this BillingDb db, Guid family, CancellationToken ct)
    {
        List<Guid> files = [family];
        for (var found = files; found.Count > 0;)
        {
            var last = found;
            found = [.. (await db.KnownFamilies.Where(f => f.MergedInto != null && last.Contains(f.MergedInto.Value)).Select(f => f.FamilyId).ToListAsync(ct)).Except(files)];
            files.AddRange(found);
        }

        return files;
    }
}
