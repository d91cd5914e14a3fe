using Microsoft.EntityFrameworkCore;

namespace Preau.Planning.Book;

/// <summary>First names of a family's children, for what is written to it.</summary>
internal static class ChildNames
{
    /// <summary>Null when the family isn't known here.</summary>
    public static async Task<Dictionary<Guid, string>?> OfAsync(PlanningDb db, Guid family, CancellationToken ct)
    {
        var names = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == family).ToDictionaryAsync(c => c.ChildId, c => c.FirstName, ct);
        return names.Count > 0 || await db.KnownFamilies.AnyAsync(f => f.FamilyId == family, ct) ? names : null;
    }
}
