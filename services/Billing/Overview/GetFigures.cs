using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Overview;

/// <summary>Figures of some months for agents, each summed by the database from entries and lines; <see cref="GetFigureLines"/> opens them.</summary>
internal static class GetFigures
{
    public static async Task<Results<Ok<FiguresView>, ProblemHttpResult>> Handle(
        BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? from = null, string? until = null, string? office = null)
    {
        if (!TryMonth(from, out var first) || !TryMonth(until, out var last) || last < first || first.AddMonths(36) <= last)
        {
            return Problems.Invalid("month.invalid", "Les mois s’écrivent 2026-09 et 2026-12, trois ans au plus.");
        }

        var end = last.AddMonths(1);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var months = await MonthsAsync(db, first, end, office, ct);
        return TypedResults.Ok(new FiguresView(
            from!, until!, months, await ServicesAsync(db, first, end, office, ct),
                await AgesAsync(db, today, office, ct),
            await MealsAsync(FigureDays.Meals(db, rules, first, end, office), ct), await HoursAsync(db, rules, first, end, today, ct),
            new MonthFigures("", months.Sum(m => m.Billed), months.Sum(m => m.Paid), months.Sum(m => m.Treasury), months.Sum(m => m.GivenUp),
                months.Sum(m => m.Unpaid), months.Sum(m => m.Received))));
    }

    internal static bool TryMonth(string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out month) && month.Year is >= 2000 and <= 2100;

    internal static string Month(int year, int month) => FormattableString.Invariant($"{year:0000}-{month:00}");

