using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Mandates;

/// <summary>The invoice that is being issued tells of its debit, at the latest fourteen days before (SEPA pre-notification).</summary>
internal static class Announce
{
    /// <summary>Null when the payer has no mandate that holds on the day of the debit.</summary>
    public static async Task<(InvoiceDebit Told, Mandate Mandate)?> OfAsync(BillingDb db, Guid payer, CashOffice? office, DateOnly issued, DateOnly due, CancellationToken ct)
    {
        if (office?.DirectDebit is not { } rules
            || await db.Mandates.AsNoTracking().SingleOrDefaultAsync(m => m.Payer == payer && m.CashOffice == office.Key && m.EndedAt == null, ct) is not { } mandate)
        {
            return null;
        }

        var day = rules.DebitDay(issued, due);
        return mandate.IsGood(day) ? (new InvoiceDebit(day, mandate.Mask, mandate.Rum, rules.Creditor, rules.CreditorId), mandate) : null;
    }

    /// <summary>Call inside the unit of work that issues the invoice.</summary>
    public static void Add(BillingDb db, Invoice invoice, InvoiceDebit told, Mandate mandate) => db.DebitOrders.Add(new DebitOrder
    {
        Id = Guid.CreateVersion7(),
        InvoiceId = invoice.Id,
        Payer = invoice.Payer,
        CashOffice = invoice.CashOffice,
        MandateId = mandate.Id,
        On = told.On,
        EndToEnd = invoice.Number,
    });
}
