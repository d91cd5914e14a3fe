using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Month.Grid;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Why;

/// <summary>GET /cells/{child}/{unit}/{date}/why: the answer first, then the facts in order, the rules with their version, the places.</summary>
internal static class ExplainCell
{
    public static async Task<Results<Ok<WhyView>, ProblemHttpResult>> Handle(
        Guid child, string unit, DateOnly date, Guid? family, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var rules = inForce.Rules;
        var now = clock.GetUtcNow();
        var today = rules.Today(now);
        if (date < today.AddYears(-10) || date > today.AddDays(ReadWishes.DaysAhead))
        {
            return Problems.Invalid("date.out-of-range", "Ce jour est trop loin d’aujourd’hui.");
        }

        var named = family ?? (caller.Owner is null && caller.May(Permissions.Requests) ? await HolderAsync(db, child, unit, date, ct) : null);
        if (caller.Owner is null && named is null)
        {
            return Problems.NotFound();
        }

        if (!WhoAsks.TryFind(caller, named, out var who, out var problem))
        {
            return problem!;
        }

        var plan = await FamilyPlan.ReadAsync(db, rules, who.Family,
            rules.Units.TryGetValue(unit, out var week) && (week.WeekOf is not null || week.Weeks.Count > 0)
            ? Days.Range(Week.MondayOf(date), Week.MondayOf(date).AddDays(6)) : Days.Range(date, date), toChange: false, ct);
        if (plan?.Child(child) is not { } known || !rules.Units.TryGetValue(unit, out var asked))
        {
            return Problems.NotFound();
        }

        var cell = plan.Cell(child, unit, date);
        // A day of a week is what its week was asked to be.
        var whole = cell is { IsPart: true } part
            ? plan.CellsOf(child).FirstOrDefault(c => c.IsWeek && c.Unit == part.Part && Week.MondayOf(c.Date) == Week.MondayOf(date)) : null;
        var lines = await LinesAsync(db, who.Family, child, (unit, date), (whole?.Unit ?? unit, whole?.Date ?? date), ct);
        var policy = new CellPolicy(rules, plan, now, who.ByAgent);
        var open = plan.IsOpen(asked.Service, known, date);
        var disrupted = plan.Disruptions.Where(d => d.Covers(asked.Service, known, date)).ToList();
        var ranks = await Ranks.OfFamilyAsync(db, plan, Days.Range(date, date), ct);
        var view = CellView.Of(asked, known, date, cell, open, plan, policy, rules, ranks);
        var corrections = view.Mine && cell is not null
            ? await db.Corrections.AsNoTracking().Where(c => c.ChildId == child && c.Unit == unit && c.Date == date).OrderBy(c => c.At).ToListAsync(ct) : [];
        var words = new WhyWords(rules, policy, known, asked, date);
        var place = plan.Waiting(cell);
        var facts = new CellFacts(db, rules).Add(words.Facts(lines)).AddDisruptions(disrupted, words).AddWaiting(view.Mine ? place : null, cell?.RequestNumber)
            .Add(corrections.Select(words.CorrectionFact));
        await facts.AddRollAsync(view.Mine, cell, ct);
        await facts.AddEvidenceAsync(lines.Select(l => l.Line), ct);
        await facts.AddCalledOffAsync(view.Mine ? cell : null, words, ct);
        var answer = disrupted.Find(d => view.Mine && d.Id == cell?.DisruptionId) is { } because
            ? words.Disrupted(because, cell is { IsPart: true } ? cell.Part : null) : words.Answer(view, cell, place, lines);
        return TypedResults.Ok(new WhyView(known.FirstName, asked.Label, asked.Service.Label, asked.Service.Facility.Label, date, view.State,
            answer, words.WhatNow(view), view.Until, facts.InOrder(), words.RulesApplied(inForce.Version),
            [.. (asked.PoolsAt(known.AgeOn(date)) ?? []).Select(p => new WhyPool(p.Label, p.Capacity, plan.Seats.Taken(p.Key, date)))],
            view.Mine && cell is { IsPart: true, Part: { } of } ? rules.UnitLabel(of) : null));
    }

    /// <summary>What was asked for the day, or for the week it is part of, oldest first.</summary>
    private static async Task<List<(Request Request, RequestLine Line)>> LinesAsync(
        PlanningDb db, Guid family, Guid child, (string Unit, DateOnly Date) day, (string Unit, DateOnly Date) week, CancellationToken ct)
    {
        var requests = await db.Requests.AsNoTracking().AsSplitQuery().Include(r => r.Lines).Include(r => r.History)
            .Where(r => r.FamilyId == family
                && r.Lines.Any(l => l.ChildId == child && ((l.Unit == day.Unit && l.Date == day.Date) || (l.Unit == week.Unit && l.Date == week.Date))))
            .OrderBy(r => r.At).ToListAsync(ct);
        return [.. requests.SelectMany(r =>
            r.Lines.Where(l => l.ChildId == child && (day == (l.Unit, l.Date) || week == (l.Unit, l.Date))).Select(l => (r, l)))];
    }

    // An agent who comes from a list may not know the household: who holds the cell, else any of the child's.
    private static async Task<Guid?> HolderAsync(PlanningDb db, Guid child, string unit, DateOnly date, CancellationToken ct) =>
        await db.Cells.Where(c => c.ChildId == child && c.Unit == unit && c.Date == date).Select(c => (Guid?)c.FamilyId).SingleOrDefaultAsync(ct)
        ?? await db.KnownChildren.Where(c => c.ChildId == child).OrderBy(c => c.FamilyId).Select(c => (Guid?)c.FamilyId).FirstOrDefaultAsync(ct);
}
