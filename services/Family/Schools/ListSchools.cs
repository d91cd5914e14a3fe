using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Schools;

internal static class ListSchools
{
    public static async Task<Ok<SchoolsView>> Handle(FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var open = db.Families.Where(f => f.ArchivedAt == null && f.MergedInto == null).Select(f => f.Id);
        var counts = await db.Set<HouseholdChild>().AsNoTracking().Where(c => c.School != null && open.Contains(c.FamilyId))
            .Select(c => new { c.School, c.ChildId }).Distinct().GroupBy(c => c.School!).Select(g => new { School = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.School, g => g.Count, ct);
        var listed = rules.Schools ?? [];
        return TypedResults.Ok(new SchoolsView(
            [
                .. listed.Select(s => new SchoolSummary(s.Name, s.Code, true, counts.GetValueOrDefault(s.Name), [.. (s.Classes ?? []).Select(c => c.Name)])),
                .. counts.Where(c => !Array.Exists(listed, s => s.Name == c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal)
                    .Select(c => new SchoolSummary(c.Key, null, false, c.Value, [])),
            ],
            rules.Groups ?? []));
    }
}
