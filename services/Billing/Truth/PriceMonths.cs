using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>
/// Works out the stale months of a payer: the same for a settled cell, a changed family and changed tariffs, so that all orders of events end alike.
/// </summary>
internal sealed class PriceMonths(BillingDb db, SettingsCache cache)
{
    /// <summary>Prices of one payer made right before a page shows them.</summary>
    public async Task FreshAsync(Guid payer, CancellationToken ct)
    {
        if (await db.Months.AnyAsync(m => m.Payer == payer && m.Stale != 0, ct))
        {
            await db.WriteAsync(token => OfPayerAsync(payer, DateOnly.MaxValue, token), ct);
        }
    }

    /// <summary>Call inside a unit of work. Marks are read first: facts read after them are at least as new.</summary>
    /// <param name="until">Months that begin later stay as they are.</param>
    public async Task OfPayerAsync(Guid payer, DateOnly until, CancellationToken ct)
    {
        var months = await db.Months.Where(m => m.Payer == payer && m.Stale != 0 && m.Month <= until).ToListAsync(ct);
        if (months.Count == 0)
        {
            return;
        }

        var settings = await BillingRules.InForceAsync(cache, db, ct);
        if (HasFees(settings.Rules))
        {
            // A fee goes with the first day of a year: later months may lose or get it.
            var first = months.Min(m => m.Month);
            months = await db.Months.Where(m => m.Payer == payer && m.Month >= first && m.Month < first.AddMonths(12)).ToListAsync(ct);
        }

        var facts = await FamilyFacts.LoadAsync(db, payer, settings.Rules, ct);
        var rows = await RowsAsync(payer, months, ct);
        var wanted = await WantedAsync(months, facts, settings.Rules, rows, ct);
        await KeepAsync(payer, rows, wanted, ct);
        months.ForEach(m => m.Stale = 0);
    }

    private async Task<Dictionary<(Guid, string, DateOnly, PriceKind), CurrentPrice>> RowsAsync(Guid payer, List<FamilyMonth> months, CancellationToken ct)
    {
        var (first, end) = (months.Min(m => m.Month), months.Max(m => m.Month).AddMonths(1));
        var stale = months.Select(m => m.Month).ToHashSet();
        return (await db.Prices.Where(p => p.Payer == payer && p.Date >= first && p.Date < end).ToListAsync(ct))
            .Where(p => stale.Contains(FamilyMonth.Of(p.Date)) && p.Kind is not (PriceKind.Opening or PriceKind.Waiver))
            .ToDictionary(p => (p.ChildId, p.Unit, p.Date, p.Kind));
    }

    private async Task<IReadOnlyCollection<Wanted>> WantedAsync(
        List<FamilyMonth> months, FamilyFacts? facts, BillingRules rules, Dictionary<(Guid, string, DateOnly, PriceKind), CurrentPrice> rows,
            CancellationToken ct)
    {
        if (facts is null)
        {
            return [];
        }

        var payer = facts.Family.FamilyId;
        var (begin, end) = (months.Min(m => m.Month), months.Max(m => m.Month).AddMonths(1));
        var cells = await db.Cells.AsNoTracking().Where(c => c.Payer == payer && c.Date >= begin && c.Date < end).ToListAsync(ct);
        // Late pick-ups are counted over the school year, so those of months that aren't stale count as well.
        var (from, to) = (SchoolYear.Begin(begin), SchoolYear.Begin(end.AddDays(-1)).AddYears(1));
        var late = await db.Cells.AsNoTracking().Where(c => c.Payer == payer && c.LateMinutes != null && c.Date >= from && c.Date < to).ToListAsync(ct);
        var units = cells.Concat(late).Select(c => c.Unit).Distinct().ToList();
        var known = await db.KnownUnits.AsNoTracking().Where(u => units.Contains(u.Unit)).ToListAsync(ct);
        var stale = months.Select(m => m.Month).ToHashSet();
        var first = await FirstDaysAsync(payer, rules, from, ct);
        // What was billed with a quotient keeps it, unless the council wants later proofs to count back.
        var kept = rules.RetroactiveQuotient ? []
            : rows.Values.Where(r => r is { Billed: not 0, Kind: PriceKind.Day }).ToDictionary(r => (r.ChildId, r.Unit, r.Date), r => r.Quotient);
        return new MonthPrices(rules, known, facts, first, kept).Of([.. cells.Where(c => stale.Contains(FamilyMonth.Of(c.Date)))], late, stale);
    }

    private static bool HasFees(BillingRules rules) => rules.Tariffs.Any(t => Array.Exists(t.Versions, v => v.RegistrationFee is not null));

    private async Task<Func<Guid?, Tariff, DateOnly, DateOnly?>> FirstDaysAsync(Guid payer, BillingRules rules, DateOnly from, CancellationToken ct)
    {
        if (!HasFees(rules))
        {
            return (_, _, _) => null;
        }

        var since = from.AddYears(-1);
        var days = (await db.Cells.AsNoTracking().Where(c => c.Payer == payer && c.Date >= since).ToListAsync(ct)).Where(c => c.IsCharged).ToList();
        return (child, tariff, day) => days.Where(c => (child is null || c.ChildId == child) && c.Date >= day && Array.IndexOf(tariff.Units, c.Unit) >= 0)
            .Select(c => (DateOnly?)c.Date).Min();
    }

    private async Task KeepAsync(
        Guid payer, Dictionary<(Guid, string, DateOnly, PriceKind), CurrentPrice> rows, IReadOnlyCollection<Wanted> wanted, CancellationToken ct)
    {
        foreach (var want in wanted)
        {
            if (!rows.Remove((want.Child, want.Unit, want.Date, want.Kind), out var row))
            {
                row = new CurrentPrice { Payer = payer, ChildId = want.Child, Unit = want.Unit, Date = want.Date, Kind = want.Kind };
                db.Prices.Add(row);
            }

            row.Costs(want.Cents);
            (row.FoodCents, row.CareCents, row.Label, row.Missing) = (want.FoodCents, want.CareCents, want.Label, want.Missing);
            (row.WhyId, row.Quotient) = (want.Why?.Id, want.Quotient);
            // What was billed is corrected where it was billed.
            row.CashOffice = row.Billed == 0 ? want.CashOffice : row.CashOffice ?? want.CashOffice;
        }

        foreach (var gone in rows.Values)
        {
            if (gone.Billed == 0)
            {
                db.Prices.Remove(gone);
            }
            else
            {
                gone.Costs(0);
                (gone.FoodCents, gone.CareCents, gone.WhyId, gone.Missing) = (0, 0, null, null);
            }
        }

        await KeepWhysAsync([.. wanted.Select(w => w.Why).OfType<Why>().DistinctBy(w => w.Id)], ct);
    }

    private async Task KeepWhysAsync(Why[] whys, CancellationToken ct)
    {
        foreach (var some in whys.Chunk(500))
        {
            var ids = some.Select(w => w.Id).ToList();
            var known = await db.Whys.Where(w => ids.Contains(w.Id)).Select(w => w.Id).ToListAsync(ct);
            db.Whys.AddRange(some.Where(w => !known.Contains(w.Id) && !db.Whys.Local.Any(l => l.Id == w.Id)));
        }
    }
}

/// <summary>School years as bills count them: from 1 September to 31 August.</summary>
internal static class SchoolYear
{
    public static int Of(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;

    public static DateOnly Begin(DateOnly day) => new(Of(day), 9, 1);
}
