using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Platform;

namespace Preau.Planning.Setup.NextYear;

/// <summary>
/// POST /settings/next-year: settings into the draft, enrolments at once; one act in one transaction; what is there already is not made again, so it can be
/// repeated.
/// </summary>
internal static class PostCopyYear
{
    public static async Task<Results<Ok<CopyYearView>, ProblemHttpResult>> Handle(CopyYear body, PlanningDb db, CurrentRules current, SettingsDrafts drafts,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        var inForce = await current.LoadAsync(ct);
        var school = inForce.Rules.Calendar.School;
        var now = int.Parse(school.SchoolYearOf(inForce.Rules.Today(clock.GetUtcNow())).Name[..4], System.Globalization.CultureInfo.InvariantCulture);
        var year = body.Year ?? now;
        if (year < now - 1 || year > now + 1)
        {
            return Problems.Invalid("year.out-of-range", "On copie l’année scolaire en cours, la précédente ou la suivante.");
        }

        if (body.Apply!.Value && body.BasedOn is null)
        {
            return Problems.Invalid("settings.version-missing", "Dites quelle version des réglages (basedOn) vous avez relue.");
        }

        try
        {
            return body.Apply.Value
                ? await ApplyAsync(body, year, db, inForce, drafts, caller, clock, ct)
                : TypedResults.Ok((await PlanAsync(db, inForce, body, year, caller.Name, clock.UtcNow(), ct)).View);
        }
        catch (TenantFileException e)
        {
            // Dates that would overlap what is there: a person has to look.
            return e.ToProblem();
        }
    }

    private static async Task<Results<Ok<CopyYearView>, ProblemHttpResult>> ApplyAsync(
        CopyYear body, int year, PlanningDb db, SettingsInForce<PlanningRules> inForce, SettingsDrafts drafts, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var (at, basedOn) = (clock.UtcNow(), body.BasedOn ?? 0);
        var done = await db.WriteAsync(async token =>
        {
            if (basedOn != await db.Settings.Where(s => s.Section == CurrentRules.Section).MaxAsync(s => (long?)s.Version, token))
            {
                return null;
            }

            var plan = await PlanAsync(db, inForce, body, year, caller.Name, at, token);
            if (plan.View.Closures.Length > 0 || plan.View.Rules.Length > 0)
            {
                // Settings wait in the draft, to be read again, changed and applied like any others.
                var draft = await drafts.ReadAsync(token);
                if (draft.Exists)
                {
                    throw new TenantFileException("Un brouillon de réglages est déjà commencé : appliquez-le ou abandonnez-le, puis préparez l’année.",
                        "draft.exists");
                }

                ReadRules.Parse(plan.Document.ToJsonString());
                await drafts.SaveAsync(draft.Revision, basedOn, plan.Document, null, caller.Name, token);
            }

            db.Enrolments.AddRange(plan.Enrolments);
            if (plan.Copy.Made > 0)
            {
                db.YearCopies.Add(plan.Copy);
            }

            return plan.View with { Done = true };
        }, ct);
        return done is null
            ? Problems.Conflict("settings.changed", "Quelqu’un a enregistré d’autres réglages entre-temps. Relisez la copie, puis recommencez.")
            : TypedResults.Ok(done);
    }

    private static async Task<(CopyYearView View, JsonNode Document, List<Enrolment> Enrolments, YearCopy Copy)> PlanAsync(
        PlanningDb db, SettingsInForce<PlanningRules> inForce, CopyYear body, int year, string by, DateTime at, CancellationToken ct)
    {
        var rules = inForce.Rules;
        var school = rules.Calendar.School;
        var (old, next) = (school.SchoolYearOf(new DateOnly(year, 12, 1)), school.SchoolYearOf(new DateOnly(year + 1, 12, 1)));
        var json = await Versions.FindAsync(db, inForce.Version, ct) ?? "{}";
        var before = JsonNode.Parse(json)!;
        var document = before.DeepClone();
        var shift = new ShiftDates(school, year);
        var closures = body.Closures ? CopyDates.Closures(ReadRules.Document(json), document, shift, old) : [];
        if (body.Rules)
        {
            CopyDates.FixedLimits(document, shift, old, next);
            CopyDates.Periods(document, shift, old);
            ReadRules.Parse(document.ToJsonString());
        }

        var withoutClosures = document.DeepClone();
        withoutClosures["closures"] = before["closures"]?.DeepClone();
        var id = Guid.CreateVersion7();
        var (enrolments, tooOld, already) = body.Enrolments ? await EnrolmentsAsync(db, rules, old, next, id, ct) : ([], 0, 0);
        var copy = new YearCopy
        {
            Id = id,
            FromYear = old.Name,
            ToYear = next.Name,
            First = next.First,
            Last = next.Last,
            Made = enrolments.Count,
            At = at,
            By = by
        };
        var view = new CopyYearView(inForce.Version, old.Name, next.Name, next.First, next.Last, next.IsPublished, false, [.. closures],
            [.. new DescribeChanges(before, withoutClosures).Run()],
            [.. enrolments.GroupBy(e => e.Service).Select(g => new CopiedEnrolments(g.Key, rules.Services[g.Key].Label, g.Count()))
                .OrderBy(e => e.ServiceLabel, StringComparer.Ordinal)], tooOld, already);
        return (view, document, enrolments, copy);
    }

    /// <summary>Enrolments that last until the old year's end, again for the next. Grades rise in the family files, not here.</summary>
    private static async Task<(List<Enrolment> New, int TooOld, int Already)> EnrolmentsAsync(
        PlanningDb db, PlanningRules rules, Dates.Calendars.SchoolYear old, Dates.Calendars.SchoolYear next, Guid copy, CancellationToken ct)
    {
        // The last weeks: summer centres may end before the eve of the rentrée.
        var late = old.Last.AddDays(-75);
        var rows = await db.Enrolments.AsNoTracking().Where(e => e.From <= old.Last && (e.Until == null || e.Until >= late)).ToListAsync(ct);
        var births = (await db.KnownChildren.AsNoTracking().ToListAsync(ct)).GroupBy(c => c.ChildId).ToDictionary(g => g.Key, g => g.First());
        var later = rows.Where(e => e.Until is null || e.Until > next.First).Select(Key).ToHashSet();
        later.UnionWith((await db.Enrolments.AsNoTracking().Where(e => e.From > old.Last).ToListAsync(ct)).Select(Key));
        var (made, tooOld, already) = (new List<Enrolment>(), 0, 0);
        foreach (var row in rows.Where(r => rules.Services.ContainsKey(r.Service)).GroupBy(Key).Select(g => g.OrderBy(e => e.From).Last()))
        {
            if (later.Contains(Key(row)))
            {
                already++;
            }
            else if (rules.Services[row.Service].Ages is { } ages && births.TryGetValue(row.ChildId, out var child) && child.AgeOn(next.First) > ages.To)
            {
                tooOld++;
            }
            else
            {
                made.Add(new Enrolment
                {
                    FamilyId = row.FamilyId,
                    ChildId = row.ChildId,
                    Service = row.Service,
                    From = next.First,
                    Until = next.Last,
                    Weekdays = row.Weekdays,
                    Unit = row.Unit,
                    CopyId = copy
                });
            }
        }

        return (made, tooOld, already);

        static (Guid Family, Guid Child, string Service) Key(Enrolment e) => (e.FamilyId, e.ChildId, e.Service);
    }
}
