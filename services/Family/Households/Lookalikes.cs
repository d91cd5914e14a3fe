using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;

namespace Preau.Family.Households;

/// <summary>Open files that are perhaps the same family: a child of the same name and birth, or a
/// guardian with the same e-mail or mobile. Never decided, only shown.</summary>
internal static class Lookalikes
{
    public static async Task<Lookalike[]> OfAsync(
        FamilyDb db, Guid? self, IReadOnlyCollection<Guardian> guardians, IReadOnlyCollection<HouseholdChild> children, CancellationToken ct)
    {
        Dictionary<Guid, string> why = [];
        var births = children.Select(c => c.BirthDate).Distinct().ToList();
        var own = children.Select(c => c.ChildId).ToHashSet();
        foreach (var other in await db.Set<HouseholdChild>().AsNoTracking().Where(c => births.Contains(c.BirthDate) && (self == null || c.FamilyId != self))
            .ToListAsync(ct))
        {
            if (!own.Contains(other.ChildId) && children.FirstOrDefault(c => IsSame(c, other)) is { } same)
            {
                why.TryAdd(other.FamilyId, $"même enfant : {same.FirstName} {same.LastName}, même naissance");
            }
        }

        var emails = guardians.Select(g => g.Email).OfType<string>().Distinct().ToList();
        var mobiles = guardians.Select(g => g.Mobile).OfType<string>().Distinct().ToList();
        // Someone of two households that share a child is no duplicate.
        var shared = await db.Set<HouseholdChild>().Where(c => own.Contains(c.ChildId)).Select(c => c.FamilyId).Distinct().ToListAsync(ct);
        foreach (var other in await db.Set<Guardian>().AsNoTracking()
            .Where(g => (self == null || g.FamilyId != self) && (emails.Contains(g.Email!) || mobiles.Contains(g.Mobile!))).ToListAsync(ct))
        {
            if (!shared.Contains(other.FamilyId))
            {
                why.TryAdd(other.FamilyId, other.Email is { } mail && emails.Contains(mail) ? "même courriel" : "même mobile");
            }
        }

        var ids = why.Keys.ToList();
        var files = await db.Families.AsNoTracking().Where(f => ids.Contains(f.Id) && f.ArchivedAt == null && f.MergedInto == null).OrderBy(f => f.SortKey)
            .Select(f => new { f.Id, f.Number, f.Name }).ToListAsync(ct);
        return [.. files.Select(f => new Lookalike(f.Id, f.Number, f.Name, why[f.Id]))];
    }

    public static bool IsSame(HouseholdChild one, HouseholdChild other) =>
        one.BirthDate == other.BirthDate && SearchText.Of($"{one.FirstName} {one.LastName}", 200) == SearchText.Of($"{other.FirstName} {other.LastName}", 200);
}
