using Preau.Contracts.Api;
using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>The numbered receipt of a payment: what was received, how, and what it settles. Printed again after another allocation, it says that one.</summary>
internal static class ReceiptDocument
{
    /// <param name="issuer">Commune and cash office with address, line by line.</param>
    public static byte[] Draw(PaymentDetail payment, string[] issuer, string? siret, string[] recipient)
    {
        var summary = payment.Payment;
        var title = $"Reçu n°\u00A0{summary.Number}";
        using var sheet = new Sheet(new DocumentFacts(summary.Id.ToString("N"), title, issuer.FirstOrDefault() ?? summary.OfficeLabel, summary.At), title);
        Letterhead.Draw(sheet, issuer, siret, recipient);
        sheet.H1(title);
        if (payment.ReversedBecause is { } reason)
        {
            sheet.P($"Paiement annulé\u00A0: {reason}", new Style(11, true, 8));
        }

        sheet.Pairs(Facts(payment));
        if (payment.Sums is { Length: > 0 } pays)
        {
            sheet.H2("Ce que ce paiement règle");
            sheet.Table([new("Facture", 2), new("Prestation", 6), new("Montant", 2, Side.Right)], rows =>
            {
                foreach (var line in pays)
                {
                    rows.Row(line.Number, line.Label, Letterhead.Money(line.Amount));
                }

                rows.Total("Total réglé", Letterhead.Money(payment.Allocated));
            });
        }

        if (summary.Advance > 0 && payment.Tickets > 0)
        {
            sheet.P($"{Letterhead.Money(summary.Advance)} ne règlent encore aucune facture\u00A0: ils paieront celles des jours pris avec ces tickets.");
        }
        else if (summary.Advance > 0)
        {
            sheet.P(
                $"{Letterhead.Money(summary.Advance)} ne règlent encore aucune facture\u00A0: la somme est gardée à votre nom et servira à la prochaine facture de cette régie, ou vous sera rendue.");
        }

        foreach (var refund in payment.Refunds.Where(r => r.State != "cancelled"))
        {
            var means = refund.MethodLabel is { } how ? $" ({how})" : "";
            sheet.P(refund.PaidOn is { } day
                ? $"Rendu le {French.Date(day)}{means}\u00A0: {Letterhead.Money(refund.Amount)} ({refund.Reason})."
                : $"À rendre\u00A0: {Letterhead.Money(refund.Amount)} ({refund.Reason}).");
        }

        return sheet.Save();
    }

    private static IEnumerable<(string, string)> Facts(PaymentDetail payment)
    {
        var summary = payment.Payment;
        yield return ("Reçu de", payment.Drawer is { Length: > 0 } drawer && drawer != summary.Payer ? $"{drawer}, pour {summary.Payer}" : summary.Payer);
        yield return ("Montant", Letterhead.Money(summary.Amount));
        if (payment.Tickets > 0)
        {
            yield return ("Achat", French.TicketsOf(payment.Tickets, payment.Book));
        }

        yield return ("Le", French.Date(summary.Date));
        yield return ("Moyen de paiement",
            string.Join(", ", new[] { summary.MethodLabel, payment.Bank, payment.Reference }.Where(t => !string.IsNullOrEmpty(t))));
        yield return ("Encaissé par", summary.OfficeLabel);
    }
}
