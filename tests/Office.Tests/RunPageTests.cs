using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>From office and month to issued invoices, on the agents’ pages.</summary>
public sealed class RunPageTests : MoneyPages
{
    [Fact]
    public async Task A_month_is_billed_by_choosing_office_and_month()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/runs"] = Run("draft");
        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View("draft");

        var run = await front.SubmitAsync(await front.OpenAsync("/facturation"), "main form[method=post]");

        Assert.Equal("Facturer novembre 2026", run.Title);
        Assert.Contains("\"from\":\"2026-11-01\",\"until\":\"2026-11-30\"", Sent(front, "/runs").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_to_begin_stands_above_the_form_with_what_was_typed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/runs"] = new Upstream.Refusal(409, "run.open", "Une facturation de cette régie est déjà ouverte.");

        var again = await front.SubmitAsync(await front.OpenAsync("/facturation"), "main form[method=post]", ("Input.DueDate", "2026-12-31"));

        Assert.Contains("déjà ouverte", again.Text, StringComparison.Ordinal);
        Assert.Equal("2026-12-31", again.Document.QuerySelector("#Input_DueDate")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("draft", "Check", "check")]
    [InlineData("checked", "Issue", "issue")]
    [InlineData("checked", "Redraft", "redraft")]
    [InlineData("issuing", "Stop", "stop")]
    [InlineData("stopped", "Resume", "resume")]
    public async Task Each_step_of_a_run_sends_what_the_agent_read(string state, string button, string route)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View(state);
        front.Upstream.Answers[$"POST {Api}/runs/{Id}/{route}"] = Run(state);
        var page = await front.OpenAsync($"/facturation/{Id}");

        await PressAsync(front, page, button);

        var sent = Sent(front, "/" + route).Body;
        Assert.True(route is not ("check" or "issue") || sent.Contains("\"invoices\":93,\"amount\":4210.5", StringComparison.Ordinal), sent);
    }

    [Fact]
    public async Task A_draft_says_what_an_issued_invoice_cannot_mend()
    {
        await using var front = await StartAsync();
        var run = Run("draft");
        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View("draft");
        Assert.Empty((await front.OpenAsync($"/facturation/{Id}")).Document.QuerySelectorAll("main > .note"));

        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View("draft") with
        {
            Run = run with { Until = new DateOnly(2026, 12, 31), DueDate = run.Date, NoHead = true },
            Totals = new RunTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        };
        var page = await front.OpenAsync($"/facturation/{Id}");

        Assert.Equal(3, page.Document.QuerySelectorAll("main > .note").Length);
        Assert.All((string[])["ne diront pas qui facture", "le jour même de la facture", "n’est pas finie", "Aucune facture n’est à émettre"],
            text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
        Assert.Null(page.Document.QuerySelector("[formaction*=Check]"));
    }

    [Fact]
    public async Task A_draft_can_be_deleted_and_a_changed_one_is_said_before_anything_is_issued()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View("checked");
        front.Upstream.Answers[$"POST {Api}/runs/{Id}/issue"] = new Upstream.Refusal(409, "run.changed", "Le brouillon a changé depuis votre lecture.");
        front.Upstream.Answers[$"DELETE {Api}/runs/{Id}"] = 204;
        var page = await front.OpenAsync($"/facturation/{Id}");

        Assert.Contains("a changé depuis votre lecture", (await PressAsync(front, page, "Issue")).Text, StringComparison.Ordinal);
        Assert.Equal("Facturation", (await PressAsync(front, page, "Delete")).Title);
    }

