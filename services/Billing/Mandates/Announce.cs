using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Mandates;

/// <summary>The invoice that is being issued tells of its debit, at the latest fourteen days before (SEPA pre-notification).</summary>
internal static class Announce
{
    /// <summary>By payer, those alone whose mandate holds on the day of the debit.</summary>
    public static async Task<Dictionary<Guid, (InvoiceDebit Told, Mandate Mandate)>> LoadAsync(
        BillingDb db, List<Guid> payers, CashOffice? office, DateOnly issued, DateOnly due, CancellationToken ct)
    {
        if (office?.DirectDebit is not { } rules)
        {
            return [];
        }

        var day = rules.DebitDay(issued, due);
        var mandates = await db.Mandates.AsNoTracking().Where(m => payers.Contains(m.Payer) && m.CashOffice == office.Key && m.EndedAt == null).ToListAsync(ct);
        return mandates.Where(m => m.IsGood(day)).ToDictionary(m => m.Payer, m => (new InvoiceDebit(day, m.Mask, m.Rum, rules.Creditor, rules.CreditorId), m));
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