    /// <summary>Invoices still to be paid here.</summary>
    internal static IQueryable<Invoice> Unpaid(BillingDb db, string? office) =>
        db.Invoices.Where(i => i.Kind == InvoiceKind.Invoice && (office == null || i.CashOffice == office)
        && db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents) < i.Cents
            && !db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver));

    private static async Task<MonthFigures[]> MonthsAsync(BillingDb db, DateOnly first, DateOnly end, string? office, CancellationToken ct)
    {
        var sums = new Dictionary<(string, int, int), long>();
        // What is open is a sum itself, which SQL Server doesn't sum again: few, so they are read.
        foreach (var figure in (string[])["treasury", "unpaid"])
        {
            var open = await MonthLines.Of(figure, db, first, end, office)!.Select(l => new { l.Of.Year, l.Of.Month, l.Cents }).ToListAsync(ct);
            open.ForEach(l => sums[(figure, l.Year, l.Month)] = sums.GetValueOrDefault((figure, l.Year, l.Month)) + l.Cents);
        }

        foreach (var figure in (string[])["billed", "paid", "givenUp", "received"])
        {
            var months = await MonthLines.Of(figure, db, first, end, office)!.GroupBy(l => new { l.Of.Year, l.Of.Month })
                .Select(g => new { g.Key.Year, g.Key.Month, Cents = g.Sum(l => l.Cents) }).ToListAsync(ct);
            months.ForEach(m => sums[(figure, m.Year, m.Month)] = m.Cents);
        }

        return [.. Enumerable.Range(0, ((end.Year - first.Year) * 12) + end.Month - first.Month).Select(first.AddMonths).Select(day =>
        {
            decimal Of(string figure) => Euros.Of(sums.GetValueOrDefault((figure, day.Year, day.Month)));
            return new MonthFigures(Month(day.Year, day.Month), Of("billed"), Of("paid"), Of("treasury"), Of("givenUp"), Of("unpaid"), Of("received"));
        })];
    }

    private static async Task<ServiceFigures[]> ServicesAsync(BillingDb db, DateOnly first, DateOnly end, string? office, CancellationToken ct)
    {
        var billed = await (
            from l in db.BilledLines
            join i in db.Invoices on l.InvoiceId equals i.Id
            where i.Date >= first && i.Date < end && (office == null || i.CashOffice == office)
            group l.Cents by new { i.Date.Year, i.Date.Month, l.Unit, l.Label } into g
            select new { g.Key, Count = g.Count(), Cents = g.Sum() }).ToListAsync(ct);
        var paid = await (
            from a in db.Allocations
            join l in db.BilledLines on new { a.InvoiceId, No = a.LineNo } equals new { l.InvoiceId, l.No }
            join i in db.Invoices on l.InvoiceId equals i.Id
            where i.Date >= first && i.Date < end && (office == null || i.CashOffice == office) && db.Payments.Any(p => p.Id == a.Source)
            group a.Cents by new { i.Date.Year, i.Date.Month, l.Unit, l.Label } into g
            select new { g.Key, Cents = g.Sum() }).ToListAsync(ct);
        var byKey = paid.ToDictionary(p => (p.Key.Year, p.Key.Month, p.Key.Unit, p.Key.Label), p => p.Cents);
        return [.. billed.OrderBy(b => b.Key.Year).ThenBy(b => b.Key.Month).ThenBy(b => b.Key.Label, StringComparer.Ordinal).Select(b => new ServiceFigures(
            Month(b.Key.Year, b.Key.Month), b.Key.Unit, b.Key.Label, b.Count, Euros.Of(b.Cents),
                Euros.Of(byKey.GetValueOrDefault((b.Key.Year, b.Key.Month, b.Key.Unit, b.Key.Label)))))];
    }

    private static async Task<AgeFigures[]> AgesAsync(BillingDb db, DateOnly today, string? office, CancellationToken ct)
    {
        var open = await Unpaid(db, office).Select(i => new
        {
            i.DueDate,
            Debited = db.AwaitedDebits.Any(o => o.InvoiceId == i.Id),
            Cents = i.Cents - db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents),
        }).ToListAsync(ct);
        return [.. Ages.All.Select(a =>
        {
            var own = open.Where(o => a.Holds(o.Debited ? 0 : today.DayNumber - o.DueDate.DayNumber)).ToList();
            return new AgeFigures(a.Key, a.Label, own.Count, Euros.Of(own.Sum(o => o.Cents)));
        })];
    }

    // By school and four months.
    private static async Task<MealFigures[]> MealsAsync(IQueryable<MealDay> days, CancellationToken ct)
    {
        var meals = await days.GroupBy(d => new { d.Date.Year, d.Date.Month, d.School })
            .Select(g => new { g.Key, Count = g.Count(), Cents = g.Sum(d => d.Cents) }).ToListAsync(ct);
        return [.. meals.GroupBy(m => (Period: FigureDays.FourMonths(m.Key.Year, m.Key.Month), m.Key.School))
            .OrderBy(g => g.Key.Period, StringComparer.Ordinal).ThenBy(g => g.Key.School, StringComparer.Ordinal)
            .Select(g => new MealFigures(g.Key.Period, g.Key.School, g.Sum(m => m.Count), Euros.Of(g.Sum(m => m.Cents))))];
    }

    private static async Task<HourFigures[]> HoursAsync(
        BillingDb db, BillingRules rules, DateOnly first, DateOnly end, DateOnly today, CancellationToken ct)
    {
        var centres = await CentresAsync(db, ct);
        return [.. (await FigureDays.HoursAsync(db, rules, first, end, today, ct))
            .GroupBy(h => (h.Quarter, Centre: centres.GetValueOrDefault(h.Unit) ?? h.Unit, h.Age, h.Regime))
            .OrderBy(g => g.Key.Quarter, StringComparer.Ordinal).ThenBy(g => g.Key.Centre, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Age, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Regime, StringComparer.Ordinal)
            .Select(g => new HourFigures(g.Key.Quarter, g.Key.Centre, g.Key.Age, g.Key.Regime, g.Sum(h => h.Realised), g.Sum(h => h.Billed)))];
    }

    /// <summary>Names of places, by unit.</summary>
    internal static async Task<Dictionary<string, string>> CentresAsync(BillingDb db, CancellationToken ct) =>
        (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).GroupBy(u => u.Unit).ToDictionary(g => g.Key, g => g.First().FacilityLabel);

    /// <summary>The fund that gave the quotient; "" when the family gave none or the commune worked it out itself.</summary>
    internal static string RegimeOf(string? source) => source is null ? ""
        : source.Contains("MSA", StringComparison.OrdinalIgnoreCase) ? "MSA" : source.Contains("CAF", StringComparison.OrdinalIgnoreCase) ? "CAF" : "";
}

/// <summary>How long a debt is overdue; one that waits for its debit isn't.</summary>
internal sealed record Ages(string Key, string Label, int From, int Below)
{
    public static readonly Ages[] All =
    [
        new("notDue", "Non échu", int.MinValue, 1),
        new("under30", "Moins de 30 jours de retard", 1, 30),
        new("under60", "De 30 à 59 jours", 30, 60),
        new("under90", "De 60 à 89 jours", 60, 90),
        new("over90", "90 jours et plus", 90, int.MaxValue),
    ];

    public bool Holds(int days) => days >= From && days < Below;
}