    [Fact]
    public async Task Anomalies_payers_and_drafts_open_from_the_run()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/anomalies/bookedNotSeen"] = new AnomalyRows("bookedNotSeen", "Réservé, mais ni présent ni absent",
            [new AnomalyRow(Given.Family, "DUPONT Jean", Given.Child, "Tom", "restauration", "Repas", new DateOnly(2026, 11, 5), "Booked", 3.60m, null)], null);
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/payers"] = new RunPayers(
            [new RunPayer(Given.Family, "DUPONT Jean", "toIssue", 7.20m, 2, 1, false, null, null)],
            "DUPONT");
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/payers/{Given.Family}"] = new DraftInvoice(Given.Family, "DUPONT Jean", 3.60m,
            [new InvoiceChild(Given.Child, "Tom", "CP", 3.60m, [],
                [new InvoiceLineView(1, Given.Child, "Tom", "restauration", "Repas", new(2026, 11, 5), LineKinds.Day, 3.60m, 0, 0, 3.60m, null, null,
                    new PriceWhy("Quotient 612.", []))])],
            []);

        var open = (await front.OpenAsync($"/facturation/{Id}/anomalies/bookedNotSeen")).Text;
        Assert.Contains("3,60", open, StringComparison.Ordinal);
        Assert.Contains("un jour sans aucun pointage ne l’est pas", open, StringComparison.Ordinal);
        Assert.Equal(404, (await front.OpenAsync($"/facturation/{Id}/anomalies/rien")).Status);
        var payers = await front.OpenAsync($"/facturation/{Id}/factures");
        Assert.Contains("papier", payers.Text, StringComparison.Ordinal);
        Assert.Contains("apres=DUPONT", payers.Html, StringComparison.Ordinal);
        Assert.Contains("Quotient 612.", (await front.OpenAsync($"/facturation/{Id}/factures/{Given.Family}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_count_of_a_run_and_of_the_figures_opens_its_list()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/runs"] = new RunsView([Run("issued")], [Alsh]);
        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View("issued");
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/payers"] = new RunPayers(
            [new RunPayer(Given.Family, "DUPONT Jean", "toIssue", 7.20m, 2, 1, false, Id, "AL-36")],
            null);
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/lines"] = new FigureLines(
            [new FigureLine(Id, "AL-36", Given.Family, "DUPONT Jean", "Tom", "Repas", new DateOnly(2026, 12, 3), 3.60m)],
            3.60m, 1, null);
        front.Upstream.Answers[$"GET {Api}/figures"] = Figures;

        var list = await front.OpenAsync("/facturation");
        Assert.EndsWith($"/{Id}/factures?kind=toIssue", list.Document.QuerySelector("td[data-l=Factures] a")!.GetAttribute("href"), StringComparison.Ordinal);
        var run = await front.OpenAsync($"/facturation/{Id}");
        foreach (var (text, kind) in new[] { ("1 correction", "corrected"), ("90 payeurs prévenus", "mail"), ("3 factures", "paper") })
        {
            var link = run.Document.QuerySelectorAll("aside a").Single(a => a.TextContent.Replace('\u00A0', ' ') == text);
            Assert.EndsWith($"/{Id}/factures?kind={kind}", link.GetAttribute("href"), StringComparison.Ordinal);
            Assert.Equal(200, (await front.OpenAsync($"/facturation/{Id}/factures?kind={kind}")).Status);
            Assert.Contains($"kind={kind}", front.Upstream.Calls.Last(c => c.Path.EndsWith("/payers", StringComparison.Ordinal)).Query,
                StringComparison.Ordinal);
        }

        Assert.Contains("Émises", (await front.OpenAsync($"/facturation/{Id}/factures")).Text, StringComparison.Ordinal);
        Assert.EndsWith($"/{Id}/lignes?libelle=Repas&avant=true", run.Document.QuerySelector("td[data-l='Nombre avant'] a")!.GetAttribute("href"),
            StringComparison.Ordinal);
        var lines = await front.OpenAsync($"/facturation/{Id}/lignes?libelle=Repas");
        Assert.Equal((200, "Repas, cette facturation"), (lines.Status, lines.Title));
        Assert.Contains("Tom, Repas", lines.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await front.OpenAsync($"/facturation/{Id}/lignes?libelle=Repas&format=csv")).Status);
        var figures = await front.OpenAsync("/facturation/chiffres?de=2026-12&a=2026-12");
        Assert.All(figures.Document.QuerySelectorAll("td.n"), cell => Assert.NotNull(cell.QuerySelector("a")));
    }
}
