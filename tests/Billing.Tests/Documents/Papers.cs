using Preau.Billing.Documents;
using Preau.Contracts.Api;

namespace Preau.Billing.Tests.Documents;

/// <summary>Records as the service gives them, for papers to be drawn from.</summary>
internal static class Papers
{
    public static readonly string[] Issuer = ["Commune de Biviers", "Régie garderie ALSH", "369 chemin de l’Église", "38330 BIVIERS"];
    public static readonly string[] Recipient = ["Mme Łucja Şahin-Nguyễn", "12 rue du Cœur-Sacré, bât. Ÿ", "38330 BIVIERS"];

    /// <summary>A month of three children with a correction, told apart from the month before; its parts add up.</summary>
    public static InvoiceDetail Invoice(int number = 24)
    {
        InvoiceChild[] children = [Child("Łukasz Şahin", "CE2", 1), Child("Thị Ánh Nguyễn", "CP", 2), Child("Zoé Œuvré", null, 3)];
        InvoiceLineView[] corrections =
        [
            new(99, children[0].Child, children[0].Name, "restauration", "Repas", new DateOnly(2026, 11, 12), LineKinds.Day, -3.60m, -2m, -1.60m, 0, "AL-36",
                "absence excusée", new PriceWhy("", [])),
        ];
        var amount = children.Sum(c => c.Amount) + corrections.Sum(c => c.Amount);
        return new InvoiceDetail(
            new InvoiceSummary(Guid.Parse($"50000000-0000-0000-0000-{number:000000000000}"), $"AL-2027-{number}", "invoice", InvoiceStates.Open,
                Guid.Parse("10000000-0000-0000-0000-000000000001"), "Łucja Şahin-Nguyễn",
                new DateOnly(2027, 1, 4), new DateOnly(2027, 1, 31), new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31), "garderie-alsh",
                "Régie garderie ALSH", amount, amount, true),
            new InvoiceHeader(Issuer, "213 800 455 00017", "Régie garderie ALSH", "Łucja Şahin-Nguyễn", Recipient, "1001001818331",
                "612, jusqu’au 31 janvier 2027",
                ["en ligne, sur le portail famille (PayFiP)", "chèque à l’ordre du Trésor public, avec le talon",
                    "espèces, à la mairie, du lundi au vendredi de 8 h 30 à 12 h"],
                ["Réclamation : dans les deux mois, par courrier à la mairie ou devant le tribunal administratif de Grenoble.",
                    "Vos données servent à la gestion des accueils ; vous pouvez les consulter et les faire corriger."]),
            $"AL2027{number:000000}", $"2027{number:000000}", null, 60.60m, children, corrections, 120.60m,
            [new("Deux jours de vacances", 23m), new("Trois repas de moins", -10.80m), new("Correction du 12 novembre", -3.60m),
                new("Autres jours", amount - 120.60m - 8.60m)],
            [],
            [new("issued", new DateTime(2027, 1, 4, 8, 0, 0, DateTimeKind.Utc), "Sophie Perrin", null)], null);
    }

    public static PaymentDetail Payment(InvoiceDetail invoice) => new(
        new PaymentSummary(Guid.Parse("60000000-0000-0000-0000-000000000001"), "2027-5", invoice.Invoice.Family, "Łucja Şahin-Nguyễn", "garderie-alsh",
            "Régie garderie ALSH", new DateOnly(2027, 1, 5),
            new DateTime(2027, 1, 5, 8, 14, 0, DateTimeKind.Utc), PayMethods.Card, "Carte bancaire", 150m, "received", [invoice.Invoice.Number], 20m, 0),
        null, null, "112233", "PayFiP", null,
        [new(invoice.Invoice.Id, invoice.Invoice.Number, 1, null, "Repas", 100m, new DateOnly(2027, 1, 5)),
            new(invoice.Invoice.Id, invoice.Invoice.Number, 2, null, "Garderie du matin", 30m, new DateOnly(2027, 1, 5))],
        [], null, Allocated: 130m, Sums: [new(invoice.Invoice.Number, "Repas", 100m), new(invoice.Invoice.Number, "Garderie du matin", 30m)]);

    public static CertificateView Certificate() => new(
        Guid.Parse("70000000-0000-0000-0000-000000000001"), "tax", "2027-12", new DateTime(2028, 1, 2, 6, 0, 0, DateTimeKind.Utc), "AB", Issuer,
        "213 800 455 00017", "Łucja Şahin-Nguyễn", Recipient,
        new DateOnly(2027, 1, 1), new DateOnly(2027, 12, 31),
        [new("Zoé Œuvré", new DateOnly(2024, 2, 29), 50m,
            [new("Garderie du matin", new DateOnly(2027, 2, 3), 12, null, 30m), new("Mercredi en journée", new DateOnly(2027, 9, 1), 2, null, 20m)])],
        50m, 30m, ["Sommes payées en 2027, hors frais de repas, suppléments et pénalités (CGI, article 200 quater B)."]);

    public static DepositView Deposit(PaymentDetail payment) =>
        new(Guid.Parse("80000000-0000-0000-0000-000000000001"), "2027-3", "garderie-alsh", "Régie garderie ALSH", PayMethods.Cheque, "Chèques",
            new DateOnly(2027, 1, 8), 1, 150m, "Sophie Perrin", [payment.Payment]);

    public static StatementView Statement() => new(2026, [2026], 12m,
        [
            new("AL-12", new DateOnly(2026, 10, 5), "Facture\u00A0: 01/09/2026 – 30/09/2026", "Régie garderie ALSH", 243.20m, null),
            new("AL-228", new DateOnly(2026, 10, 28), "Règlement\u00A0: Chèque", "Régie garderie ALSH", null, 243.20m),
            new("AL-36", new DateOnly(2026, 11, 6), "Facture\u00A0: 01/10/2026 – 31/10/2026", "Régie garderie ALSH", 120.60m, null),
        ], 363.80m, 243.20m, 132.60m);

    public static byte[] DrawStatement(StatementView statement, params string[] notices) =>
        StatementDocument.Draw(statement, new DateOnly(2026, 12, 8), Issuer, "213 800 455 00017", Recipient, "1001001818331", notices);

    public static Reminder Reminder() => new(
        "R-1", new DateOnly(2027, 2, 8), Issuer, null, Recipient, "Rappel",
        ["Sauf erreur de notre part, les sommes suivantes n’ont pas été réglées à leur échéance."],
        [new("AL-2027-24", "décembre 2026", new DateOnly(2027, 1, 31), 130.40m, 130.40m)], ["en ligne, sur le portail famille"],
        "Une difficulté pour payer ? Répondez à cette lettre ou écrivez-nous : un règlement en 2, 3 ou 4 fois est possible.",
        "https://preau.example/biviers/factures");

    private static InvoiceChild Child(string name, string? grade, int rank)
    {
        var id = Guid.Parse($"30000000-0000-0000-0000-00000000000{rank}");
        DateOnly[] days = [new(2026, 12, 1), new(2026, 12, 3), new(2026, 12, 4), new(2026, 12, 14), new(2026, 12, 17)];
        InvoiceLineView[] lines =
        [
            .. days.Select((d, i) =>
                new InvoiceLineView(i + 1, id, name, "restauration", "Repas", d, LineKinds.Day, 3.60m, 2m, 1.60m, 3.60m, null, null, new PriceWhy("", []))),
            .. days.Select((d, i) =>
                new InvoiceLineView(i + 10, id, name, "garderie-matin", "Garderie du matin", d, LineKinds.Day, 1.10m, 0, 1.10m, 1.10m, null, null,
                    new PriceWhy("", []))),
            new(20, id, name, "alsh", "Mercredi en journée", new DateOnly(2026, 12, 2), LineKinds.Day, 10.35m, 0, 10.35m, 10.35m, null, null,
                new PriceWhy("", [])),
        ];
        return new InvoiceChild(id, name, grade, lines.Sum(l => l.Amount),
            [new("Repas", 5, 3.60m, 18m, days), new("Garderie du matin", 5, 1.10m, 5.50m, days),
                new("Mercredi en journée", 1, 10.35m, 10.35m, [new DateOnly(2026, 12, 2)])],
            lines);
    }
}
