using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Platform;

namespace Preau.Planning.Setup.NextYear;

/// <summary>
/// GET /settings/next-year/runs and POST …/runs/{id}/undo: the enrolments of one copy, taken away in one transaction unless somebody has used them since.
/// Settings aren't touched: their versions are gone back to.
/// </summary>
internal static class UndoCopy
{
    public static async Task<Ok<YearCopyView[]>> List(PlanningDb db, CurrentRules current, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        return TypedResults.Ok<YearCopyView[]>([.. (await db.YearCopies.AsNoTracking().OrderByDescending(c => c.At).ToListAsync(ct))
            .Select(c => View(c, rules))]);
    }

    public static async Task<Results<Ok<UndoYearCopyView>, ProblemHttpResult>> Handle(Guid id, UndoYearCopy body, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        if (!body.Apply!.Value)
        {
            return await db.YearCopies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } shown
                ? TypedResults.Ok((await LookAsync(db, rules, shown, ct)).View) : Problems.NotFound();
        }

        var at = clock.UtcNow();
        var done = await db.WriteAsync(async token =>
        {
            if (await db.YearCopies.SingleOrDefaultAsync(c => c.Id == id, token) is not { } run)
            {
                return null;
            }

            var (free, view) = await LookAsync(db, rules, run, token);
            if (free.Count > 0 || run.UndoneAt is null)
            {
                db.Enrolments.RemoveRange(free);
                (run.UndoneAt, run.UndoneBy, run.Removed, run.Version) = (at, caller.Name, run.Removed + free.Count, run.Version + 1);
            }

            return view with { Run = View(run, rules), Done = true };
        }, ct);
        return done is null ? Problems.NotFound() : TypedResults.Ok(done);
    }

    private static async Task<(List<Enrolment> Free, UndoYearCopyView View)> LookAsync(PlanningDb db, PlanningRules rules, YearCopy run, CancellationToken ct)
    {
        var made = await db.Enrolments.Where(e => e.CopyId == run.Id).ToListAsync(ct);
        var used = await UsedAsync(db, rules, run, ct);
        var (free, kept) = (new List<Enrolment>(), new List<(Enrolment Row, string Code)>());
        foreach (var row in made)
        {
            var key = (row.FamilyId, row.ChildId, row.Service);
            var code = used.Booked.Contains(key) ? "booked" : used.Contracts.Contains(key) ? "contract" : row.From != run.First || row.Until != run.Last
                || used.Touched.Contains(row.Id) ? "changed" : null;
            if (code is null)
            {
                free.Add(row);
            }
            else
            {
                kept.Add((row, code));
            }
        }

        var families = (await db.KnownFamilies.AsNoTracking().Select(f => new { f.FamilyId, f.Name }).ToListAsync(ct))
            .ToDictionary(f => f.FamilyId, f => f.Name);
        var children = (await db.KnownChildren.AsNoTracking().Select(c => new { c.FamilyId, c.ChildId, c.FirstName }).ToListAsync(ct))
            .ToDictionary(c => (c.FamilyId, c.ChildId), c => c.FirstName);
        return (free, new UndoYearCopyView(View(run, rules), run.UndoneAt is not null,
            [.. free.GroupBy(e => e.Service).Select(g => new CopiedEnrolments(g.Key, Label(rules, g.Key), g.Count()))
                .OrderBy(e => e.ServiceLabel, StringComparer.Ordinal)],
            [.. kept.Select(k => new KeptEnrolment(k.Row.Id, k.Row.FamilyId, families.GetValueOrDefault(k.Row.FamilyId, ""), k.Row.ChildId,
                children.GetValueOrDefault((k.Row.FamilyId, k.Row.ChildId), ""), Label(rules, k.Row.Service), k.Code, Why(k.Code)))
                .OrderBy(k => k.FamilyName, StringComparer.Ordinal).ThenBy(k => k.Child, StringComparer.Ordinal)]));
    }

    private static async Task<(HashSet<(Guid, Guid, string)> Booked, HashSet<(Guid, Guid, string)> Contracts, HashSet<Guid> Touched)> UsedAsync(PlanningDb db,
        PlanningRules rules, YearCopy run, CancellationToken ct)
    {
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date >= run.First && c.Date <= run.Last).Select(c => new { c.FamilyId, c.ChildId, c.Unit })
            .Distinct().ToListAsync(ct);
        var contracts = await db.ChildContracts.AsNoTracking().Where(c => c.From <= run.Last && (c.Until == null || c.Until >= run.First))
            .Select(c => new { c.FamilyId, c.ChildId, c.Service }).ToListAsync(ct);
        var touched = await db.EnrolmentEvents.AsNoTracking()
            .Join(db.Enrolments.Where(e => e.CopyId == run.Id), e => e.EnrolmentId, e => e.Id, (e, _) => e.EnrolmentId!.Value).ToListAsync(ct);
        return ([.. cells.Where(c => rules.Units.ContainsKey(c.Unit)).Select(c => (c.FamilyId, c.ChildId, rules.Units[c.Unit].Service.Key))],
            [.. contracts.Select(c => (c.FamilyId, c.ChildId, c.Service))], [.. touched]);
    }

    private static string Why(string code) => code switch
    {
        "booked" => "Des jours y sont réservés ou demandés.",
        "contract" => "Un contrat l’accompagne.",
        _ => "Elle a été changée depuis.",
    };

    private static string Label(PlanningRules rules, string service) => rules.Services.GetValueOrDefault(service)?.Label ?? service;

    private static YearCopyView View(YearCopy c, PlanningRules rules) =>
        new(c.Id, c.FromYear, c.ToYear, rules.Local(c.At), c.By, c.Made, c.UndoneAt is { } undone ? rules.Local(undone) : null, c.UndoneBy, c.Removed);
}
