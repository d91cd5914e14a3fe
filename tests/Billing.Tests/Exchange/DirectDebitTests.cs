using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.DirectDebit;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>From a mandate on the phone to the bank's answer, over HTTP.</summary>
public abstract class DirectDebitTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";
    private const string Account = "FR76 3000 6000 0112 3456 7890 189";
    private const string Plain = "FR7630006000011234567890189";

    private HttpClient Agent => AsAgent(Permissions.Billing);

    [Fact]
    public async Task A_mandate_is_signed_on_the_phone_checked_masked_sealed_replaced_and_stopped()
    {
        await Billing.DeliverAsync(JeanFamily());
        var jean = As(Jean);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "mandate.agreed",
            await jean.PostAsJsonAsync(Root + "mandates/garderie-alsh", new GiveDirectDebit(Account, "Jean Dupont")));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "mandate.iban",
            await jean.PostAsJsonAsync(Root + "mandates/garderie-alsh", new GiveDirectDebit("FR76 3000 6000 0112 3456 7890 188", "Jean Dupont", true)));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await jean.PostAsJsonAsync(Root + "mandates/nulle-part", new GiveDirectDebit(Account, "Jean Dupont", true)));

        var first = await jean.PostAsAsync<MandateView>(Root + "mandates/garderie-alsh", new GiveDirectDebit(Account, "Jean Dupont", true));
        var second = await jean.PostAsAsync<MandateView>(Root + "mandates/garderie-alsh", new GiveDirectDebit(Account, "Jean Dupont", true));

        Assert.Equal(("AL-1001001818331-1", "FR76 •••• •••• 189", "good", "portal"), (first.Rum, first.Account, first.State, first.Channel));
        Assert.Equal(("AL-1001001818331-2", Day(12, 8, 2029)), (second.Rum, second.LapsesOn));
        var shown = Assert.Single((await jean.GetAsAsync<MyMandates>(Root + "mandates/mine")).Offices);
        Assert.Equal(second.Id, shown.Mandate!.Id);
        Assert.Contains("FR72ZZZ123456", shown.Text, StringComparison.Ordinal);
        // At rest neither in clear nor missing, with the words that were signed and by whom.
        var (rows, text) = await Billing.InTenantAsync("biviers", async s =>
        {
            var all = await s.GetRequiredService<BillingDb>().Mandates.AsNoTracking().OrderBy(m => m.Rum).ToListAsync();
            return (all, string.Join('\n', all.Select(m => Encoding.Latin1.GetString(m.Account) + m.Trail)));
        });
        Assert.Equal([true, false], rows.Select(m => m.EndedAt is not null));
        Assert.DoesNotContain("30006000011234567890", text, StringComparison.Ordinal);
        Assert.Contains("\"Channel\":\"portal\"", text, StringComparison.Ordinal);
        Assert.Contains("FR72ZZZ123456", text, StringComparison.Ordinal);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await jean.PostAsync(Root + "mandates/garderie-alsh/stop", null));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await jean.PostAsync(Root + "mandates/garderie-alsh/stop", null));
        Assert.Equal("ended", Assert.Single((await jean.GetAsAsync<MyMandates>(Root + "mandates/mine")).Offices).Mandate!.State);
    }

    [Fact]
    public async Task A_mandate_on_paper_is_recorded_found_and_ended_with_a_reason_and_lapses_after_36_months()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var path = Root + $"mandates/garderie-alsh/families/{Moreau}";
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "mandate.signed",
            await Agent.PostAsJsonAsync(path, new RecordMandate(Account, "Claire Moreau", Day(12, 9))));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound,
            await Agent.PostAsJsonAsync(Root + $"mandates/garderie-alsh/families/{Guid.NewGuid()}", new RecordMandate(Account, "X Y", Day(12, 1))));
        var made = await Agent.PostAsAsync<MandateView>(path, new RecordMandate(Account, "Claire Moreau", Day(1, 15, 2024), "Classeur 2024"));

        Assert.Equal(("good", Day(1, 15, 2027)), (made.State, made.LapsesOn));
        Billing.Clock.Advance(TimeSpan.FromDays(38));
        var found = Assert.Single((await Agent.GetAsAsync<MandatesView>(Root + "mandates?search=moreau")).Mandates
            .Concat((await Agent.GetAsAsync<MandatesView>(Root + "mandates?search=MOREAU")).Mandates).DistinctBy(m => m.Id));
        Assert.Equal(("lapsed", "MOREAU Claire", "paper"), (found.State, found.Payer, found.Channel));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Agent.PostAsJsonAsync(Root + $"mandates/{made.Id}/end", new StopMandate("Compte clos")));
        Assert.Equal("Compte clos", Assert.Single((await Agent.GetAsAsync<MandatesView>(Root + "mandates?office=garderie-alsh")).Mandates).EndedBecause);
        Assert.Empty((await Agent.GetAsAsync<MandatesView>(Root + "mandates?office=autre")).Mandates);
    }

    [Fact]
    public async Task An_invoice_tells_of_its_debit_and_the_file_is_read_before_it_is_made_and_blocks_other_payment()
    {
        await SignedAndIssuedAsync();
        var invoice = await InvoiceAsync(Jean);

        Assert.Equal((Day(12, 31), "FR76 •••• •••• 189", "AL-1001001818331-1"),
            (invoice.Header.Debit!.On, invoice.Header.Debit.Account, invoice.Header.Debit.Rum));
        var told = await Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<InvoiceIssued>().FirstOrDefault(e => e.FamilyId == Jean)),
            e => e is not null);
        Assert.Contains("prélevée le 31", told!.HowToPay, StringComparison.Ordinal);
        Assert.Equal(Day(12, 31), Assert.Single((await Agent.GetAsAsync<DebitsView>(Root + "debits?office=garderie-alsh")).Waiting).On);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "debits.date",
            await Agent.GetAsync(Root + "debits/draft?office=garderie-alsh&date=2026-12-08"));
        Assert.Equal(0, (await Agent.GetAsAsync<DebitDraftView>(Root + "debits/draft?office=garderie-alsh&date=2026-12-30")).Count);
        var draft = await DraftAsync();
        Assert.Equal((Day(12, 31), 2, 17.50m), (draft.On, draft.Count, draft.Amount));
        Assert.Equal([("AL-2026-53", "FR76 •••• •••• 189", "RCUR")], draft.Lines.Where(l => l.Family == Jean).Select(l => (l.Number, l.Account, l.Sequence)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "debits.changed",
            await Agent.PostAsJsonAsync(Root + "debits", new MakeDebits("garderie-alsh", Day(12, 31), 2, 17.40m)));
        var file = await MakeAsync(draft);

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "debits.none",
            await Agent.PostAsJsonAsync(Root + "debits", new MakeDebits("garderie-alsh", Day(12, 31), 0, 0)));
        var online = await As(Jean).GetAsAsync<OnlineView>(Root + $"online/{invoice.Invoice.Id}");
        Assert.Equal("debit", online.Code);
        Assert.Contains("sera prélevée le 31", online.Refusal, StringComparison.Ordinal);
        var xml = await DownloadAsync(file.Id);
        PainSchema.Validate(xml, "08");
        Assert.Contains($"<IBAN>{Plain}</IBAN>", xml, StringComparison.Ordinal);
        Assert.Equal(["Préparé", "Téléchargé"], (await Agent.GetAsAsync<DebitFileDetail>(Root + $"debits/{file.Id}")).File.History.Select(h => h.What));
        // Not given to the bank after all: everything waits again.
        Assert.Equal("cancelled", (await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{file.Id}/cancel", new { })).State);
        Assert.Equal(2, (await DraftAsync()).Count);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Root + $"debits/{file.Id}/file"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "debits.state", await Agent.PostAsync(Root + $"debits/{file.Id}/sent", null));
    }

    [Fact]
    public async Task An_invoice_that_waits_for_its_debit_says_its_day_in_every_list_and_is_late_nowhere_until_the_debit_is_gone()
    {
        await SignedAndIssuedAsync(Day(12, 10));
        Billing.Clock.Advance(TimeSpan.FromDays(7));
        var (own, all) = (Root + "invoices?state=unpaid", Root + "invoices?office=garderie-alsh&state=unpaid");
        string[] late = ["under30", "under60", "under90", "over90"];
        async Task<DateOnly?> DebitOnAsync(HttpClient who, string list, Guid payer) =>
            (await who.GetAsAsync<InvoicesView>(list)).Invoices.First(i => i.Family == payer).DebitOn;
        async Task<string[]> LateAsync()
        {
            var rows = new List<string>();
            foreach (var age in late)
            {
                var lines = await Agent.GetAsAsync<FigureLines>(Root + $"figures/lines?figure=age&age={age}&office=garderie-alsh");
                rows.AddRange(lines.Lines.Select(l => l.Number!));
            }

            var figures = await Agent.GetAsAsync<FiguresView>(Root + "figures?from=2026-10&until=2026-12&office=garderie-alsh");
            Assert.Equal(rows.Count, figures.Ages.Where(a => late.Contains(a.Age)).Sum(a => a.Invoices));
            return [.. rows.Order(StringComparer.Ordinal)];
        }

        Assert.Equal((Day(12, 22), Day(12, 22)), (await DebitOnAsync(As(Jean), own, Jean), await DebitOnAsync(Agent, all, Moreau)));
        Assert.Equal(Day(12, 22), (await As(Jean).GetAsAsync<BillingHome>(Root + "home")).Account.Unpaid.Single(i => i.Number == "AL-2026-53").DebitOn);
        Assert.DoesNotContain("AL-2026-53", await LateAsync());
        // In a file for a later day, that day counts.
        var draft = await Agent.GetAsAsync<DebitDraftView>(Root + "debits/draft?office=garderie-alsh&date=2026-12-28");
        var file = await MakeAsync(draft);
        Assert.Equal(Day(12, 28), (await InvoiceAsync(Jean)).Invoice.DebitOn);
        await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{file.Id}/cancel", new { });

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await As(Jean).PostAsync(Root + "mandates/garderie-alsh/stop", null));
        Assert.Null((await InvoiceAsync(Jean)).Invoice.DebitOn);
        Assert.Equal(Day(12, 22), (await InvoiceAsync(Moreau)).Invoice.DebitOn);
        var after = await LateAsync();
        Assert.Contains("AL-2026-53", after);
        Assert.DoesNotContain("AL-2026-54", after);
    }

    [Fact]
    public async Task On_its_day_each_debit_is_posted_once_and_what_comes_back_opens_the_debt_tells_the_parent_and_ends_the_mandate()
    {
        await SignedAndIssuedAsync();
        var file = await MakeAsync(await DraftAsync());
        await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{file.Id}/sent", new { });
        var before = await CollectAsync();
        Assert.Equal("sent", before.State);

        // Rejected before its day: no money was ever posted.
        var rejected = await ReturnAsync(Rejection("AL-2026-54", "AC04"));
        Assert.Equal([("AL-2026-54", true)], rejected.Taken.Select(t => (t.Number, t.MandateStopped)));
        Billing.Clock.Advance(TimeSpan.FromDays(23));
        Assert.Equal("collected", (await CollectAsync()).State);
        await CollectAsync();
        var payment = Assert.Single((await As(Jean).GetAsAsync<PaymentsView>(Root + "payments")).Payments, p => p.Method == PayMethods.DirectDebit);
        Assert.Equal((4.70m, Day(12, 31), 0m), (payment.Amount, payment.Date, payment.Advance));
        Assert.Equal("paid", (await InvoiceAsync(Jean)).Invoice.State);
        Assert.DoesNotContain((await As(Moreau).GetAsAsync<PaymentsView>(Root + "payments")).Payments, p => p.Method == PayMethods.DirectDebit);

        // Returned after it; the same file again, a name nobody knows, good news beside it.
        Billing.Clock.Advance(TimeSpan.FromDays(5));
        var returned = await ReturnAsync(Return("AL-2026-53", "AM04", "2027-01-04"));
        var again = await ReturnAsync(Return("AL-2026-53", "AM04", "2027-01-04"));
        var stranger = await ReturnAsync(Return("AL-2031-1", "AM04", "2027-01-04"));

        Assert.Equal([("AL-2026-53", 4.70m, "Provision insuffisante", false)], returned.Taken.Select(t => (t.Number, t.Amount, t.Why, t.MandateStopped)));
        Assert.Equal((0, 1), (again.Taken.Length, again.Known.Length));
        Assert.Equal(["AL-2031-1"], stranger.Unknown);
        Assert.Equal("open", (await InvoiceAsync(Jean)).Invoice.State);
        Assert.Equal(125.30m, (await As(Jean).GetAsAsync<AccountView>(Root + "account")).Balance);
        var notice = Assert.Single(await Eventually.SeeAsync(
            () => Task.FromResult(Billing.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == Jean).ToList()),
            n => n.Count > 0));
        Assert.Contains("provision insuffisante", notice.Text, StringComparison.Ordinal);
        var detail = await Agent.GetAsAsync<DebitFileDetail>(Root + $"debits/{file.Id}");
        Assert.Equal((2, 17.50m), (detail.File.Returned, detail.File.ReturnedAmount));
        Assert.Equal("Le compte est clos", (await Agent.GetAsAsync<MandatesView>(Root + "mandates")).Mandates.Single(m => m.Family == Moreau).EndedBecause);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "returns.unreadable",
            await Agent.PostAsync(Root + "debits/returns/upload", new StringContent("rien")));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_mandate_ends_after_as_many_returns_in_a_row_as_the_commune_says_and_the_paper_tells_of_the_debit()
    {
        await SignedAndIssuedAsync();
        var invoice = await InvoiceAsync(Jean);
        var paper = await Pdf.TextAsync(await (await As(Jean).GetAsync(Root + $"invoices/{invoice.Invoice.Id}/pdf")).Content.ReadAsByteArrayAsync());
        Assert.Contains("elle sera prélevée le 31 décembre 2026", paper, StringComparison.Ordinal);
        var stopped = new List<bool>();
        for (var round = 0; round < 2; round++)
        {
            var draft = await Agent.GetAsAsync<DebitDraftView>(Root + $"debits/draft?office=garderie-alsh&date={Day(12, 31).AddDays(7 * round):yyyy-MM-dd}");
            var file = await MakeAsync(draft);
            await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{file.Id}/sent", new { });
            stopped.Add((await ReturnAsync(Rejection($"AL-2026-{(round == 0 ? 53 : 55)}", "AM04"))).Taken.Single().MandateStopped);
            if (round == 0)
            {
                Billing.Clock.Advance(TimeSpan.FromDays(2));
                await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 4)));
                await IssueAsync(Day(12, 1), Day(12, 31), Day(12, 10));
            }
        }

        Assert.Equal([false, true], stopped);
        Assert.Equal("2 prélèvements refusés de suite", (await As(Jean).GetAsAsync<MyMandates>(Root + "mandates/mine")).Offices.Single().Mandate!.EndedBecause);
    }

    [Fact]
    public async Task Paid_or_contested_or_stopped_meanwhile_is_left_out_with_its_reason()
    {
        await SignedAndIssuedAsync();
        var (jean, moreau) = (await InvoiceAsync(Jean), await InvoiceAsync(Moreau));
        await Agent.PostAsJsonAsync(Root + $"invoices/{jean.Invoice.Id}/contest", new ContestInvoice("Absence"));
        var held = await DraftAsync();
        Assert.Equal([("AL-2026-53", "held")], held.LeftOut.Select(l => (l.Number, l.Code)));
        // The list announces what its page shows.
        Assert.Equal([(held.Count, held.Amount)], (await Agent.GetAsAsync<DebitsView>(Root + "debits")).Waiting.Select(w => (w.Count, w.Amount)));
        await Agent.PostAsJsonAsync(Root + $"invoices/{jean.Invoice.Id}/contest", new ContestInvoice(null));

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await As(Jean).PostAsync(Root + "mandates/garderie-alsh/stop", null));
        Assert.Equal([moreau.Invoice.Number], (await DraftAsync()).Lines.Select(l => l.Number));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsAgent(Permissions.Cash).PostAsJsonAsync(Root + "payments",
            new RecordPayment(Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cash, moreau.Invoice.Amount, Invoices: [moreau.Invoice.Id])));

        var draft = await DraftAsync();
        Assert.Equal((0, "amount"), (draft.Count, Assert.Single(draft.LeftOut).Code));
        Assert.Empty((await Agent.GetAsAsync<DebitsView>(Root + "debits")).Waiting);
    }

    /// <summary>Jean and Moreau both gave a mandate before December was billed: 4,70 € and 12,80 €.</summary>
    private async Task SignedAndIssuedAsync(DateOnly? due = null)
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await As(Jean).PostAsAsync<MandateView>(Root + "mandates/garderie-alsh", new GiveDirectDebit(Account, "Jean Dupont", true));
        await Agent.PostAsAsync<MandateView>(Root + $"mandates/garderie-alsh/families/{Moreau}", new RecordMandate(Account, "Claire Moreau", Day(9, 14)));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1), Cell(Louise, "garderie-matin", 1)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 1), Cell(Noe, "restauration", 3)));
        await IssueAsync(Day(12, 1), Day(12, 31), due: due);
    }

    private Task<DebitDraftView> DraftAsync() => Agent.GetAsAsync<DebitDraftView>(Root + "debits/draft?office=garderie-alsh&date=2026-12-31");

    private Task<DebitFileView> MakeAsync(DebitDraftView draft) =>
        Agent.PostAsAsync<DebitFileView>(Root + "debits", new MakeDebits("garderie-alsh", draft.On, draft.Count, draft.Amount));

    private async Task<string> DownloadAsync(Guid id) => await (await Agent.GetAsync(Root + $"debits/{id}/file")).Content.ReadAsStringAsync();

    /// <summary>A round of the worker at the time it is now.</summary>
    private async Task<DebitFileView> CollectAsync()
    {
        await Billing.InTenantAsync("biviers", async s =>
        {
            await CollectDebits.CollectAsync(s, default);
            return true;
        });
        return Assert.Single((await Agent.GetAsAsync<DebitsView>(Root + "debits")).Files);
    }

    private async Task<DebitReturnsView> ReturnAsync(string xml)
    {
        var answer = await Agent.PostAsync(Root + "debits/returns/upload", new StringContent(xml, Encoding.UTF8, "application/xml"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, answer);
        return await answer.ReadAsync<DebitReturnsView>();
    }

    private static string Rejection(string name, string code) => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>
        <TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
        """;

    private static string Return(string name, string code, string day) => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry><Amt Ccy="EUR">4.70</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>
        <BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs><RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">12.80</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls><TxDtls><Refs><EndToEndId>AL-2026-54</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
        """;
}

public sealed class DirectDebitOnSqlite() : DirectDebitTests(TestDatabase.Sqlite);

public sealed class DirectDebitOnSqlServer() : DirectDebitTests(TestDatabase.SqlServer);
