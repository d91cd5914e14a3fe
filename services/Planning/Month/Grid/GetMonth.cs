using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Disruptions;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Grid;

/// <summary>GET /month: all children and rows of a family for one month, with what may be done with each cell.</summary>
internal static class GetMonth
{
    public static async Task<Results<Ok<MonthView>, ProblemHttpResult>> Handle(
        string? month, Guid? family, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var inForce = await current.LoadAsync(ct);
        var rules = inForce.Rules;
        var now = clock.GetUtcNow();
        var today = rules.Today(now);
        if (!TryReadMonth(month, today, out var first))
        {
            return Problems.Invalid("month.invalid", "Le mois s’écrit comme 2026-12 et ne peut pas être trop loin d’aujourd’hui.");
        }

        var last = first.AddMonths(1).AddDays(-1);
        var plan = await FamilyPlan.ReadAsync(db, rules, who.Family,
            rules.HasWeeks ? Days.Range(Week.MondayOf(first), Week.MondayOf(last).AddDays(6)) : Days.Range(first, last), toChange: false, ct);
        if (plan is null)
        {
            return Problems.NotFound();
        }

        var policy = new CellPolicy(rules, plan, now, who.ByAgent, withReason: who.ByAgent);
        var ranks = await Ranks.OfFamilyAsync(db, plan, Days.Range(first, last), ct);
        return TypedResults.Ok(ViewOf(plan, policy, rules, ranks, first, Days.Range(first, last), who.ByAgent));
    }

    /// <summary>The month that begins on <paramref name="first"/>, with its cells of some days.</summary>
    internal static MonthView ViewOf(FamilyPlan plan, CellPolicy policy, PlanningRules rules, Dictionary<Guid, int> ranks, DateOnly first, Days days,
        bool byAgent)
    {
        var last = first.AddMonths(1).AddDays(-1);
        var (from, until) = (days.First > first ? days.First : first, days.Last < last ? days.Last : last);
        var children = new List<MonthChild>();
        var shown = new List<Service>();
        foreach (var child in plan.Children)
        {
            var services = ServicesOf(plan, rules, child, first, last).ToList();
            shown.AddRange(services);
            MonthRow[] rows = [.. services.SelectMany(s => s.Units).Select(u => RowOf(u, child, plan, policy, rules, ranks, from, until))];
            children.Add(new MonthChild(child.ChildId, child.FirstName, child.Gender, child.Grade, child.OtherParent, CustodyOf(child, first, last), rows));
        }

        shown = [.. shown.Distinct()];
        return new MonthView(
            first.ToString("yyyy-MM", CultureInfo.InvariantCulture), rules.Today(policy.Now), DaysOf(rules, plan, shown, first, last), [.. children],
            rules.ReasonViews(byAgent),
            [.. rules.Facilities.Where(f => shown.Exists(s => s.Facility == f)).Select(f => new FilterOption(f.Key, f.Label))],
            [.. shown.Select(s => new FilterOption(s.Key, s.Label))],
            [.. plan.Disruptions.Where(d => shown.Exists(d.Covers) && plan.Children.Any(d.Covers)).OrderBy(d => d.First)
                .Select(d => new MonthDisruption(d.First, d.Last, d.Effect, DisruptionWords.Sentence(d, rules)))]);
    }

    private static bool TryReadMonth(string? text, DateOnly today, out DateOnly first)
    {
        if (text is null)
        {
            first = new DateOnly(today.Year, today.Month, 1);
            return true;
        }

        return DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first)
            && first > today.AddYears(-10) && first < today.AddYears(2);
    }

    // In the order of the commune's file, which is the order of the notices.
    private static IEnumerable<Service> ServicesOf(FamilyPlan plan, PlanningRules rules, KnownChild child, DateOnly first, DateOnly last)
    {
        var enrolled = plan.Enrolments.Where(e => e.ChildId == child.ChildId && e.From <= last && (e.Until is null || e.Until >= first)).Select(e => e.Service)
            .ToHashSet();
        return rules.Services.Values.Where(s => enrolled.Contains(s.Key));
    }

    private static MonthRow RowOf(Unit unit, KnownChild child, FamilyPlan plan, CellPolicy policy, PlanningRules rules, Dictionary<Guid, int> ranks,
        DateOnly from, DateOnly last)
    {
        var cells = new List<MonthCell>(last.Day);
        for (var date = from; date <= last; date = date.AddDays(1))
        {
            var cell = plan.Cell(child.ChildId, unit.Key, date);
            var open = unit.BeginsOn(date) && plan.IsOpen(unit.Service, child, date);
            if (open || cell is { Booking: not BookingState.None } or { Attendance: not AttendanceState.None })
            {
                cells.Add(CellView.Of(unit, child, date, cell, open, plan, policy, rules, ranks));
            }
        }

        var service = unit.Service;
        return new MonthRow(unit.Key, unit.Label, unit.ShortLabel, service.Key, service.Label, service.Facility.Key, service.Facility.Label, plan.Family.Name,
            service.Online, [.. cells], unit.WeekOf is not null);
    }

    private static bool[]? CustodyOf(KnownChild child, DateOnly first, DateOnly last) =>
        child.AnchorMonday is null ? null : [.. Enumerable.Range(0, last.Day).Select(i => child.IsHere(first.AddDays(i)) == true)];

    private static MonthDay[] DaysOf(PlanningRules rules, FamilyPlan plan, List<Service> shown, DateOnly first, DateOnly last) =>
        [.. Enumerable.Range(0, last.Day).Select(i =>
    {
        var date = first.AddDays(i);
        var day = rules.Calendar.Day(date);
        // A day is closed when a closure holds for all that this family sees; its name is worth more than the holidays'.
        var infos = shown.ConvertAll(s => s.Day(date).Info);
        var closed = day.IsClosed || (infos.Count > 0 && infos.TrueForAll(d => d.IsClosed));
        if (!closed && shown.Count > 0 && plan.Open.ClosedBy(shown[0], date) is { } whole && shown.TrueForAll(s => plan.Open.ClosedBy(s, date) is not null))
        {
            return new MonthDay(date, day.Letters, true, whole.Cause);
        }

        return new MonthDay(date, day.Letters, closed, closed && !day.IsClosed ? infos[0].Label : day.Label);
    })];
}
