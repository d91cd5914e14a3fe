using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;

namespace Preau.Billing.Plans;

/// <summary>One unpaid invoice as plans and dunning see it.</summary>
internal sealed record OwedInvoice(Guid Id, string Number, DateOnly DueDate, long Billed, long Open, bool Contested, bool Debited = false)
{
    /// <summary>Open invoices of an office that the treasury doesn't have.</summary>
    public static Task<List<(Guid Payer, OwedInvoice Owed)>> OfAsync(BillingDb db, string office, Guid? only, CancellationToken ct) =>
        AmongAsync(db, db.Invoices.Where(i => i.CashOffice == office && (only == null || i.Payer == only)), ct);

    /// <summary>Those of these invoices that are open here.</summary>
    public static async Task<List<(Guid Payer, OwedInvoice Owed)>> AmongAsync(BillingDb db, IQueryable<Invoice> invoices, CancellationToken ct)
    {
        var rows = await (
            from i in invoices.AsNoTracking()
            where i.Kind == InvoiceKind.Invoice
            where !db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver)
            let paid = db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents)
            where paid < i.Cents
            select new
            {
                i.Payer,
                i.Id,
                i.Number,
                i.DueDate,
                i.Cents,
                Open = i.Cents - paid,
                Contested = db.InvoiceEvents.Where(e => e.InvoiceId == i.Id && (e.Kind == InvoiceEvent.Contested || e.Kind == InvoiceEvent.Settled))
                    .OrderByDescending(e => e.No).Select(e => e.Kind).FirstOrDefault() == InvoiceEvent.Contested,
                Debited = db.AwaitedDebits.Any(o => o.InvoiceId == i.Id),
            }).ToListAsync(ct);
        return [.. rows.Select(r => (r.Payer, new OwedInvoice(r.Id, r.Number, r.DueDate, r.Cents, r.Open, r.Contested, r.Debited)))];
    }
}
