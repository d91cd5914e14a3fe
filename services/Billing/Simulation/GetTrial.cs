using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>A draft tried on the real days of a period, streamed: 1.4 million days are never in memory together.</summary>
internal static class GetTrial
{
    private const int MostDays = 800;

    public static async Task<Results<Ok<TrialView>, ProblemHttpResult>> Handle(
        string key, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, DateOnly? from = null, DateOnly? until = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var (first, last) = (from ?? today.AddYears(-1), until ?? today.AddDays(-1));
        if (last < first || last.DayNumber - first.DayNumber > MostDays || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("period.invalid", $"La période va d’un jour (from) à un autre (until), {MostDays} jours au plus.");
        }

        return rules.Tariffs.FirstOrDefault(t => t.Key == key) is { Draft: { } draft } tariff && (tariff.On(today) ?? tariff.Versions.LastOrDefault() ?? draft) is var before
            ? TypedResults.Ok(await RunAsync(db, rules, tariff, before, draft, first, last, today, ct)) : Problems.NotFound();
    }

    internal static async Task<TrialView> RunAsync(
        BillingDb db, BillingRules rules, Tariff tariff, TariffVersion before, TariffVersion after, DateOnly from, DateOnly until, DateOnly today, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var trial = new Trial(tariff, before, after, today);
        var households = await HouseholdsAsync(db, rules, until, [tariff with { Versions = [before], Draft = null }, tariff with { Versions = [after], Draft = null }], ct);
        if (trial.NeedsMonths)
        {
            await ByMonthAsync(db, tariff, trial, households, from, until, ct);
        }
        else
        {
            await foreach (var day in Days(db, tariff, from, until).AsAsyncEnumerable().WithCancellation(ct))
            {
                if (households.TryGetValue(day.Payer, out var household))
                {
                    household.Count(trial, Read(day));
                }
            }
        }

        return trial.View([.. households.Values.Select(h => h.Kept)], from, until, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task ByMonthAsync(BillingDb db, Tariff tariff, Trial trial, Dictionary<Guid, Household> households, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var month = new List<(TrialDay Day, PriceFacts Facts)>();
        Household? household = null;
        await foreach (var row in Days(db, tariff, from, until).OrderBy(c => c.Payer).ThenBy(c => c.Date).ThenBy(c => c.ChildId).AsAsyncEnumerable().WithCancellation(ct))
        {
            var day = Read(row);
            if (month.Count > 0 && (month[0].Day.Payer != day.Payer || month[0].Day.Date.Month != day.Date.Month || month[0].Day.Date.Year != day.Date.Year))
            {
                Flush();
            }

            if (households.TryGetValue(day.Payer, out household) && household.FactsOf(day) is { } facts)
            {
                month.Add((day, facts));
            }
        }

        Flush();

        void Flush()
        {
            if (month.Count > 0 && households.TryGetValue(month[0].Day.Payer, out var of))
            {
                trial.Add(of.Kept, FamilyMonth.Of(month[0].Day.Date), month, (child, date) => of.FactsOf(new TrialDay(default, child, "", date, null, false, null, false, false)), child => of.Facts.RankOn(child, month[0].Day.Date));
            }

            month.Clear();
        }
    }

    private static IQueryable<Row> Days(BillingDb db, Tariff tariff, DateOnly from, DateOnly until)
    {
        CellOutcome[] charged = [CellOutcome.Booked, CellOutcome.Present, CellOutcome.PresentUnbooked, CellOutcome.AbsentBilled];
        var units = tariff.Units;
        return db.Cells.AsNoTracking().Where(c => units.Contains(c.Unit) && c.Date >= from && c.Date <= until && charged.Contains(c.Outcome))
            .Select(c => new Row
            {
                Payer = c.Payer,
                ChildId = c.ChildId,
                Unit = c.Unit,
                Date = c.Date,
                Hours = c.Hours,
                Late = c.Late,
                Percent = c.BilledPercent,
                Unbooked = c.Outcome == CellOutcome.PresentUnbooked,
                Absent = c.Outcome == CellOutcome.AbsentBilled
            });
    }

    private static TrialDay Read(Row c) =>
        new(c.Payer, c.ChildId, c.Unit, c.Date, c.Hours, c.Late, c.Percent, c.Unbooked, c.Absent);

    private static async Task<Dictionary<Guid, Household>> HouseholdsAsync(BillingDb db, BillingRules rules, DateOnly until, Tariff[] tried, CancellationToken ct)
    {
        var children = (await db.KnownChildren.AsNoTracking().ToListAsync(ct)).ToLookup(c => c.FamilyId);
        var quotients = (await db.KnownQuotients.AsNoTracking().ToListAsync(ct)).ToLookup(q => q.FamilyId);
        var dated = (await db.FactVersions.AsNoTracking().ToListAsync(ct)).ToLookup(f => f.FamilyId);
        var units = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).ToLookup(u => u.Unit, u => u.Service);
        var asks = Array.Find(tried, t => Enrolled.Matters(t.Versions[0]));
        var enrolled = asks is null ? [] : await db.KnownEnrolments.AsNoTracking().ToDictionaryAsync(e => e.FamilyId, e => e.Document, ct);
        var families = await db.KnownFamilies.AsNoTracking().Where(f => f.Version > 0).ToListAsync(ct);
        return families.Select((family, i) => new Household(
            i, new FamilyFacts(family, children[family.FamilyId].ToDictionary(c => c.ChildId), [.. quotients[family.FamilyId]], new FactTimeline(dated[family.FamilyId]), rules.QuotientDate,
                enrolled.TryGetValue(family.FamilyId, out var document) ? Enrolled.Read(document, units) : null), until, asks))
            .ToDictionary(h => h.Facts.Family.FamilyId);
    }

    private sealed class Row
    {
        public Guid Payer { get; init; }

        public Guid ChildId { get; init; }

        public required string Unit { get; init; }

        public DateOnly Date { get; init; }

        public decimal? Hours { get; init; }

        public bool Late { get; init; }

        public int? Percent { get; init; }

        public bool Unbooked { get; init; }

        public bool Absent { get; init; }
    }

    /// <param name="End">The first day that may be another.</param>
    private sealed record Alike(TrialDay Like, DateOnly From, DateOnly End, Trial.Placed Placed)
    {
        public bool Holds(TrialDay day) => day.Date >= From && day.Date < End && day.Child == Like.Child && day.Late == Like.Late && day.Unbooked == Like.Unbooked
            && day.Absent == Like.Absent && day.Hours == Like.Hours && day.Percent == Like.Percent;
    }

    // The tariff whose price asks for enrolments; null when neither version does.
    private sealed class Household
    {
        private readonly Tariff? _asks;
        private readonly DateOnly[] _turns;
        // Clocked hours differ from day to day: a longer list would cost more than the price.
        private const int MostAlike = 64;
        private readonly List<Alike> _alike = new(2);

        public Household(int index, FamilyFacts facts, DateOnly until, Tariff? asks)
        {
            (Facts, _asks, _turns) = (facts, asks, [.. facts.Turns.Distinct().Order()]);
            Kept = new TrialHousehold(index, facts.Family.Number, facts.ResidentOn(until), facts.QuotientOn(until)?.Value);
        }

        public FamilyFacts Facts { get; }

        public TrialHousehold Kept { get; }

        /// <summary>Days between two turns of the household's facts that say the same are priced once and counted each.</summary>
        public void Count(Trial trial, TrialDay day)
        {
            foreach (var known in _alike)
            {
                if (known.Holds(day))
                {
                    trial.Count(day, Kept, known.Placed);
                    return;
                }
            }

            if (FactsOf(day) is not { } facts)
            {
                return;
            }

            var placed = trial.Place(day, facts);
            if (!trial.NeedsDates && _asks is null && _alike.Count < MostAlike)
            {
                var next = Array.FindIndex(_turns, t => t > day.Date);
                var last = next < 0 ? _turns.Length - 1 : next - 1;
                _alike.Add(new Alike(day, last < 0 ? DateOnly.MinValue : _turns[last], next < 0 ? DateOnly.MaxValue : _turns[next], placed));
            }

            trial.Count(day, Kept, placed);
        }

        public PriceFacts? FactsOf(TrialDay day) => Facts.Of(day.Child, day.Date, day.Hours, day.Late, day.Percent) is { } facts
            ? Enrolments(facts with { Unbooked = day.Unbooked, Absent = day.Absent }, day.Child) : null;

        private PriceFacts Enrolments(PriceFacts facts, Guid child) => _asks is null ? facts : Facts.Under(facts, child, _asks, _asks.Versions[0]);
    }
}
