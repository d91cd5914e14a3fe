using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>GET /disruptions, /disruptions/{id} and /disruptions/options.</summary>
internal static class ListDisruptions
{
    private const int PageSize = 20;

    public static async Task<Ok<DisruptionPage>> Handle(int? page, PlanningDb db, CurrentRules current, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var total = await db.Disruptions.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var shown = Math.Clamp(page ?? 1, 1, pages);
        var rows = await db.Disruptions.AsNoTracking().OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Skip((shown - 1) * PageSize).Take(PageSize)
            .ToListAsync(ct);
        return TypedResults.Ok(new DisruptionPage([.. rows.Select(d => View(d, rules, []))], shown, pages, total));
    }

    public static async Task<Results<Ok<DisruptionView>, ProblemHttpResult>> One(Guid id, PlanningDb db, CurrentRules current, CancellationToken ct) =>
        await OfAsync(db, (await current.LoadAsync(ct)).Rules, id, ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();

    public static async Task<Ok<DisruptionOptions>> Options(PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var schools = await db.KnownChildren.Where(c => c.School != null).Select(c => c.School!).Distinct().OrderBy(s => s).ToListAsync(ct);
        var grades = await db.KnownChildren.Where(c => c.Grade != null).Select(c => c.Grade!).Distinct().OrderBy(g => g).ToListAsync(ct);
        var twice = rules.Services.Values.GroupBy(s => s.Label).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var mine = caller.Scope.Of(rules, ScopeRight.Decide).ToList();
        return TypedResults.Ok(new DisruptionOptions([.. mine.Select(s =>
            new FilterOption(s.Key, twice.Contains(s.Label) ? $"{s.Label}, {s.Facility.Label}" : s.Label))],
            [.. rules.Facilities.Where(f => rules.Services.Values.Where(s => s.Facility == f).All(mine.Contains))
                .Select(f => new FilterOption(f.Key, f.Label))], [.. schools], [.. grades]));
    }

    internal static async Task<DisruptionView?> OfAsync(PlanningDb db, PlanningRules rules, Guid id, CancellationToken ct)
    {
        if (await db.Disruptions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } disruption)
        {
            return null;
        }

        var rows = await (from cell in db.DisruptedCells
                          where cell.DisruptionId == id
                          join child in db.KnownChildren on new { cell.FamilyId, cell.ChildId } equals new { child.FamilyId, child.ChildId } into children
                          from child in children.DefaultIfEmpty()
                          join family in db.KnownFamilies on cell.FamilyId equals family.FamilyId into families
                          from family in families.DefaultIfEmpty()
                          orderby cell.Date, family!.Name
                          select new
                          {
                              cell.ChildId,
                              cell.FamilyId,
                              cell.Date,
                              cell.Unit,
                              cell.Outcome,
                              FirstName = (string?)child!.FirstName,
                              LastName = (string?)child.LastName,
                              child.School,
                              child.Grade,
                              Family = (string?)family!.Name,
                              Reachable = (bool?)family.Reachable
                          }).ToListAsync(ct);
        return View(disruption, rules,
            [.. rows.Select(r => new DisruptedChild(r.ChildId, $"{r.FirstName} {r.LastName}".Trim(), r.School, r.Grade, r.FamilyId, r.Family ?? "", r.Date,
            r.Unit, rules.UnitLabel(r.Unit), r.Outcome, r.Reachable == false))]);
    }

    private static DisruptionView View(Disruption d, PlanningRules rules, DisruptedChild[] list) => new(
        d.Id, d.Cause, d.Effect, d.Note, d.First, d.Last, DisruptionWords.Scope(d, rules), d.Cells, d.Children, d.Families,
        rules.Local(d.At), d.By, d.UndoneAt is { } at ? rules.Local(at) : null, d.UndoneBy, list);
}
