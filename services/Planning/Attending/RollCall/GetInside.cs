using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>GET /roll/inside: who is in the building now. In doubt a child is inside: one looks for it in vain rather than not at all.</summary>
internal static class GetInside
{
    public static async Task<Results<Ok<InsideView>, ProblemHttpResult>> Handle(string? facility, PlanningDb db, CurrentRules current, TimeProvider clock,
        Caller caller, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        if (!string.IsNullOrEmpty(facility) && !rules.Facilities.Any(f => f.Key == facility))
        {
            return Problems.NotFound("facility.unknown");
        }

        var now = rules.Local(clock.GetUtcNow());
        var today = DateOnly.FromDateTime(now);
        var scope = caller.Scope.Of(rules).ToList();
        var marks = await db.ClockMarks.AsNoTracking().Where(m => m.Date == today).ToListAsync(ct);
        var seen = Seen.Of(marks, rules, TimeOnly.FromDateTime(now)).Where(s => scope.Contains(s.Unit.Service)
            && (string.IsNullOrEmpty(facility) || s.Unit.Service.Facility.Key == facility)).ToList();
        var ids = seen.ConvertAll(s => s.ChildId);
        var homes = await db.Cells.AsNoTracking().Where(c => c.Date == today && ids.Contains(c.ChildId)).Select(c => new { c.ChildId, c.Unit, c.FamilyId })
            .ToDictionaryAsync(c => (c.ChildId, c.Unit), c => c.FamilyId, ct);
        var known = (await db.KnownChildren.AsNoTracking().Where(c => ids.Contains(c.ChildId)).ToListAsync(ct)).ToLookup(c => c.ChildId);
        InsideFacility[] Shown(bool over) =>
        [
            .. rules.Facilities.Select(f => new InsideFacility(f.Key, f.Label, [.. seen.Where(s => s.IsOver == over && s.Unit.Service.Facility == f)
                .Select(s => Of(s, known[s.ChildId], homes)).OfType<InsideChild>()
                .OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture)]))
                .Where(f => f.Children.Length > 0),
        ];
        return TypedResults.Ok(new InsideView(now,
            [.. rules.Facilities.Where(f => scope.Exists(s => s.Facility == f)).Select(f => new FilterOption(f.Key, f.Label))],
            Shown(over: false), Shown(over: true)));
    }

    private static InsideChild? Of(Seen seen, IEnumerable<KnownChild> known, Dictionary<(Guid, string), Guid> homes)
    {
        var home = homes.GetValueOrDefault((seen.ChildId, seen.Unit.Key));
        return known.OrderBy(c => c.FamilyId == home ? 0 : 1).FirstOrDefault() is { } child
            ? new InsideChild(child.ChildId, child.FamilyId, child.FirstName, child.LastName, child.School, child.Grade, seen.Unit.Label, seen.Since) : null;
    }
}
