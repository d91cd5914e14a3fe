using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Debts handed to the treasury by a file, what it reports paid, and a month whose files all say the same.</summary>
public abstract class TreasuryTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";
    private static readonly FamilyAddress Home = new("12 rue de l’Église", "38330", "Biviers");

    private HttpClient Agent => AsAgent(Permissions.Billing);

    [Fact]
    public async Task Unpaid_invoices_are_read_as_a_list_handed_over_by_a_valid_file_and_payable_here_no_more()
    {
        await Billing.DeliverAsync(JeanFamily() with { Address = Home });
        await Billing.DeliverAsync(MoreauFamily() with { Address = null });
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Root + "titles/draft?office=autre"));

        var draft = await DraftAsync();

        Assert.Equal((1, 120.60m), (draft.Count, draft.Amount));
        Assert.Equal([("AL-36", "2026000036", "38330 Biviers")], draft.Lines.Select(l => (l.Number, l.Debt, l.Town)));
        Assert.Equal([("DIV", "7067", 120.60m)], draft.Products.Select(p => (p.Code, p.Account, p.Amount)));
        Assert.Equal([("AL-41", "address"), ("AL-52", "address")], draft.LeftOut.Select(l => (l.Number, l.Code)));
        Assert.Equal(0, (await Agent.GetAsAsync<TitleDraftView>(Root + "titles/draft?office=garderie-alsh&dueBefore=2026-11-30")).Count);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "titles.changed",
            await Agent.PostAsJsonAsync(Root + "titles", new MakeSlip("garderie-alsh", null, "Impayés", 1, 120.50m)));
        var slip = await HandOverAsync(draft);

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "titles.none",
            await Agent.PostAsJsonAsync(Root + "titles", new MakeSlip("garderie-alsh", null, "Impayés", 1, 120.60m)));
        var file = await (await Agent.GetAsync(Root + $"titles/{slip.Id}/file")).Content.ReadAsByteArrayAsync();
        var xml = PesSchema.Validate(file);
        Assert.Equal("120.60", xml.Descendants("MtBordHt").Single().Attribute("V")!.Value);
        Assert.Equal("PESORMC_123_2026_0000001.xml", slip.FileName);
        var detail = await Agent.GetAsAsync<TitleSlipDetail>(Root + $"titles/{slip.Id}");
        Assert.Equal([("AL-36", 120.60m)], detail.Lines.Select(l => (l.Number, l.Amount)));
        // D54: owed to the régie 0 on the home page and in the statement, not payable here, said on the page.
        var invoice = (await As(Jean).GetAsAsync<InvoicesView>(Root + "invoices?state=all")).Invoices.Single(i => i.Number == "AL-36");
        Assert.Equal(("title", 0m, false), (invoice.State, invoice.Remaining, invoice.Payable));
        var expected = MoneyCases.Case("D54")["expected"]!;
        Assert.Equal((string)expected["homeBalance"]!,
            FormattableString.Invariant($"{(await As(Jean).GetAsAsync<AccountView>(Root + "account")).Balance:0.00}"));
        Assert.Equal((string)expected["statementClosing"]!,
            FormattableString.Invariant($"{(await As(Jean).GetAsAsync<StatementView>(Root + "statement")).Closing:0.00}"));
        Assert.Equal((bool)expected["payable"]!, invoice.Payable);
        Assert.Contains("Le Trésor public a pris cette facture en charge", (await As(Jean).GetAsAsync<OnlineView>(Root + $"online/{invoice.Id}")).Refusal,
            StringComparison.Ordinal);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_payer_with_two_debts_whose_account_never_moved_goes_over_with_both()
    {
        await Billing.DeliverAsync(MoreauFamily() with { Address = Home });
        var draft = await DraftAsync();
        Assert.Equal(["AL-41", "AL-52"], draft.Lines.Select(l => l.Number).Where(n => n != "AL-36").Order(StringComparer.Ordinal));

        var slip = await HandOverAsync(draft);

        Assert.Equal((draft.Count, draft.Amount), (slip.Count, slip.Amount));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task What_a_debit_is_announced_for_waits_for_it_and_goes_to_no_bordereau()
    {
        await Billing.DeliverAsync(JeanFamily() with { Address = Home });
        var open = Assert.Single((await As(Jean).GetAsAsync<AccountView>(Root + "account")).Unpaid);
        await Billing.InTenantAsync("biviers", async services =>
        {
            var db = services.GetRequiredService<BillingDb>();
            db.DebitOrders.Add(new Mandates.DebitOrder
            {
                Id = Guid.NewGuid(),
                InvoiceId = open.Id,
                Payer = Jean,
                CashOffice = "garderie-alsh",
                MandateId = Guid.NewGuid(),
                On = Day(12, 11),
                EndToEnd = "AL-36",
            });
            return await db.SaveChangesAsync();
        });

        var draft = await DraftAsync();

        var left = draft.LeftOut.Single(l => l.Number == "AL-36");
        Assert.Equal((0, "debit"), (draft.Count, left.Code));
        Assert.Contains("annoncé pour le 11 décembre", left.Sentence.Replace('\u00A0', ' '), StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "titles.none",
            await Agent.PostAsJsonAsync(Root + "titles", new MakeSlip("garderie-alsh", null, "Impayés", 1, 120.60m)));
        Assert.Equal(["AL-36"], (await Agent.PostAsAsync<HandedOver>(Root + "invoices/title", new HandOver("T-1", Day(12, 8), [open.Id]))).LeftOut);
    }

    [Fact]
    public async Task What_the_treasury_reports_paid_is_taken_once_and_the_family_reads_it()
    {
        await RulesAsync(d => d["cashOffices"]!.AsArray().Add(JsonNode.Parse("""{"key":"cantine","label":"Régie cantine","prefix":"CA","mode":"regie"}""")));
        await Billing.DeliverAsync(JeanFamily() with { Address = Home });
        var slip = await HandOverAsync(await DraftAsync());
        var report =
            "Numéro de dette;Montant;Date;État\n2026000036;60,60;05/12/2026;Payé\n2026000036;60,00;07/12/2026;Payé\n2026000036;120,60;07/12/2026;En cours\n2031000001;5,00;07/12/2026;Payé\nAL-36;1;x;Payé\n";

        var part = await ReportAsync("Dette;Montant;Date\n2026000036;60,60;2026-12-05\n");
        Assert.Equal((1, 60.60m, 0), (part.Taken, part.Amount, part.Settled));
        Assert.Null((await SummaryAsync()).TreasuryPaidOn);
        var whole = await ReportAsync(report);
        var again = await ReportAsync(report);

        Assert.Equal((1, 60.00m, 1, 1), (whole.Taken, whole.Amount, whole.Settled, whole.Known));
        Assert.Equal((0, 0, 2), (again.Taken, again.Settled, again.Known));
        Assert.Equal(["2031000001"], whole.Unknown);
        Assert.Equal(["Ligne 6 : le numéro de dette n’est pas fait de chiffres."], whole.Wrong);
        var summary = await SummaryAsync();
        Assert.Equal(("title", Day(12, 7)), (summary.State, summary.TreasuryPaidOn));
        Assert.Contains("réglée au Trésor public depuis le 7", (await As(Jean).GetAsAsync<OnlineView>(Root + $"online/{summary.Id}")).Refusal,
            StringComparison.Ordinal);
        var list = await Agent.GetAsAsync<TitlesView>(Root + "titles");
        Assert.Equal((slip.Id, 1, 120.60m), (Assert.Single(list.Slips).Id, list.Slips[0].Paid, list.Slips[0].PaidAmount));
        // Each office counts its debts from one: the number is another one's there.
        var elsewhere = await (await Agent.PostAsync(Root + "titles/receipts/upload?office=cantine", new StringContent(report)))
            .ReadAsync<TreasuryReportView>();
        Assert.Equal((0, 0, "2026000036"), (elsewhere.Taken, elsewhere.Known, elsewhere.Unknown[0]));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "report.columns", await SendAsync("a;b\n1;2\n"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.PostAsync(Root + "titles/receipts/upload?office=autre", new StringContent(report)));
    }

    [Fact]
    public async Task Where_the_treasury_collects_a_family_reads_what_it_paid_there_even_of_titles_made_before()
    {
        var petit = Guid.Parse("10000000-0000-0000-0000-000000000031");
        using var parent = As(petit, "saint-martin-dauxigny");
        using var agent = Billing.Client(Tokens.Agent("saint-martin-dauxigny", Permissions.Billing));
        const string here = "/api/saint-martin-dauxigny/billing/";
        const string report = "Dette;Montant;Date\n2026000164;98,40;02/12/2026\n2026000118;51,62;02/12/2026\n";

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.PostAsync(here + "titles/receipts/upload?office=tresorerie", new StringContent(report)));
        var again = await (await agent.PostAsync(here + "titles/receipts/upload?office=tresorerie", new StringContent(report))).ReadAsync<TreasuryReportView>();

        Assert.Equal((0, 2, 0), (again.Taken, again.Known, again.Unknown.Length));
        var invoices = (await parent.GetAsAsync<InvoicesView>(here + "invoices?state=all")).Invoices;
        Assert.Equal([("SM-118", null), ("SM-164", (DateOnly?)Day(12, 2))], invoices.OrderBy(i => i.Number).Select(i => (i.Number, i.TreasuryPaidOn)));
        Assert.Equal("paid", (await parent.GetAsAsync<OnlineView>(here + $"online/{invoices.Single(i => i.Number == "SM-164").Id}")).Code);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "titles.none",
            await agent.PostAsJsonAsync(here + "titles", new MakeSlip("tresorerie", null, "Novembre", 0, 0)));
    }

    [Fact]
    public async Task A_month_closed_end_to_end_says_the_same_to_the_cent_in_every_file()
    {
        await Billing.DeliverAsync(JeanFamily() with { Address = Home });
        await Billing.DeliverAsync(JeanneFamily() with { Address = Home });
        await Billing.DeliverAsync(MoreauFamily() with { Address = Home });
        await As(Jeanne).PostAsAsync<MandateView>(Root + "mandates/garderie-alsh", new GiveDirectDebit("FR7630006000011234567890189", "Jeanne Dupont", true));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1), Cell(Louise, "garderie-matin", 1), Cell(Tom, "restauration", 3)));
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 7), Cell(Ines, "restauration", 7)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 1), Cell(Noe, "restauration", 3), Cell(Noe, "restauration", 7)));
        var run = await IssueAsync(Day(12, 1), Day(12, 31));
        var (jean, jeanne, moreau) = (await InvoiceAsync(Jean), await InvoiceAsync(Jeanne), await InvoiceAsync(Moreau));
        var cash = AsAgent(Permissions.Cash, Permissions.Billing);

        // Jean by cheque, Jeanne by debit, Moreau a part in cash and the rest to the treasury with its old debts.
        await PayAsync(cash, Jean, PayMethods.Cheque, jean.Invoice.Amount, jean.Invoice.Id);
        await PayAsync(cash, Moreau, PayMethods.Cash, 5.00m, moreau.Invoice.Id);
        var slip = await cash.PostAsAsync<DepositView>(Root + "deposits", new MakeDeposit("garderie-alsh", PayMethods.Cheque, Day(12, 8)));
        var debits = await Agent.GetAsAsync<DebitDraftView>(Root + "debits/draft?office=garderie-alsh&date=2026-12-31");
        var debitFile = await Agent.PostAsAsync<DebitFileView>(Root + "debits", new MakeDebits("garderie-alsh", debits.On, debits.Count, debits.Amount));
        await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{debitFile.Id}/sent", new { });
        Billing.Clock.Advance(TimeSpan.FromDays(25));
        await Billing.InTenantAsync("biviers", async s =>
        {
            await Preau.Billing.DirectDebit.CollectDebits.CollectAsync(s, default);
            return true;
        });
        var titles = await HandOverAsync(await DraftAsync());

        var sepa = await (await Agent.GetAsync(Root + $"debits/{debitFile.Id}/file")).Content.ReadAsStringAsync();
        PainSchema.Validate(sepa, "08");
        var pes = PesSchema.Validate(await (await Agent.GetAsync(Root + $"titles/{titles.Id}/file")).Content.ReadAsByteArrayAsync());
        var book = await BookAsync("2026-12-01", "2027-01-31");
        var (invoiced, received) = (jean.Invoice.Amount + jeanne.Invoice.Amount + moreau.Invoice.Amount, jean.Invoice.Amount + 5.00m + jeanne.Invoice.Amount);

        Assert.Equal(invoiced, run.Run.Amount);
        Assert.Equal(invoiced, book["Factures"]);
        Assert.Equal(received, -book["Règlements"]);
        Assert.Equal(jean.Invoice.Amount, slip.Amount);
        Assert.Equal(slip.Amount, -book["Chèque"]);
        Assert.Equal(jeanne.Invoice.Amount, Amount(XDocument.Parse(sepa), "CtrlSum"));
        Assert.Equal(Amount(XDocument.Parse(sepa), "CtrlSum"), -book["Prélèvement"]);
        var handed = decimal.Parse(pes.Descendants("MtBordHt").Single().Attribute("V")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(titles.Amount, handed);
        Assert.Equal(handed, -book["Titres transmis au Trésor public"]);
        // What was owed before (120,60 and 27,00) and what was billed is paid or handed over: nothing is left.
        Assert.Equal(120.60m + 27.00m + invoiced, received + handed);
        foreach (var family in new[] { Jean, Jeanne, Moreau })
        {
            Assert.Equal(0m, (await As(family).GetAsAsync<AccountView>(Root + "account")).Balance);
        }

        await Invariants.HoldAsync(Billing, "biviers");
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "period.invalid", await Agent.GetAsync(Root + "accounting?from=2026-12-01"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Root + "accounting?from=2026-12-01&until=2026-12-31&office=autre"));
    }

    private static decimal Amount(XDocument file, string name) => (decimal)file.Descendants().First(e => e.Name.LocalName == name);

    /// <summary>Sums of the accountant's file: by kind from its totals, and by means of payment.</summary>
    private async Task<Dictionary<string, decimal>> BookAsync(string from, string until)
    {
        var text = Encoding.UTF8.GetString(await (await Agent.GetAsync(Root + $"accounting?from={from}&until={until}&office=garderie-alsh")).Content
            .ReadAsByteArrayAsync());
        var rows = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(';')).ToList();
        static decimal Money(string cell) => decimal.Parse(cell, System.Globalization.CultureInfo.GetCultureInfo("fr-FR"));
        foreach (var kind in rows.Where(r => r[4] != "\"Total\"").GroupBy(r => r[1]))
        {
            Assert.Equal(kind.Sum(r => Money(r[6])), Money(rows.Single(r => r[4] == "\"Total\"" && r[1] == kind.Key)[6]));
        }

        return rows.Where(r => r[4] == "\"Total\"").Select(r => (r[1], r))
            .Concat(rows.Where(r => r[1] == "Règlements" && r[4] != "\"Total\"").Select(r => (r[4].Trim('"'), r)))
            .ToDictionary(r => r.Item1, r => Money(r.r[6]));
    }

    private static async Task PayAsync(HttpClient cash, Guid family, string method, decimal amount, Guid invoice) => await HttpAssert.StatusAsync(
        HttpStatusCode.OK, await cash.PostAsJsonAsync(Root + "payments",
            new RecordPayment(Guid.NewGuid(), family, "garderie-alsh", Day(12, 8), method, amount, Invoices: [invoice])));

    private Task<TitleDraftView> DraftAsync() => Agent.GetAsAsync<TitleDraftView>(Root + "titles/draft?office=garderie-alsh");

    private Task<TitleSlipView> HandOverAsync(TitleDraftView draft) =>
        Agent.PostAsAsync<TitleSlipView>(Root + "titles", new MakeSlip("garderie-alsh", null, "Impayés d’octobre 2026", draft.Count, draft.Amount));

    private async Task<InvoiceSummary> SummaryAsync() =>
        (await As(Jean).GetAsAsync<InvoicesView>(Root + "invoices?state=all")).Invoices.Single(i => i.Number == "AL-36");

    private Task<HttpResponseMessage> SendAsync(string csv) =>
        Agent.PostAsync(Root + "titles/receipts/upload?office=garderie-alsh", new StringContent(csv, Encoding.UTF8, "text/csv"));

    private async Task<TreasuryReportView> ReportAsync(string csv)
    {
        var answer = await SendAsync(csv);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, answer);
        return await answer.ReadAsync<TreasuryReportView>();
    }
}

public sealed class TreasuryOnSqlite() : TreasuryTests(TestDatabase.Sqlite);

public sealed class TreasuryOnSqlServer() : TreasuryTests(TestDatabase.SqlServer);
