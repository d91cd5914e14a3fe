using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Payments;

internal static class PaymentEvents
{
    /// <summary>Call inside a unit of work, after what it tells was saved.</summary>
    public static async Task RaiseAsync(BillingDb db, Payment payment, BillingRules rules, TimeProvider clock, CancellationToken ct)
    {
        await Tickets.TellAsync(db, payment.Payer, payment.TicketBook, clock.UtcNow(), ct);
        // It has no account on the portal, and Messaging doesn't know it.
        if (await db.KnownFamilies.AnyAsync(f => f.FamilyId == payment.Payer && f.IsThirdParty, ct))
        {
            return;
        }

        var on = await db.Allocations.Where(a => a.Source == payment.Id).GroupBy(a => a.InvoiceId).Select(g =>
            new { g.Key, Cents = g.Sum(a => a.Cents) }).ToListAsync(ct);
        var ids = on.Where(o => o.Cents != 0).Select(o => o.Key).ToList();
        var numbers = await db.Invoices.Where(i => ids.Contains(i.Id)).OrderBy(i => i.DueDate).Select(i => i.Number).ToArrayAsync(ct);
        var advance = payment.ReversedOn is null ? payment.Cents - on.Sum(o => o.Cents) : 0;
        db.Raise(new PaymentRecorded(
            db.CurrentTenant, clock.UtcNow(), payment.Id, payment.Version, payment.Payer, payment.Number,
            rules.CashOffices.GetValueOrDefault(payment.CashOffice)?.Label ?? payment.CashOffice, payment.Date, Methods.Word(payment.Method), payment.Cents,
                advance, numbers,
            payment.ReversedBecause));
    }
}
