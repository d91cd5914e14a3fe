using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Contracts;

namespace Preau.Billing.Invoicing;

/// <summary>Lines from open prices: the whole price of what was never billed, else the signed difference with its reason.</summary>
internal sealed class Corrections
{
    private readonly Dictionary<(Guid, string, DateOnly, PriceKind), (long Food, long Care, string Number, string? WhyId)> _billed = [];
    private readonly Dictionary<(Guid, string, DateOnly), Cell> _cells = [];

    /// <param name="open">Prices of one payer.</param>
    public static async Task<Corrections> LoadAsync(BillingDb db, IReadOnlyCollection<CurrentPrice> open, CancellationToken ct)
    {
        var corrections = new Corrections();
        var again = open.Where(p => p.Billed != 0 || p.Cents != p.Open).ToList();
        if (again.Count == 0)
        {
            return corrections;
        }

        var (payer, first, last) = (again[0].Payer, again.Min(p => p.Date), again.Max(p => p.Date));
        var lines = await (
            from l in db.BilledLines
            where l.Payer == payer && l.Date >= first && l.Date <= last
            join i in db.Invoices on l.InvoiceId equals i.Id
            select new { Line = l, i.Number, i.Year, i.Seq }).AsNoTracking().ToListAsync(ct);
        foreach (var group in lines.GroupBy(l => (l.Line.ChildId, l.Line.Unit, l.Line.Date, l.Line.Kind)))
        {
            var newest = group.OrderBy(l => l.Year).ThenBy(l => l.Seq).Last();
            corrections._billed[group.Key] = (group.Sum(l => l.Line.FoodCents), group.Sum(l => l.Line.CareCents), newest.Number, newest.Line.WhyId);
        }

        var children = again.Select(p => p.ChildId).Distinct().ToList();
        foreach (var cell in await db.Cells.AsNoTracking().Where(c => children.Contains(c.ChildId) && c.Date >= first && c.Date <= last).ToListAsync(ct))
        {
            corrections._cells[(cell.ChildId, cell.Unit, cell.Date)] = cell;
        }

        return corrections;
    }

    public BilledLine Line(Invoice invoice, int no, CurrentPrice price)
    {
        var billed = _billed.TryGetValue((price.ChildId, price.Unit, price.Date, price.Kind), out var before);
        return new BilledLine
        {
            InvoiceId = invoice.Id,
            No = no,
            Payer = price.Payer,
            ChildId = price.ChildId,
            Unit = price.Unit,
            Date = price.Date,
            Kind = price.Kind,
            Cents = price.Open,
            FoodCents = price.FoodCents - before.Food,
            CareCents = price.CareCents - before.Care,
            Label = price.Label,
            WhyId = price.WhyId ?? before.WhyId,
            Corrects = billed ? before.Number : null,
            Reason = billed ? Reason(price) : null,
        };
    }

    private string Reason(CurrentPrice price)
    {
        if (!_cells.TryGetValue((price.ChildId, price.Unit, price.Date), out var cell))
        {
            return "prix revu";
        }

        return cell switch
        {
            _ when cell.Payer != (price.Household ?? price.Payer) => "jour à la charge de l’autre parent",
            { Outcome: CellOutcome.AbsentExcused } => "absence excusée",
            { Outcome: CellOutcome.None } => "réservation annulée",
            { Outcome: CellOutcome.AbsentBilled } => "absence facturée",
            { Outcome: CellOutcome.PresentUnbooked } => "présence sans réservation",
            _ when price.Household is not null || price.CoveredCents != 0 => "prise en charge revue",
            _ => "prix revu",
        };
    }
}
