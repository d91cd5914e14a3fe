using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>From draft to issued invoices, with what is carried, waits, is corrected and credited.</summary>
public abstract class RunTests(TestDatabase database) : RunWorld(database)
{
    [Fact]
    public async Task A_run_issues_an_invoice_to_each_payer_with_its_lines_number_entry_and_event()
    {
        await TwoFamiliesAsync();

        var draft = await DraftAsync(Day(12, 1), Day(12, 31));

        Assert.Equal(("draft", 2, 17.50m), (draft.Run.State, draft.Totals.ToIssue, draft.Totals.ToIssueAmount));
        Assert.Equal("AL-2026-53 à AL-2026-54", draft.Numbers);
        Assert.Equal([("Garderie du matin", 0, 1), ("Repas", 0, 3)], draft.Services.Select(s => (s.Label, s.CountBefore, s.Count)));
        await ConfirmAsync(draft);
        var run = await Eventually.SeeAsync(() => RunAsync(draft.Run.Id), r => r.Run.State == "issued");
        Assert.Equal((2, 17.50m, "AL-2026-53 à AL-2026-54"), (run.Run.Invoices, run.Run.Amount, run.Numbers));
        var invoice = await InvoiceAsync(Jean);
        Assert.Equal((4.70m, 4.70m, "open", true), (invoice.Invoice.Amount, invoice.Invoice.Remaining, invoice.Invoice.State, invoice.Invoice.Payable));
        Assert.Equal(["Louise"], invoice.Children.Select(c => c.Name));
        // Who issues it, and a transfer only where there is an account to send it to.
        Assert.Equal(["Régie garderie ALSH", "Commune de Biviers"], invoice.Header.Issuer.Take(2));
        Assert.Contains("virement sur le compte FR37 3000 1002 3612 3456 7890 139, en citant le numéro de la facture",
            invoice.Header.Means.Select(m => m.Replace('\u00A0', ' ')));
        Assert.Equal(["chèque à l’ordre de Régie", "espèces au guichet"],
            Invoicing.HowToPay.Means(new CashOffice { Key = "x", Label = "Régie", Prefix = "X", Mode = CashMode.Regie }));
        Assert.Equal(120.60m, invoice.PreviousBalance);
        Assert.Matches("^AL2026[0-9]{6}$", invoice.Reference);
        Assert.Equal(125.30m, (await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account")).Balance);
        var told = await Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<InvoiceIssued>().FirstOrDefault(e => e.FamilyId == Jean)),
            e => e is not null);
        Assert.Equal((invoice.Invoice.Number, 470L, "décembre 2026"), (told!.Number, told.Cents, told.Period));
        await Invariants.HoldAsync(Billing, "biviers");
        // To print: those whose payer has no e-mail, here both.
        using var papers = new ZipArchive(new MemoryStream(await AsAgent(Permissions.MoneyView)
            .GetByteArrayAsync($"/api/biviers/billing/runs/{run.Run.Id}/papers")));
        Assert.Equal(["Facture-AL-2026-53.pdf", "Facture-AL-2026-54.pdf"], papers.Entries.Select(e => e.Name));
        Assert.Equal(await As(Jean).GetByteArrayAsync($"/api/biviers/billing/invoices/{invoice.Invoice.Id}/pdf"),
            Bytes(papers.GetEntry($"Facture-{invoice.Invoice.Number}.pdf")!));
        // Neither seen by another family, nor by an agent of another right.
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Moreau).GetAsync($"/api/biviers/billing/invoices/{invoice.Invoice.Id}"));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden,
            await AsAgent(Permissions.Requests).GetAsync($"/api/biviers/billing/invoices/{invoice.Invoice.Id}"));
        await HttpAssert.StatusAsync(
            HttpStatusCode.Forbidden, await AsAgent(Permissions.MoneyView)
                .PostAsJsonAsync("/api/biviers/billing/runs", new StartRun("garderie-alsh", Day(12, 1), Day(12, 31), Day(12, 8))));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsAgent(Permissions.MoneyView).GetAsync("/api/biviers/billing/runs"));
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var to = new MemoryStream();
        using var from = entry.Open();
        from.CopyTo(to);
        return to.ToArray();
    }

    [Fact]
    public async Task What_an_agent_confirms_is_what_was_read()
    {
        await TwoFamiliesAsync();
        var draft = await DraftAsync(Day(12, 1), Day(12, 31));
        var agent = AsAgent(Permissions.Billing);
        var path = $"/api/biviers/billing/runs/{draft.Run.Id}";
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "run.state", await agent.PostAsJsonAsync(path + "/issue", new ConfirmRun(2, 17.50m)));

        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 11)));
        await Eventually.SeeAsync(() => RunAsync(draft.Run.Id), r => r.Progress.Pricing == 0 && r.Totals.ToIssueAmount == 21.10m);

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "run.changed", await agent.PostAsJsonAsync(path + "/check", new ConfirmRun(2, 17.50m)));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.PostAsJsonAsync(path + "/check", new ConfirmRun(2, 21.10m)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "run.open",
            await agent.PostAsJsonAsync("/api/biviers/billing/runs", new StartRun("garderie-alsh", Day(12, 1), Day(12, 31), Day(12, 8))));
        // Made again, and dropped without trace.
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.PostAsync(path + "/redraft", null));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await agent.DeleteAsync(path));
        Assert.Empty((await agent.GetAsAsync<RunsView>("/api/biviers/billing/runs")).Runs);
        Assert.Equal("AL-2026-53 à AL-2026-54", (await DraftAsync(Day(12, 1), Day(12, 31))).Numbers);
    }

    [Fact]
    public async Task Small_sums_are_carried_and_negative_totals_wait_for_the_next_run()
    {
        await SetAsync(office => office["collecting"] = new JsonObject { ["threshold"] = 10 });
        await TwoFamiliesAsync();
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 17), Cell(Louise, "restauration", 18)));

        var run = await IssueAsync(Day(12, 1), Day(12, 31));

        Assert.Equal((2, 27.20m), (run.Run.Invoices, run.Run.Amount));
        Assert.Equal(4.70m, (await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account")).ToBill);
        // Both days of Jeanne excused, one in January: under zero, nothing is issued, then the rest.
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 17, CellOutcome.AbsentExcused, 2),
            Cell(Louise, "restauration", 18, CellOutcome.AbsentExcused, 2), January(8)));
        // What the invoice said stands beside what is due now; the difference is to come.
        var excused = await As(Jeanne).GetAsAsync<ChargesView>("/api/biviers/billing/charges?month=2026-12");
        Assert.Equal([(0m, (decimal?)7.20m), (0m, 7.20m)], excused.Lines.Select(l => (l.Amount, l.Billed)));
        var due = await As(Jeanne).GetAsAsync<AccountView>("/api/biviers/billing/account");
        Assert.Equal((-14.40m, -14.40m), (due.Corrections, due.ToBill));
        await Billing.DeliverAsync(Settled(Jean, January(5), January(7)));
        var draft = await DraftAsync(Day(1, 1, 2027), Day(1, 31, 2027), Day(1, 15, 2027));
        Assert.Equal((1, 11.90m, 1, -7.20m), (draft.Totals.ToIssue, draft.Totals.ToIssueAmount, draft.Totals.Waiting, draft.Totals.WaitingAmount));
        await ConfirmAsync(draft);
        await Eventually.SeeAsync(() => RunAsync(draft.Run.Id), r => r.Run.State == "issued");
        Assert.Equal("AL-2027-1", (await InvoiceAsync(Jean)).Invoice.Number);
        await Billing.DeliverAsync(Settled(Jeanne, [.. Enumerable.Range(1, 3).Select(d => January(d + 10))]));
        Assert.Equal(14.40m, (await IssueAsync(Day(2, 1, 2027), Day(2, 28, 2027), Day(1, 31, 2027))).Run.Amount);
        Assert.Equal([-7.20m, -7.20m], (await InvoiceAsync(Jeanne)).Corrections.Select(c => c.Amount));
        await Invariants.HoldAsync(Billing, "biviers");

        SettledCell January(int day) => Cell(Louise, "restauration", 1) with { Date = new DateOnly(2027, 1, day) };
    }

    [Fact]
    public async Task A_credit_note_closes_its_lines_frees_what_was_paid_and_lets_the_days_be_billed_again()
    {
        await TwoFamiliesAsync();
        await IssueAsync(Day(12, 1), Day(12, 31));
        var invoice = (await InvoiceAsync(Moreau)).Invoice;
        await AsAgent(Permissions.Cash).PostAsAsync<PaymentDetail>("/api/biviers/billing/payments", new RecordPayment(
            Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cheque, 12.80m, Invoices: [invoice.Id]));
        var agent = AsAgent(Permissions.Billing);

        var made = await agent.PostAsJsonAsync($"/api/biviers/billing/invoices/{invoice.Id}/credit", new CreditInvoice("mauvaise famille"));
        await HttpAssert.StatusAsync(HttpStatusCode.Created, made);
        var credit = await made.ReadAsync<InvoiceSummary>();

        Assert.Equal(("AL-2026-55", -12.80m, "credit"), (credit.Number, credit.Amount, credit.State));
        var closed = await As(Moreau).GetAsAsync<InvoiceDetail>($"/api/biviers/billing/invoices/{invoice.Id}");
        Assert.Equal(("credited", 0m), (closed.Invoice.State, closed.Invoice.Remaining));
        Assert.Equal(12.80m, Assert.Single((await As(Moreau).GetAsAsync<PaymentsView>("/api/biviers/billing/payments")).Payments).Advance);
        var note = await As(Moreau).GetAsAsync<InvoiceDetail>($"/api/biviers/billing/invoices/{credit.Id}");
        Assert.Equal((invoice.Number, 2), (note.Corrects, note.Corrections.Length));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "invoice.credited",
            await agent.PostAsJsonAsync($"/api/biviers/billing/invoices/{invoice.Id}/credit", new CreditInvoice("encore")));
        // Billed again, and what was freed pays.
        await IssueAsync(Day(12, 1), Day(12, 31), Day(12, 9));
        var again = (await As(Moreau).GetAsAsync<InvoicesView>("/api/biviers/billing/invoices")).Invoices[0];
        Assert.Equal(("AL-2026-56", 12.80m, "open"), (again.Number, again.Amount, again.State));
        // The oldest due first.
        Assert.Equal([("AL-41", 5.20m), ("AL-52", 9m), ("AL-2026-56", 12.80m)],
            (await As(Moreau).GetAsAsync<AccountView>("/api/biviers/billing/account")).Unpaid.Select(i => (i.Number, i.Remaining)));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task One_line_of_an_invoice_is_credited_after_its_sum_was_read_and_the_rest_stays_due()
    {
        await TwoFamiliesAsync();
        await IssueAsync(Day(12, 1), Day(12, 31));
        var invoice = (await InvoiceAsync(Moreau)).Invoice;
        var path = $"/api/biviers/billing/invoices/{invoice.Id}";
        var agent = AsAgent(Permissions.Billing);
        var lines = (await agent.GetAsAsync<InvoiceDetail>(path)).Children.SelectMany(c => c.Lines).ToArray();
        var one = new CreditInvoice("ce jour-là, absent", [lines[0].No], false);

        var preview = await agent.PostAsAsync<CreditPreview>($"{path}/credit/preview", one);
        Assert.Equal((lines[0].Amount, 1), (preview.Amount, preview.Lines));
        Assert.Equal(12.80m, (await agent.GetAsAsync<InvoiceDetail>(path)).Totals!.Creditable);
        var credit = await agent.PostAsAsync<InvoiceSummary>($"{path}/credit", one);

        Assert.Equal(-preview.Amount, credit.Amount);
        var left = await agent.GetAsAsync<InvoiceDetail>(path);
        Assert.Equal((12.80m - preview.Amount, 12.80m - preview.Amount, InvoiceStates.Part), (left.Totals!.Creditable, left.Invoice.Remaining, left.Invoice.State));
        Assert.Equal([true, false], left.Children.SelectMany(c => c.Lines).Select(l => l.Credited));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "invoice.credited", await agent.PostAsJsonAsync($"{path}/credit/preview", one));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "lines.unknown",
            await agent.PostAsJsonAsync($"{path}/credit/preview", one with { Lines = [99] }));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_credit_note_takes_back_the_food_and_the_care_of_its_lines_and_the_next_invoice_has_them_once()
    {
        await RulesAsync(d =>
        {
            foreach (var version in d["tariffs"]!.AsArray().Take(2).Select(t => t!["versions"]![0]!))
            {
                version["taxCredit"] = true;
            }

            d["tariffs"]![0]!["versions"]![0]!["food"] = new JsonObject { ["amount"] = 2 };
        });
        await TwoFamiliesAsync();
        await IssueAsync(Day(12, 1), Day(12, 31));
        var invoice = await InvoiceAsync(Jean);
        Assert.Equal([(1.10m, 0m, 1.10m), (3.60m, 2m, 1.60m)], Parts(invoice.Children.SelectMany(c => c.Lines)));

        var credit = await AsAgent(Permissions.Billing).PostAsAsync<InvoiceSummary>(
            $"/api/biviers/billing/invoices/{invoice.Invoice.Id}/credit", new CreditInvoice("mauvaise famille"));

        var note = await As(Jean).GetAsAsync<InvoiceDetail>($"/api/biviers/billing/invoices/{credit.Id}");
        Assert.Equal([(-3.60m, -2m, -1.60m), (-1.10m, 0m, -1.10m)], Parts(note.Corrections));
        await IssueAsync(Day(12, 1), Day(12, 31), Day(12, 9));
        var again = await InvoiceAsync(Jean);
        Assert.NotEqual(invoice.Invoice.Number, again.Invoice.Number);
        Assert.Equal([(1.10m, 0m, 1.10m), (3.60m, 2m, 1.60m)], Parts([.. again.Children.SelectMany(c => c.Lines), .. again.Corrections]));

        static (decimal, decimal, decimal)[] Parts(IEnumerable<InvoiceLineView> lines) =>
            [.. lines.Select(l => (l.Amount, l.Food, l.Care)).OrderBy(l => l.Amount)];
    }

    [Fact]
    public async Task An_invoice_the_treasury_took_over_is_owed_here_no_more()
    {
        await Billing.DeliverAsync(JeanFamily());
        var agent = AsAgent(Permissions.Billing);
        var open = Assert.Single((await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account")).Unpaid);

        var done = await agent.PostAsAsync<HandedOver>("/api/biviers/billing/invoices/title", new HandOver("12", Day(12, 8), [open.Id]));
        var again = await agent.PostAsAsync<HandedOver>("/api/biviers/billing/invoices/title", new HandOver("12", Day(12, 8), [open.Id]));

        Assert.Equal((1, 120.60m, 0), (done.Done, done.Amount, again.Done));
        var account = await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account");
        var statement = await As(Jean).GetAsAsync<StatementView>("/api/biviers/billing/statement");
        Assert.Equal((0m, 0m), (account.Balance, statement.Closing));
        Assert.Empty(account.Unpaid);
        var invoice = (await As(Jean).GetAsAsync<InvoiceDetail>($"/api/biviers/billing/invoices/{open.Id}")).Invoice;
        Assert.Equal(("title", false, 0m), (invoice.State, invoice.Payable, invoice.Remaining));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "invoice.title",
            await agent.PostAsJsonAsync($"/api/biviers/billing/invoices/{open.Id}/credit", new CreditInvoice("trop tard")));
        var counter = await AsAgent(Permissions.Cash)
            .GetAsAsync<CounterView>($"/api/biviers/billing/counter?family={Jean}&office=garderie-alsh&amount=50&method=cheque");
        Assert.Equal((0m, 0), (counter.Owed, counter.Lines.Length));
    }

    [Fact]
    public async Task Issuing_can_be_stopped_and_goes_on()
    {
        await TwoFamiliesAsync();
        var draft = await DraftAsync(Day(12, 1), Day(12, 31));
        var agent = AsAgent(Permissions.Billing);
        await ConfirmAsync(draft);
        var stop = await agent.PostAsync($"/api/biviers/billing/runs/{draft.Run.Id}/stop", null);
        if (stop.StatusCode == HttpStatusCode.OK)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.PostAsync($"/api/biviers/billing/runs/{draft.Run.Id}/resume", null));
        }

        var run = await Eventually.SeeAsync(() => RunAsync(draft.Run.Id), r => r.Run.State == "issued");

        Assert.Equal((2, 17.50m), (run.Run.Invoices, run.Run.Amount));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "run.issued", await agent.DeleteAsync($"/api/biviers/billing/runs/{draft.Run.Id}"));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Theory]
    [InlineData("nulle-part", "2026-12-01", "2026-12-31", "2026-12-08", "office.unknown")]
    [InlineData("garderie-alsh", "2026-12-31", "2026-12-01", "2026-12-08", "period.invalid")]
    [InlineData("garderie-alsh", "2026-12-01", "2026-12-31", "2027-12-08", "date.invalid")]
    public async Task A_run_that_can_not_be_is_refused_with_a_code(string office, string from, string until, string date, string code) =>
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await AsAgent(Permissions.Billing).PostAsJsonAsync(
            "/api/biviers/billing/runs", new StartRun(office, DateOnly.Parse(from, null), DateOnly.Parse(until, null), DateOnly.Parse(date, null))));

    [Fact]
    public async Task A_price_is_not_published_for_days_that_are_billed()
    {
        await TwoFamiliesAsync();
        await IssueAsync(Day(12, 1), Day(12, 31));
        var agent = AsAgent(Permissions.Settings);
        var view = await agent.GetAsAsync<SectionView>("/api/biviers/billing/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        var draft = document["tariffs"]![0]!["versions"]![0]!.DeepClone();
        (draft["from"], draft["decision"]) = ("2026-12-10", new JsonObject { ["number"] = "2026-99" });
        document["tariffs"]![0]!["draft"] = draft;
        var saved = await (await agent.PutAsJsonAsync(
            "/api/biviers/billing/settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document)))).ReadAsync<SectionView>();

        var refused = await agent.PostAsJsonAsync("/api/biviers/billing/tariffs/repas/publish", new PublishTariff(saved.Version));

        Assert.Contains(
            "jusqu’au 10 décembre 2026", ((string)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["detail"]!).Replace('\u00A0', ' '),
            StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "version.early", refused);
    }

    private async Task SetAsync(Action<JsonNode> change)
    {
        var agent = AsAgent(Permissions.Settings);
        var view = await agent.GetAsAsync<SectionView>("/api/biviers/billing/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        change(document["cashOffices"]![0]!);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.PutAsJsonAsync(
            "/api/biviers/billing/settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document))));
    }
}

public sealed class RunOnSqlite() : RunTests(TestDatabase.Sqlite);

public sealed class RunOnSqlServer() : RunTests(TestDatabase.SqlServer);
