using Preau.Contracts.Api;
using Preau.Documents;
using Preau.Platform;

namespace Preau.Billing.Documents;

/// <summary>A certificate as frozen when it was made (tax: CGI 200 quater B, facts §6; payment; attendance): the same record gives the same bytes.</summary>
internal static class CertificateDocument
{
    public static byte[] Draw(CertificateView certificate, TimeZoneInfo zone)
    {
        var title = Title(certificate);
        using var sheet = new Sheet(
            new DocumentFacts($"{certificate.Number}-{certificate.Hash}", title, certificate.Issuer.FirstOrDefault() ?? "", certificate.At),
            $"{title}, n°\u00A0{certificate.Number}");
        Letterhead.Draw(sheet, certificate.Issuer, certificate.Siret, certificate.Recipient);
        sheet.H1(title);
        sheet.P(
            $"N°\u00A0{certificate.Number}, établie le {French.Date(DateOnly.FromDateTime(certificate.At.ToLocal(zone)))} pour {certificate.Payer}, {Letterhead.Period(certificate.From, certificate.Until)}.");
        foreach (var child in certificate.Children)
        {
            Child(sheet, certificate, child);
        }

        if (certificate.Kind == "attendance")
        {
            Sentences(sheet, certificate);
            return sheet.Save();
        }

        sheet.P($"Total\u00A0: {Letterhead.Money(certificate.Total)}", new Style(13, true, 4));
        if (certificate.Cesu != 0)
        {
            sheet.P(
                $"Dont {Letterhead.Money(certificate.Cesu)} payés par chèques emploi-service universels\u00A0: déduisez la part que votre employeur a financée.");
        }

        Sentences(sheet, certificate);
        return sheet.Save();
    }

    private static string Title(CertificateView certificate) => certificate.Kind switch
    {
        "tax" => $"Attestation fiscale {certificate.From.Year}",
        "attendance" => "Attestation de présence",
        _ => "Attestation de paiement",
    };

    private static void Child(Sheet sheet, CertificateView certificate, CertificateChild child)
    {
        sheet.H2(child.BirthDate is { } born ? $"{child.Name}, {Born(born)}" : child.Name);
        var hours = child.Lines.Any(l => l.Hours is not null);
        var columns = new List<Column> { new("Prestation", 5), new("Jour", 3), new("Nombre", 1.5, Side.Right) };
        if (hours)
        {
            columns.Add(new("Heures", 1.5, Side.Right));
        }

        if (certificate.Kind != "attendance")
        {
            columns.Add(new("Payé", 2, Side.Right));
        }

        sheet.Table([.. columns], rows =>
        {
            foreach (var line in child.Lines)
            {
                var cells = new List<string> { line.Label, line.Date is { } day ? French.Date(day) : "", $"{line.Count}" };
                if (hours)
                {
                    cells.Add(line.Hours is { } h ? French.Number(h) : "");
                }

                if (certificate.Kind != "attendance")
                {
                    cells.Add(Letterhead.Money(line.Amount));
                }

                rows.Row([.. cells]);
            }

            if (certificate.Kind != "attendance")
            {
                rows.Total($"Total {child.Name}", Letterhead.Money(child.Amount));
            }
        });
    }

    private static string Born(DateOnly day) => $"date de naissance\u00A0: {French.Date(day)}";

    private static void Sentences(Sheet sheet, CertificateView certificate)
    {
        foreach (var sentence in certificate.Sentences)
        {
            sheet.P(sentence);
        }
    }
}
