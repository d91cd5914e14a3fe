using Preau.Billing.Invoicing;
using Preau.Contracts.Api;
using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>
/// An invoice or credit note as a PDF (domain §4.5), drawn from what was frozen at its issue alone: what is paid since, or renamed, changes nothing,
/// and printing it again gives the same bytes.
/// </summary>
internal static class InvoiceDocument
{
    private const int SlipHeight = 122;

    /// <param name="page">Address of the invoice's page on the portal: the code on the slip leads there (facts §3), never to a payment by itself.</param>
    public static byte[] Draw(InvoiceDetail invoice, string page)
    {
        var (summary, header) = (invoice.Invoice, invoice.Header);
        var title = $"{(IsCredit(summary) ? "Avoir" : "Facture")} {summary.Number}";
        using var sheet = new Sheet(
            new DocumentFacts(summary.Id.ToString("N"), title, header.Issuer.FirstOrDefault() ?? header.OfficeLabel, Letterhead.Noon(summary.Date)),
            title);
        Letterhead.Draw(sheet, header.Issuer, header.Siret, header.Recipient);
        sheet.H1(title);
        sheet.Pairs(Facts(invoice));
        Changes(sheet, invoice);
        foreach (var child in invoice.Children)
        {
            InvoiceChildPart.Draw(sheet, child, summary);
        }

        Corrections(sheet, invoice.Corrections);
        Covered(sheet, IsCredit(summary) ? null : header.Covered);
        Totals(sheet, invoice);
        Slip(sheet, invoice, page);
        return sheet.Save();
    }

    private static bool IsCredit(InvoiceSummary invoice) => invoice.Kind == "credit";

    private static IEnumerable<(string, string)> Facts(InvoiceDetail invoice)
    {
        var (summary, header) = (invoice.Invoice, invoice.Header);
        yield return ("Période facturée", Letterhead.Period(summary.PeriodFrom, summary.PeriodTo));
        yield return ("Émise le", $"{French.Date(summary.Date)}, {header.OfficeLabel}");
        yield return (header.ThirdParty is null ? "Numéro de famille" : "Numéro de tiers", header.FamilyNumber);
        if (header.ThirdParty is { Length: > 0 } reference)
        {
            yield return ("Votre référence", reference);
        }

        if (header.Quotient is { } quotient)
        {
            yield return ("Quotient familial", quotient);
        }

        if (invoice.Corrects is { } corrected)
        {
            yield return ("Corrige la facture", corrected);
        }

        yield return IsCredit(summary)
            ? ("Montant de l’avoir", Letterhead.Money(summary.Amount))
            : ("Montant à payer", $"{Letterhead.Money(summary.Amount)}, avant le {French.Date(summary.DueDate)}");
    }

    private static void Changes(Sheet sheet, InvoiceDetail invoice)
    {
        if (invoice.Before is not { } before || invoice.Changes.Length == 0)
        {
            return;
        }

        sheet.H2("Ce qui change par rapport au mois dernier");
        sheet.Table([new("Différence", 5), new("Montant", 1, Side.Right)], rows =>
        {
            rows.Row("Facture précédente", Letterhead.Money(before));
            foreach (var change in invoice.Changes)
            {
                rows.Row(change.Label, Letterhead.Difference(change.Difference));
            }

            rows.Total("Cette facture", Letterhead.Money(invoice.Invoice.Amount));
        });
    }

    private static void Corrections(Sheet sheet, InvoiceLineView[] corrections)
    {
        if (corrections.Length == 0)
        {
            return;
        }

        sheet.H2("Corrections de factures déjà émises");
        sheet.Table([new("Jour", 3), new("Enfant, prestation", 4), new("Facture", 2), new("Motif", 4), new("Montant", 2, Side.Right)], rows =>
        {
            foreach (var line in corrections)
            {
                rows.Row(French.Date(line.Date), line.ChildName is { } child ? $"{child}, {line.Label}" : line.Label, line.Corrects ?? "", line.Reason ?? "",
                    Letterhead.Difference(line.Amount));
            }

            rows.Total("Total des corrections", Letterhead.Difference(corrections.Sum(l => l.Amount)));
        });
    }

    private static void Covered(Sheet sheet, CoveredSum[]? covered)
    {
        if (covered is not { Length: > 0 })
        {
            return;
        }

        sheet.H2("Pris en charge par d’autres");
        sheet.Table([new("Organisme", 4), new("Enfant, prestation", 5), new("Nombre", 1, Side.Right), new("Montant", 2, Side.Right)], rows =>
        {
            foreach (var sum in covered)
            {
                rows.Row(sum.ThirdParty, sum.Child is { } child ? $"{child}, {sum.Label}" : sum.Label, $"{sum.Count}", Letterhead.Money(sum.Amount));
            }

            rows.Total("Total, non compris dans cette facture", Letterhead.Money(covered.Sum(s => s.Amount)));
        });
    }

    private static void Totals(Sheet sheet, InvoiceDetail invoice)
    {
        var (summary, header) = (invoice.Invoice, invoice.Header);
        sheet.Need(70);
        sheet.P($"{(IsCredit(summary) ? "Total de l’avoir" : "Total à payer")}\u00A0: {Letterhead.Money(summary.Amount)}", new Style(13, true, 6));
        if (invoice.PreviousBalance is { } balance and not 0)
        {
            sheet.P(balance > 0
                ? $"Pour information, il restait {Letterhead.Money(balance)} à payer sur les factures précédentes. Cette somme n’est pas comprise dans le total ci-dessus et se règle à part."
                : $"Pour information, votre compte présentait une avance de {Letterhead.Money(-balance)} avant cette facture.");
        }

        if (!IsCredit(summary))
        {
            sheet.H2("Comment payer");
            if (invoice.HowToPay is { } treasury)
            {
                sheet.P(treasury);
            }

            if (header.Debit is { } debit)
            {
                sheet.P(HowToPay.Debit(debit), Style.Strong);
            }
            else if (header.Means.Length > 0)
            {
                sheet.Bullets(header.Means);
            }
        }

        foreach (var mention in header.Mentions)
        {
            sheet.P(mention, Style.Small);
        }
    }

    // To be cut off and joined to a cheque; at the foot of a page.
    private static void Slip(Sheet sheet, InvoiceDetail invoice, string page)
    {
        if (IsCredit(invoice.Invoice))
        {
            return;
        }

        sheet.Need(SlipHeight);
        sheet.Y = sheet.Bottom - SlipHeight;
        sheet.Rule(dashed: true);
        var top = sheet.Y;
        sheet.H3("Talon à joindre à votre règlement");
        sheet.Lines(
        [
            $"Facture {invoice.Invoice.Number}, {invoice.Header.OfficeLabel}",
            $"Référence\u00A0: {invoice.Reference}",
            $"{(invoice.Header.ThirdParty is null ? "Famille" : "Tiers")} n°\u00A0{invoice.Header.FamilyNumber}, {invoice.Header.Payer}",
            $"Montant\u00A0: {Letterhead.Money(invoice.Invoice.Amount)}, avant le {French.Date(invoice.Invoice.DueDate)}",
        ]);
        sheet.P("Le code ouvre cette facture sur le portail famille, pour la payer en ligne quand le paiement est ouvert.", Style.Small, width: 360);
        sheet.Qr(page, $"Code QR de la page de la facture {invoice.Invoice.Number}", 440, top + 8, 92);
    }
}
