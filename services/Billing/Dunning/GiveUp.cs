using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>POST /invoices/{id}/write-off: what is open of an invoice is given up (admission en
/// non-valeur), with its reason. Its lines are closed, the account balanced.</summary>
internal static class GiveUp
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, WriteOffInvoice body, Caller caller, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var today = (await BillingRules.InForceAsync(cache, db, ct)).Rules.Today(clock);
        return await db.WriteAsync(async token =>
        {
            if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.Kind == InvoiceKind.Invoice, token) is not { } invoice)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            await books.MeetAsync(invoice.Payer, invoice.CashOffice, token);
            var open = (await books.OpenLinesAsync(invoice.Payer, invoice.CashOffice, token)).Where(l => l.InvoiceId == id).ToList();
            var cents = open.Sum(l => l.Open);
            if (cents <= 0)
            {
                return Problems.Conflict("writeOff.nothing", "Il ne reste rien à payer ici sur cette facture.");
            }

            var given = new WriteOff
            {
                Id = Guid.CreateVersion7(),
                InvoiceId = id,
                Payer = invoice.Payer,
                CashOffice = invoice.CashOffice,
                Cents = cents,
                Reason = body.Reason,
                Date = today,
                At = clock.UtcNow(),
                By = caller.Name,
            };
            db.WriteOffs.Add(given);
            books.Allocate(invoice.Payer, given.Id, today, open.Select(l => new Share(id, l.LineNo, l.Open)));
            books.Post(invoice.Payer, invoice.CashOffice, today, EntryKind.WriteOff, -cents, invoice.Number, given.Id);
            return TypedResults.NoContent();
        }, ct);
    }
}
