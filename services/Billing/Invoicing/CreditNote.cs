using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>
/// Avoir: lines of an invoice with the opposite sign, in the same series of numbers. What had paid them becomes an advance; the note settles them in its
/// place, so they are closed and never owed again. Days wait for the next run, unless they are given up.
/// </summary>
internal static class CreditNote
{
    public static async Task<Invoice> AddAsync(
        BillingDb db, Books books, IssueInvoice issue, BillingRules rules, Invoice invoice, List<BilledLine> lines, CreditInvoice body, DateOnly today,
            CancellationToken ct)
    {
        var (number, seq) = await issue.NumberAsync(rules, invoice.CashOffice, today, ct);
        var credit = new Invoice
        {
            Id = Guid.CreateVersion7(),
            CashOffice = invoice.CashOffice,
            Payer = invoice.Payer,
            Year = today.Year,
            Seq = seq,
            Number = number,
            Kind = InvoiceKind.Credit,
            Date = today,
            DueDate = today,
            PeriodFrom = invoice.PeriodFrom,
            PeriodTo = invoice.PeriodTo,
            Cents = -lines.Sum(l => l.Cents),
            Header = invoice.Header,
            Corrects = invoice.Id,
        };
        db.Invoices.Add(credit);
        for (var i = 0; i < lines.Count; i++)
        {
            db.BilledLines.Add(Opposite(lines[i], credit.Id, i + 1, invoice.Number, body.Reason, body.BillAgain));
        }

        if (body.BillAgain)
        {
            await UnbillAsync(db, invoice, lines, ct);
        }

        await FreePaymentsAsync(db, books, invoice, [.. lines.Select(l => l.No)], today, ct);
        books.Allocate(invoice.Payer, credit.Id, today, lines.Select(l => new Share(invoice.Id, l.No, l.Cents)));
        return credit;
    }

    /// <summary>Numbers of the lines of an invoice that a credit note closed.</summary>
    public static async Task<HashSet<int>> CreditedLinesAsync(this BillingDb db, Guid invoice, CancellationToken ct) =>
        [.. await db.Allocations.Where(a => a.InvoiceId == invoice
            && db.Invoices.Any(c => c.Id == a.Source && c.Kind == InvoiceKind.Credit)).Select(a => a.LineNo).ToListAsync(ct)];

    private static BilledLine Opposite(BilledLine line, Guid credit, int no, string number, string reason, bool again) => new()
    {
        InvoiceId = credit,
        No = no,
        Payer = line.Payer,
        ChildId = line.ChildId,
        Unit = line.Unit,
        Date = line.Date,
        Kind = again ? line.Kind : PriceKind.Waiver,
        Cents = -line.Cents,
        FoodCents = -line.FoodCents,
        CareCents = -line.CareCents,
        Label = line.Label,
        WhyId = line.WhyId,
        Corrects = number,
        Reason = reason,
    };

    private static async Task UnbillAsync(BillingDb db, Invoice invoice, List<BilledLine> lines, CancellationToken ct)
    {
        var (first, last) = (lines.Min(l => l.Date), lines.Max(l => l.Date));
        var prices = (await db.Prices.Where(p => p.Payer == invoice.Payer && p.Date >= first && p.Date <= last).ToListAsync(ct))
            .ToDictionary(p => (p.ChildId, p.Unit, p.Date, p.Kind));
        foreach (var line in lines)
        {
            prices[(line.ChildId, line.Unit, line.Date, line.Kind)].Bill(-line.Cents);
        }
    }

    private static async Task FreePaymentsAsync(BillingDb db, Books books, Invoice invoice, int[] lines, DateOnly today, CancellationToken ct)
    {
        var paid = await db.Allocations.Where(a => a.InvoiceId == invoice.Id && lines.Contains(a.LineNo)).GroupBy(a => new { a.Source, a.LineNo })
            .Select(g => new { g.Key.Source, g.Key.LineNo, Cents = g.Sum(a => a.Cents) }).ToListAsync(ct);
        foreach (var source in paid.Where(p => p.Cents != 0).GroupBy(p => p.Source))
        {
            books.Allocate(invoice.Payer, source.Key, today, source.Select(p => new Share(invoice.Id, p.LineNo, -p.Cents)));
        }
    }
}
