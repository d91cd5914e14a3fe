using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Known;

namespace Preau.Billing.Truth;

/// <summary>What the books and cells say about stale months of some payers, each table read once.</summary>
internal sealed class MonthRows
{
    private readonly HashSet<(Guid Payer, DateOnly Month)> _stale;
    private readonly ILookup<Guid, CurrentPrice> _prices;
    private readonly ILookup<Guid, Cell> _cells;
    private readonly ILookup<Guid, Cell> _late;
    private readonly ILookup<Guid, Cell>? _charged;

    private MonthRows(HashSet<(Guid, DateOnly)> stale, List<CurrentPrice> prices, List<Cell> cells, List<Cell> late, List<Cell>? charged, List<KnownUnit> units)
    {
        (_stale, Units) = (stale, units);
        (_prices, _cells, _late, _charged) =
            (prices.ToLookup(p => p.Payer), cells.ToLookup(c => c.Payer), late.ToLookup(c => c.Payer), charged?.ToLookup(c => c.Payer));
    }

    public List<KnownUnit> Units { get; }

    /// <param name="firstDays">Whether a fee asks for the first charged day of a year.</param>
    public static async Task<MonthRows> LoadAsync(BillingDb db, List<FamilyMonth> months, bool firstDays, CancellationToken ct)
    {
        var payers = months.Select(m => m.Payer).Distinct().ToList();
        var (begin, end) = (months.Min(m => m.Month), months.Max(m => m.Month).AddMonths(1));
        var prices = await db.Prices.Where(p => payers.Contains(p.Payer) && p.Date >= begin && p.Date < end).ToListAsync(ct);
        var cells = await db.Cells.AsNoTracking().Where(c => payers.Contains(c.Payer) && c.Date >= begin && c.Date < end).ToListAsync(ct);
        // Late pick-ups are counted over the school year, so those of months that aren't stale count as well.
        var (from, to) = (SchoolYear.Begin(begin), SchoolYear.Begin(end.AddDays(-1)).AddYears(1));
        var late = await db.Cells.AsNoTracking().Where(c => payers.Contains(c.Payer) && c.LateMinutes != null && c.Date >= from && c.Date < to).ToListAsync(ct);
        var since = from.AddYears(-1);
        var charged = firstDays ? await db.Cells.AsNoTracking().Where(c => payers.Contains(c.Payer) && c.Date >= since).ToListAsync(ct) : null;
        var units = cells.Concat(late).Select(c => c.Unit).Distinct().ToList();
        var known = await db.KnownUnits.AsNoTracking().Where(u => units.Contains(u.Unit)).ToListAsync(ct);
        return new MonthRows(months.Select(m => (m.Payer, m.Month)).ToHashSet(), prices, cells, late, charged, known);
    }

    public Dictionary<(Guid, string, DateOnly, PriceKind), CurrentPrice> Prices(Guid payer) =>
        _prices[payer].Where(p => p.Kind is not (PriceKind.Opening or PriceKind.Waiver) && _stale.Contains((payer, FamilyMonth.Of(p.Date))))
            .ToDictionary(p => (p.ChildId, p.Unit, p.Date, p.Kind));

    /// <summary>Of the stale months.</summary>
    public List<Cell> Cells(Guid payer) => [.. _cells[payer].Where(c => _stale.Contains((payer, FamilyMonth.Of(c.Date))))];

    /// <summary>Of the school years around them.</summary>
    public List<Cell> Late(Guid payer) => [.. _late[payer]];

    /// <summary>The first charged day of a child (null: of the household) under a tariff since a day.</summary>
    public Func<Guid?, Tariff, DateOnly, DateOnly?> FirstDays(Guid payer)
    {
        if (_charged is null)
        {
            return (_, _, _) => null;
        }

        var days = _charged[payer].Where(c => c.IsCharged).ToList();
        return (child, tariff, day) => days.Where(c => (child is null || c.ChildId == child) && c.Date >= day && Array.IndexOf(tariff.Units, c.Unit) >= 0)
            .Select(c => (DateOnly?)c.Date).Min();
    }
}

/// <summary>School years as bills count them: from 1 September to 31 August.</summary>
internal static class SchoolYear
{
    public static int Of(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;

    public static DateOnly Begin(DateOnly day) => new(Of(day), 9, 1);
}
