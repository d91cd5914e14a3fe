using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>Certificates an agent's scope reaches: by the units of the days they excuse.</summary>
internal static class EvidenceScope
{
    /// <param name="units">Null for all.</param>
    public static IQueryable<Evidence> Seen(PlanningDb db, IQueryable<Evidence> all, HashSet<string>? units) =>
        units is null ? all : all.Where(e => db.RequestLines.Any(l => l.EvidenceId == e.Id && units.Contains(l.Unit)));

    /// <summary>403 unless the agent decides on all its days; 404 when none of them is in reach.</summary>
    public static async Task<ProblemHttpResult?> RefuseAsync(PlanningDb db, PlanningRules rules, Scope scope, Guid id, CancellationToken ct)
    {
        if (scope.IsAll)
        {
            return null;
        }

        var units = await db.RequestLines.Where(l => l.EvidenceId == id).Select(l => l.Unit).Distinct().ToListAsync(ct);
        var seen = scope.UnitsOf(rules)!;
        return units.Exists(seen.Contains) ? scope.RefuseUnits(rules, units) : Problems.NotFound();
    }
}
