using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>The lines that a credit note closes: all that none closed yet, or those named. An agent reads their sum before it is made.</summary>
internal static class CreditChoice
{
    public static async Task<Results<Ok<CreditPreview>, ProblemHttpResult>> Preview(Guid id, CreditInvoice body, BillingDb db, CancellationToken ct)
    {
        if (!await db.Invoices.AnyAsync(i => i.Id == id && i.Kind == InvoiceKind.Invoice, ct))
        {
            return Problems.NotFound();
        }

        var (lines, problem) = await OfAsync(db, id, body, ct);
        return problem is not null ? problem : TypedResults.Ok(new CreditPreview(Euros.Of(lines.Sum(l => l.Cents)), lines.Count));
    }

    public static async Task<(List<BilledLine> Lines, ProblemHttpResult? Problem)> OfAsync(
        BillingDb db, Guid invoice, CreditInvoice body, CancellationToken ct)
    {
        var named = body.Lines;
        if (await db.InvoiceEvents.AnyAsync(e => e.InvoiceId == invoice && e.Kind == InvoiceEvent.HandedOver, ct))
        {
            return ([], Problems.Conflict("invoice.title", "Le Trésor public recouvre cette facture : la réduire passe par un titre d’annulation."));
        }

        if (await db.WriteOffs.AnyAsync(w => w.InvoiceId == invoice, ct))
        {
            // Its account is settled already: an avoir on top would give back what nobody paid.
            return ([], Problems.Conflict("invoice.writtenOff", "Cette facture est admise en non-valeur : il n’y a plus rien à créditer."));
        }

        var credited = await db.CreditedLinesAsync(invoice, ct);
        var lines = await db.BilledLines.AsNoTracking().Where(l => l.InvoiceId == invoice).OrderBy(l => l.No).ToListAsync(ct);
        if (named is not null && named.Except(lines.Select(l => l.No)).Any())
        {
            return ([], Problems.Invalid("lines.unknown", "Une des lignes n’est pas de cette facture."));
        }

        var chosen = lines.Where(l => (named is null || named.Contains(l.No)) && !credited.Contains(l.No)).ToList();
        if (body.BillAgain && chosen.Exists(l => l.Kind is PriceKind.Opening or PriceKind.Waiver))
        {
            return ([], Problems.Conflict("invoice.notDays",
                "Une ligne reprise d’un autre logiciel, ou une remise, n’est pas un jour à facturer de nouveau : choisissez « Abandonnés »."));
        }

        return chosen.Count == 0 || chosen.Sum(l => l.Cents) <= 0
            ? ([], Problems.Conflict("invoice.credited", "Il ne reste rien à créditer dans ces lignes."))
            : (chosen, null);
    }
}
