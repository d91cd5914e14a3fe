using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts;

namespace Preau.Billing.Overview;

/// <summary>Days that the figures of meals and of hours count: <see cref="GetFigures"/> adds them up, <see cref="GetFigureLines"/> shows them.</summary>
internal static class FigureDays
{
    /// <summary>
    /// Meals eaten at 1 € or less in all, whoever pays them (social tariff); not one of a child that didn't come, nor one that a package pays, whose day
    /// costs nothing of its own.
    /// </summary>
    public static IQueryable<MealDay> Meals(BillingDb db, BillingRules rules, DateOnly first, DateOnly end, string? office)
    {
        var (units, byDay) = (MealUnits(rules, _ => true), MealUnits(rules, t => !Array.Exists(t.Versions, v => v.IsPackage)));
        return from p in db.Prices
               where p.Date >= first && p.Date < end && p.Kind == PriceKind.Day && units.Contains(p.Unit)
                   && (p.Cents + p.CoveredCents > 0 || byDay.Contains(p.Unit)) && p.Cents + p.CoveredCents <= 100 && (office == null || p.CashOffice == office)
               join c in db.Cells on new { p.ChildId, p.Unit, p.Date } equals new { c.ChildId, c.Unit, c.Date }
               where c.Outcome == CellOutcome.Present || c.Outcome == CellOutcome.PresentUnbooked
               join k in db.KnownChildren on new { FamilyId = p.Payer, p.ChildId } equals new { k.FamilyId, k.ChildId }
               select new MealDay
               {
                   Payer = p.Payer,
                   Child = p.ChildId,
                   School = k.School ?? "",
                   Label = p.Label,
                   Date = p.Date,
                   Cents = p.Cents + p.CoveredCents
               };
    }

    /// <summary>Days with hours: clocked, declared or billed. A booked day that nobody saw is billed once it is over.</summary>
    public static async Task<List<HourDay>> HoursAsync(
        BillingDb db, BillingRules rules, DateOnly first, DateOnly end, DateOnly today, CancellationToken ct)
    {
        var timed = rules.Units.Where(u => Array.Exists(rules.TariffOf(u)!.Versions, PriceUnits.IsByTime)).ToList();
        var days = await (
            from c in db.Cells
            where c.Date >= first && c.Date < end && (c.Hours != null || c.CafHours != null || c.RealMinutes != null || timed.Contains(c.Unit))
                && c.Outcome != CellOutcome.None && c.Outcome != CellOutcome.AbsentExcused
                && (c.Outcome != CellOutcome.Booked || c.Hours != null || c.Date < today)
            join k in db.KnownChildren on new { FamilyId = c.Payer, c.ChildId } equals new { k.FamilyId, k.ChildId }
            let source = db.KnownQuotients.Where(q => q.FamilyId == c.Payer && q.From <= c.Date && (q.Until == null || q.Until >= c.Date))
                .OrderByDescending(q => q.From).Select(q => q.Source).FirstOrDefault()
            select new HourDay
            {
                Payer = c.Payer,
                Child = c.ChildId,
                Unit = c.Unit,
                Date = c.Date,
                Outcome = c.Outcome,
                Hours = c.Hours,
                CafHours = c.CafHours,
                RealMinutes = c.RealMinutes,
                BirthDate = k.BirthDate,
                Source = source,
            }).ToListAsync(ct);
        days.ForEach(d => d.Counted = PriceUnits.Hours(rules.TariffOf(d.Unit)?.On(d.Date), d.Date, d.Hours));
        return days;
    }

    /// <summary>"2026-T3": September to December.</summary>
    public static string FourMonths(int year, int month) => FormattableString.Invariant($"{year}-T{((month - 1) / 4) + 1}");

    private static List<string> MealUnits(BillingRules rules, Func<Tariff, bool> of) =>
        [.. rules.Tariffs.Where(t => t.IsMeal && of(t)).SelectMany(t => t.Units)];
}

internal sealed class MealDay
{
    public Guid Payer { get; init; }

    public Guid Child { get; init; }

    public required string School { get; init; }

    public required string Label { get; init; }

    public DateOnly Date { get; init; }

    public long Cents { get; init; }
}

internal sealed class HourDay
{
    public Guid Payer { get; init; }

    public Guid Child { get; init; }

    public required string Unit { get; init; }

    public DateOnly Date { get; init; }

    public CellOutcome Outcome { get; init; }

    public decimal? Hours { get; init; }

    public decimal? CafHours { get; init; }

    public int? RealMinutes { get; init; }

    public DateOnly BirthDate { get; init; }

    public string? Source { get; init; }

    public string Quarter => FormattableString.Invariant($"{Date.Year}-T{((Date.Month - 1) / 3) + 1}");

    public string Age => MayPay.IsBelow(BirthDate, Date, 6) ? "under6" : "from6";

    public string Regime => GetFigures.RegimeOf(Source);

    /// <summary>What the commune declares (by its CAF rule), else the clock, else what is billed; nothing of a child that didn't come.</summary>
    public decimal Realised => Outcome is not (CellOutcome.Present or CellOutcome.PresentUnbooked) ? 0
        : CafHours ?? (RealMinutes is { } minutes ? minutes / 60m : Hours ?? 0);

    /// <summary>Hours that the tariff counts; null when its price doesn't go by time.</summary>
    public decimal? Counted { get; set; }

    /// <summary>By the tariff: absences that are billed as well, and what is planned where the clock says nothing.</summary>
    public decimal Billed => Counted ?? Hours ?? 0;
}
