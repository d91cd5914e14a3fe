using System.Globalization;
using Preau.Billing.Documents;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Documents;

public sealed class PaperTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private const string Page = "https://preau.example/biviers/factures/50000000-0000-0000-0000-000000000024";

    [Fact]
    public async Task An_invoice_says_what_the_law_asks_for_and_names_are_right()
    {
        var invoice = Papers.Invoice();
        var text = await Pdf.TextAsync(Kept("invoice.pdf", InvoiceDocument.Draw(invoice, Page)));

        Assert.All(
            (string[])["Facture AL-2027-24", "Commune de Biviers", "SIRET 213 800 455 00017", "Mme Łucja Şahin-Nguyễn", "12 rue du Cœur-Sacré, bât. Ÿ",
                "du 1er au 31 décembre 2026", "4 janvier 2027", "31 janvier 2027",
                "1001001818331", "612, jusqu’au 31 janvier 2027", "Łukasz Şahin, CE2", "Thị Ánh Nguyễn, CP", "Zoé Œuvré", "AL2027000024",
                "chèque à l’ordre du Trésor public", "tribunal administratif de Grenoble"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains($"Total à payer : {invoice.Invoice.Amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',')} €", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_previous_balance_stands_apart_and_is_in_no_amount_to_pay()
    {
        var invoice = Papers.Invoice();
        var text = await Pdf.TextAsync(InvoiceDocument.Draw(invoice, Page));

        Assert.Contains("il restait 60,60 € à payer sur les factures précédentes", text, StringComparison.Ordinal);
        Assert.Contains("Cette somme n’est pas comprise dans le total",
            string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain((invoice.Invoice.Amount + 60.60m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','), text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_and_the_corrections_are_said_with_their_reasons()
    {
        var text = await Pdf.TextAsync(InvoiceDocument.Draw(Papers.Invoice(), Page));

        Assert.Contains("Ce qui change par rapport au mois dernier", text, StringComparison.Ordinal);
        Assert.Matches(@"Facture précédente\s+120,60 €", text);
        Assert.Matches(@"Deux jours de vacances\s+\+ 23,00 €", text);
        Assert.Matches(@"Trois repas de moins\s+[-−] 10,80 €", text);
        Assert.Matches(@"12 novembre 2026\s+Łukasz Şahin, Repas\s+AL-36\s+absence excusée\s+[-−] 3,60 €", text);
    }

    [Fact]
    public async Task A_screen_reader_walks_through_headings_and_tables_with_their_heads()
    {
        var tree = await Pdf.StructureAsync(InvoiceDocument.Draw(Papers.Invoice(), Page));

        Assert.Contains("Figure", tree, StringComparison.Ordinal);
        Assert.Equal(1, tree.Split("\nDocument").Length - 1 + (tree.StartsWith("Document", StringComparison.Ordinal) ? 1 : 0));
        Assert.True(tree.IndexOf("\"Commune de Biviers\"", StringComparison.Ordinal) < tree.IndexOf("\"Facture AL-2027-24\"", StringComparison.Ordinal));
        Assert.Contains("\"Prestation\"", tree, StringComparison.Ordinal);
        Assert.Contains("\"lun.\"", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invoice_printed_again_after_it_was_paid_is_the_same_to_the_byte()
    {
        var invoice = Papers.Invoice();
        var paid = invoice with
        {
            Invoice = invoice.Invoice with { State = InvoiceStates.Paid, Remaining = 0, Payable = false },
            Payments = [new(Guid.NewGuid(), "2027-5", new DateOnly(2027, 1, 5), "Carte", invoice.Invoice.Amount)],
            Children = [.. invoice.Children.Select(c => c with { Lines = [.. c.Lines.Select(l => l with { Remaining = 0 })] })],
        };

        Assert.Equal(InvoiceDocument.Draw(invoice, Page), InvoiceDocument.Draw(paid, Page));
    }

    [Fact]
    public async Task A_credit_note_asks_for_no_money()
    {
        var invoice = Papers.Invoice();
        var text = await Pdf.TextAsync(InvoiceDocument.Draw(
            invoice with { Invoice = invoice.Invoice with { Kind = "credit", Amount = -120.60m }, Corrects = "AL-36" },
            Page));

        Assert.Contains("Avoir AL-2027-24", text, StringComparison.Ordinal);
        Assert.Matches(@"Corrige la facture\s+AL-36", text);
        Assert.DoesNotContain("Talon", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Comment payer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_invoice_goes_on_over_pages_with_every_line()
    {
        var invoice = Papers.Invoice();
        var child = invoice.Children[0];
        var many = child with
        {
            Sums = [.. Enumerable.Range(1, 120).Select(i => new InvoiceSum($"Prestation numéro {i}", 1, 1m, 1m, [new DateOnly(2026, 12, 1)]))]
        };
        var text = await Pdf.TextAsync(InvoiceDocument.Draw(invoice with { Children = [many] }, Page));

        Assert.All(Enumerable.Range(1, 120), i => Assert.Contains($"Prestation numéro {i} ", text, StringComparison.Ordinal));
        Assert.Contains("page 4", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_lists_every_entry_with_its_office_and_the_balance_before_and_after()
    {
        var text = await Pdf.TextAsync(Papers.DrawStatement(Papers.Statement()));

        Assert.All((string[])["Relevé de compte 2026-2027", "Arrêté au 8 décembre 2026, dossier n° 1001001818331", "Mme Łucja Şahin-Nguyễn"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Matches(@"AL-12\s+5 octobre 2026\s+Facture : 01/09/2026 – 30/09/2026\s+Régie garderie ALSH\s+243,20 €", text);
        Assert.Matches(@"AL-228\s+28 octobre 2026\s+Règlement : Chèque\s+Régie garderie ALSH\s+243,20 €", text);
        Assert.Matches(@"Totaux de l’année scolaire\s+363,80 €\s+243,20 €", text);
        Assert.Matches(@"Ancien solde\s+12,00 €", text);
        Assert.Matches(@"Solde de l’année scolaire 2026-2027\s+132,60 €", text);
        Assert.Contains("Somme qui reste à payer.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_where_the_treasury_collects_says_how_to_pay_and_no_balance()
    {
        var title = new StatementLine("SM-164", new DateOnly(2026, 11, 6), "Titre émis (ORMC n°\u00A010)", "Trésorerie", 98.40m, null,
            "À régler avant le 6 décembre 2026 auprès de la trésorerie.");
        var text = await Pdf.TextAsync(Papers.DrawStatement(Papers.Statement() with { Opening = null, Closing = null, Lines = [title] },
            "Le suivi de vos règlements n’est pas possible."));

        Assert.Contains("SM-164 : À régler avant le 6 décembre 2026", text, StringComparison.Ordinal);
        Assert.Contains("Le suivi de vos règlements n’est pas possible.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ancien solde", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Solde du compte", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_says_what_was_received_what_it_settles_and_what_is_kept()
    {
        var text = await Pdf.TextAsync(Kept("receipt.pdf", ReceiptDocument.Draw(Papers.Payment(Papers.Invoice()), Papers.Issuer, null, Papers.Recipient)));

        Assert.Matches(@"Montant\s+150,00 €", text);
        Assert.Matches(@"AL-2027-24\s+Garderie du matin\s+30,00 €", text);
        Assert.Matches(@"Total réglé\s+130,00 €", text);
        Assert.Contains("20,00 € ne règlent encore aucune facture", text, StringComparison.Ordinal);
        Assert.Contains("Carte bancaire, 112233", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tax_certificate_is_identical_when_printed_again()
    {
        var pdf = Kept("certificate.pdf", CertificateDocument.Draw(Papers.Certificate(), Paris));
        var text = await Pdf.TextAsync(pdf);
        // Half past eleven at night in UTC is the next day in the commune.
        var night = Papers.Certificate() with { At = new DateTime(2028, 1, 4, 23, 30, 0, DateTimeKind.Utc) };

        Assert.Contains("établie le 5 janvier 2028", await Pdf.TextAsync(CertificateDocument.Draw(night, Paris)), StringComparison.Ordinal);
        Assert.Equal(pdf, CertificateDocument.Draw(Papers.Certificate(), Paris));
        Assert.Contains("Attestation fiscale 2027", text, StringComparison.Ordinal);
        Assert.Contains("Zoé Œuvré, date de naissance : 29 février 2024", text, StringComparison.Ordinal);
        Assert.Contains("Dont 30,00 € payés par chèques emploi-service", text, StringComparison.Ordinal);
        Assert.Contains("hors frais de repas", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deposit_slips_and_reminders_add_up()
    {
        var slip = await Pdf.TextAsync(Kept("slip.pdf", DepositSlipDocument.Draw(Papers.Deposit(Papers.Payment(Papers.Invoice())), Papers.Issuer, null)));
        var reminder = await Pdf.TextAsync(Kept("reminder.pdf", ReminderDocument.Draw(Papers.Reminder())));

        Assert.Matches(@"Total, un paiement\s+150,00 €", slip);
        // A cheque is found on its slip by its bank and number.
        var cheque = Papers.Deposit(Papers.Payment(Papers.Invoice()));
        cheque = cheque with { Payments = [cheque.Payments![0] with { Paper = "Banque Postale, n° 0012345" }] };
        Assert.Matches(@"Banque et numéro[\s\S]+Banque Postale, n° 0012345", await Pdf.TextAsync(DepositSlipDocument.Draw(cheque, Papers.Issuer, null)));
        Assert.Matches(@"Total à payer\s+130,40 €", reminder);
        Assert.Contains("règlement en 2, 3 ou 4 fois", reminder, StringComparison.Ordinal);
    }

    /// <summary>Each paper of money, with a payer and children whose names few fonts have.</summary>
    private static readonly Dictionary<string, Func<byte[]>> All = new()
    {
        ["invoice"] = () => InvoiceDocument.Draw(Papers.Invoice(), Page),
        ["credit"] = () =>
            InvoiceDocument.Draw(
                Papers.Invoice() is var i ? i with { Invoice = i.Invoice with { Kind = "credit", Amount = -120.60m }, Corrects = "AL-36" } : null!,
                Page),
        ["receipt"] = () => ReceiptDocument.Draw(Papers.Payment(Papers.Invoice()), Papers.Issuer, null, Papers.Recipient),
        ["tax"] = () => CertificateDocument.Draw(Papers.Certificate(), Paris),
        ["payments"] = () => CertificateDocument.Draw(Papers.Certificate() with { Kind = "payment" }, Paris),
        ["attendance"] = () => CertificateDocument.Draw(Papers.Certificate() with { Kind = "attendance" }, Paris),
        ["deposit"] = () => DepositSlipDocument.Draw(Papers.Deposit(Papers.Payment(Papers.Invoice())), Papers.Issuer, null),
        ["statement"] = () => Papers.DrawStatement(Papers.Statement()),
        ["reminder"] = () => ReminderDocument.Draw(Papers.Reminder()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_paper_has_one_title_tables_whose_heads_say_what_they_head_and_names_as_they_are_written(string paper)
    {
        var pdf = Kept(paper + ".pdf", All[paper]());
        var (text, tree, info) = (await Pdf.TextAsync(pdf), await Pdf.StructureAsync(pdf), await Pdf.InfoAsync(pdf));

        Assert.Contains("Şahin-Nguyễn", text, StringComparison.Ordinal);
        Assert.Contains("Şahin-Nguyễn", tree, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Equal(1, Count(tree, "H1"));
        Assert.NotEqual(0, Count(tree, "Table"));
        Assert.True(Count(tree, "TH") >= Count(tree, "TR"), tree);
        // A head says whether it heads its row or its column, and each table cell stands in a row.
        Assert.Equal(Count(tree, "TH"), tree.Split("/Scope").Length - 1);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.All((await Pdf.FontsAsync(pdf)).Split('\n').Skip(2).Where(l => l.Length > 0), f => Assert.Matches(@"PREAUX\+\S+\s.*\byes yes yes\b", f));

        static int Count(string tree, string tag) => System.Text.RegularExpressions.Regex.Count(tree, $@"(?m)^\s*{tag}\b");
    }

    /// <summary>For eyes: PREAU_PAPERS=DIR keeps the papers of these tests.</summary>
    private static byte[] Kept(string name, byte[] pdf)
    {
        if (Environment.GetEnvironmentVariable("PREAU_PAPERS") is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, name), pdf);
        }

        return pdf;
    }
}
