using Preau.Contracts.Api;
using Preau.Families.Planning;

namespace Preau.Families.Tests;

public sealed class PageTests
{
    [Fact]
    public async Task A_form_for_no_handler_is_a_wrong_address_on_every_page()
    {
        await using var front = await Front.StartAsync();

        var answers = await front.SendForNoHandlerAsync();

        Assert.True(answers.Count > 20, $"Only {answers.Count}.");
        Assert.Equal("", string.Join('\n', answers.Where(a => a.Status != 404)));
    }

    [Fact]
    public async Task The_month_says_service_and_state_or_price_in_each_cell_and_child_and_day_in_its_headers()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/month"] = new MonthMoney("2026-12", 0, [],
            [Given.Price() with { Children = [Given.Louise] }, new UnitPrice("restauration", [Given.Tom], new DateOnly(2026, 12, 1), 1.60m, 1.60m, null),
                new UnitPrice("restauration", [Given.Tom], new DateOnly(2026, 12, 15), null, null, null)]);
        var page = await front.OpenAsync("/planning");
        Assert.Equal(
            ["jeudi 10 décembre: Repas Réservé", "lundi 14 décembre: Repas 3,60", "lundi 14 décembre: Repas 1,60", "mardi 15 décembre: Repas Non réservé"],
            page.Document.QuerySelectorAll("td label, td a")
                .Select(e => $"{e.Closest("tr")!.QuerySelector("th .long")!.TextContent}: {e.TextContent.Trim()}".Replace('\u00A0', ' ')));
        Assert.Equal(["Louise", "Tom"],
            page.Document.QuerySelectorAll("thead th.kid").Select(h => h.ChildNodes.OfType<AngleSharp.Dom.IText>().First().Data.Trim()));
        Assert.Single(front.Upstream.Calls, c => c.Path.StartsWith($"{Given.Api}/billing/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_month_without_a_grid_loads_no_script_that_looks_for_one()
    {
        await using var front = await Front.StartAsync();
        Assert.NotNull((await front.OpenAsync("/planning")).Document.QuerySelector("script[src*='planning.mjs']"));
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with { Children = [] };

        var page = await front.OpenAsync("/planning");

        Assert.Null(page.Document.QuerySelector("script[src*='planning.mjs']"));
        Assert.Null(page.Document.QuerySelector("[data-planning]"));
        Assert.Contains("Vos enfants ne sont inscrits à aucun service", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_free_day_after_its_limit_shows_what_it_costs_then_and_says_why()
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        month.Children[0].Rows[0].Cells[1] = Given.Free(14) with { Late = true };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;
        front.Upstream.Answers[$"GET {Given.Api}/billing/month"] = new MonthMoney("2026-12", 0, [], [Given.Price() with { Late = 5.10m }]);

        var page = await front.OpenAsync("/planning");

        Assert.Equal(["Repas 5,10 majoré", "Repas 3,60", "Repas 3,60"], page.Document.QuerySelectorAll("td label").Select(e => e.TextContent.Trim()));
        Assert.Contains("« Majoré » : la limite est passée", page.Text, StringComparison.Ordinal);
        Assert.Contains("La limite est passée : le prix est majoré.", (await front.OpenAsync("/case?c=0001.restauration.20261214")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_to_pay_leads_from_home_to_itself_and_a_home_without_a_child_offers_no_absence()
    {
        await using var front = await Front.StartAsync();
        var invoice = new InvoiceView("AL-36", new DateOnly(2026, 11, 8), new DateOnly(2026, 11, 30), new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31),
            120.60m, 120.60m, "Régie garderie ALSH", Guid.NewGuid());
        front.Upstream.Answers[$"GET {Given.Api}/billing/home"] = new BillingHome(
            new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 0, [invoice], "612"),
            3.60m);
        var home = await front.OpenAsync("/");
        Assert.EndsWith($"/factures/{invoice.Id}", home.Document.QuerySelector(".todo a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(home.Document.QuerySelector("main a[href$='/absence/malade']"));

        // What will be debited is nothing to do.
        front.Upstream.Answers[$"GET {Given.Api}/billing/home"] = new BillingHome(
            new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 0, [invoice with { DebitOn = new DateOnly(2026, 12, 11) }], "612"), 3.60m);
        home = await front.OpenAsync("/");
        Assert.Null(home.Document.QuerySelector($".todo a[href$='{invoice.Id}']"));
        Assert.Contains("Prélevée le 11 décembre", home.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        front.Upstream.Answers[$"GET {Given.Api}/family/me/home"] = new FamilyHome(Given.Me() with { Children = [] }, []);
        Assert.Null((await front.OpenAsync("/")).Document.QuerySelector("main a[href$='/absence/malade']"));
    }

    [Fact]
    public async Task Agreements_without_an_answer_are_among_what_is_to_be_done_and_lead_where_they_stand()
    {
        await using var front = await Front.StartAsync();
        var tom = new AgreementsDue(Guid.NewGuid(), "Tom", true, 2);
        front.Upstream.Answers[$"GET {Given.Api}/family/me/home"] = new FamilyHome(Given.Me(), [], Agreements: [tom]);
        var home = await front.OpenAsync("/");
        Assert.Contains("2 accords attendent votre réponse", home.Text, StringComparison.Ordinal);
        Assert.Contains("c’est vous qui choisissez, pour Tom.", home.Text, StringComparison.Ordinal);
        Assert.NotNull(home.Document.QuerySelector($".todo a[href$='/enfants/{tom.Of}#accords']"));

        front.Upstream.Answers[$"GET {Given.Api}/family/me/home"] = new FamilyHome(Given.Me(), [], Agreements: [tom, new(Guid.NewGuid(), "Jean", false, 1)]);
        home = await front.OpenAsync("/");
        Assert.Contains("3 accords attendent votre réponse", home.Text, StringComparison.Ordinal);
        Assert.Contains("pour Tom et vous.", home.Text, StringComparison.Ordinal);
        Assert.NotNull(home.Document.QuerySelector(".todo a[href$='/dossier']"));
    }

    [Theory]
    [InlineData("not-open-yet", "Ouvre le samedi 16 janvier 2027")]
    [InlineData("not-online", "Se réserve auprès du service")]
    [InlineData("deadline.passed", "Limite passée")]
    [InlineData("ordered", "Commande passée")]
    [InlineData("full", "Complet")]
    public async Task A_day_that_can_not_be_booked_says_why_in_the_grid_and_on_its_page(string blocked, string said)
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        month.Children[0].Rows[0].Cells[1] = Given.Free(14) with
        {
            State = CellState.Locked,
            Actions = CellActions.None,
            Until = null,
            Blocked = blocked,
            Opens = blocked == "not-open-yet" ? new DateTime(2027, 1, 16) : null,
        };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;

        month.Children[1].Rows[0].Cells[0] = month.Children[0].Rows[0].Cells[1];
        var grid = (await front.OpenAsync("/planning")).Document.QuerySelector("td a[data-e=locked] i")!;
        Assert.Contains(said, grid.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(grid.TextContent, grid.Closest("tr")!.QuerySelector(".until")!.TextContent);
        Assert.Contains(said, (await front.OpenAsync("/case?c=0001.restauration.20261214")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellState.Booked, "Réservé par Jeanne")]
    [InlineData(CellState.Pending, "Demandé par Jeanne")]
    [InlineData(CellState.Waitlisted, "Liste d’attente de Jeanne")]
    public async Task The_other_households_day_is_said_as_what_it_is(CellState state, string said)
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        month.Children[0].Rows[0].Cells[1] = Given.Free(14) with
        {
            State = state,
            Actions = CellActions.None,
            Until = null,
            Blocked = "other-parent",
            Mine = false
        };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;

        Assert.Equal(said, (await front.OpenAsync("/planning")).Document.QuerySelector("td a.other i")!.TextContent);
        Assert.Contains(said, (await front.OpenAsync("/case?c=0001.restauration.20261214")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_counts_days_and_acts_apart_and_says_what_happened()
    {
        await using var front = await Front.StartAsync();
        var cancelled = Given.Line(LineOutcome.Cancelled, "Annulé.", IntentAction.Cancel);
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = Given.Receipt(RequestStatus.Accepted, cancelled);
        var one = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = Given.Receipt(RequestStatus.Accepted,
            Given.Line(LineOutcome.Booked), Given.Line(LineOutcome.Booked) with { Unit = "garderie" },
            Given.Line(LineOutcome.Booked) with { Date = new DateOnly(2026, 12, 15) },
            Given.Line(LineOutcome.Refused) with { Date = new DateOnly(2026, 12, 16) });
        var many = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");

        Assert.Contains("C’est envoyé : 1 jour annulé.", one.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("C’est envoyé : 3 réservations sur 2 jours et 1 jour refusé.", many.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IntentAction.Cancel, LineOutcome.Cancelled, "Rétablir la réservation", "Vous pouvez rétablir la réservation jusqu’au jeudi 10 décembre à 12 h.",
        "Votre réservation du 14 décembre est rétablie.")]
    [InlineData(IntentAction.Absence, LineOutcome.Excused, "Rétablir la réservation", "Vous pouvez rétablir la réservation jusqu’au jeudi 10 décembre à 12 h.",
        "Votre réservation du 14 décembre est rétablie.")]
    [InlineData(IntentAction.Cancel, LineOutcome.Pending, "Retirer la demande", "Vous pouvez retirer cette demande tant que la mairie n’a pas répondu.",
        "vos réservations restent comme elles étaient")]
    [InlineData(IntentAction.Book, LineOutcome.Pending, "Annuler la demande", "Vous pouvez annuler tant que la mairie n’a pas répondu.",
        "Rien n’en reste dans le planning.")]
    [InlineData(IntentAction.Book, LineOutcome.Booked, "Annuler la demande", "Vous pouvez annuler sans frais jusqu’au jeudi 10 décembre à 12 h.",
        "Rien n’en reste dans le planning.")]
    public async Task Taking_a_request_back_says_what_is_then_in_the_planning(
        IntentAction action, LineOutcome outcome, string button, string offer, string done)
    {
        await using var front = await Front.StartAsync();
        var line = Given.Line(outcome, "Dit.", action) with { UndoUntil = new DateTime(2026, 12, 10, 12, 0, 0) };
        var receipt = Given.Receipt(outcome == LineOutcome.Pending ? RequestStatus.Pending : RequestStatus.Accepted, line);
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = receipt;
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/{Given.RequestId}/cancel"] = receipt;
        var page = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");
        Assert.Equal(button, page.Document.QuerySelector(".toast button")!.TextContent.Trim());
        Assert.Contains(offer, page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        Assert.Contains(done, (await front.SubmitAsync(page, ".toast form")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_so_already_sends_nothing_and_a_second_tab_hears_it()
    {
        await using var front = await Front.StartAsync();
        var same = Given.Receipt(RequestStatus.Accepted, Given.Line(LineOutcome.Unchanged, "Déjà réservé.")) with { UndoUntil = null };
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = same;
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = same;

        Assert.Contains("Déjà réservé, rien à envoyer", (await front.OpenAsync("/planning/verifier?c=0001.restauration.20261214")).Text,
            StringComparison.Ordinal);
        var again = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");
        Assert.DoesNotContain("C’est envoyé", again.Text, StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé : tout cela était déjà dans le planning.", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_names_what_waits_for_a_place_and_the_enrolments_that_were_asked()
    {
        await using var front = await Front.StartAsync();
        var id = Guid.NewGuid();
        front.Upstream.Answers[$"GET {Given.Api}/planning/home"] = Given.Plan() with
        {
            Enrolments = [new EnrolmentWaiting(id, "2026-00051", new DateTime(2026, 12, 7, 9, 0, 0), "Inès", "ALSH mercredi")]
        };

        var page = await front.OpenAsync("/");

        Assert.Contains("Inscription d’Inès : ALSH mercredi", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"a[href$='/inscriptions/{id}']"));
        Assert.DoesNotContain("Aucune demande n’attend", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_days_that_are_ticked_are_sent_however_many()
    {
        var ticked = Enumerable.Range(0, 288).Select(d => Preau.Families.Planning.Choices.Write("0001", "restauration", new DateOnly(2026, 9, 1).AddDays(d)));

        Assert.Equal(288, Preau.Families.Planning.Choices.Read(ticked, [Given.Louise, Given.Tom]).Length);
    }

    [Fact]
    public async Task The_month_stays_useful_when_billing_is_away()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/month"] = 503;
        var page = await front.OpenAsync("/planning");
        Assert.Equal((200, 3), (page.Status, page.Document.QuerySelectorAll("td input").Length));
    }

    [Fact]
    public async Task The_statement_says_title_and_how_to_pay_where_the_treasury_collects_and_no_balance()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), null, "La trésorerie encaisse.", 0, [], null);
        front.Upstream.Answers[$"GET {Given.Api}/billing/statement"] = new StatementView(2026, [2026, 2025], null,
            [new("SM-164", new DateOnly(2026, 11, 6), "Facture : 01/10/2026 – 31/10/2026", "Trésorerie", 98.40m, null, "À régler avant le 6 décembre 2026."),
                new("SM-164", new DateOnly(2026, 11, 13), "Titre émis (ORMC n° 10)", "Trésorerie", null, 98.40m)],
            98.40m, 98.40m, null);

        var page = await front.OpenAsync("/factures/releve?annee=2026");

        var words = page.Text;
        Assert.All((string[])["Année scolaire 2026-2027", "Titre émis (ORMC n° 10)", "À régler avant le 6 décembre 2026.", "La trésorerie encaisse."],
            text => Assert.Contains(text, words, StringComparison.Ordinal));
        Assert.DoesNotContain("Ancien solde", words, StringComparison.Ordinal);
        Assert.Equal(["2026-2027", "2025-2026"], page.Document.QuerySelectorAll("nav[aria-label='Années scolaires'] a").Select(a => a.TextContent));
        // Both files beside the page, of the year it shows.
        front.Upstream.Answers[$"GET {Given.Api}/billing/statement/pdf"] = new byte[] { 0x25, 0x50, 0x44, 0x46 };
        Assert.Equal(["annee=2026&format=pdf", "annee=2026&format=csv"],
            page.Document.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")!.Split('?')[1]));
        await front.OpenAsync("/factures/releve?annee=2026&format=pdf");
        Assert.Equal("?year=2026", front.Upstream.Calls.Last().Query);
    }

    [Theory]
    [InlineData("/planning/pourquoi?c=0001.restauration.2026")]
    [InlineData("/planning/pourquoi?c=9999.restauration.20261214")]
    [InlineData("/case?c=")]
    [InlineData("/demandes/00000000-0000-0000-0000-000000000009")]
    public async Task What_does_not_exist_is_said_in_French(string path)
    {
        await using var front = await Front.StartAsync();
        var page = await front.OpenAsync(path);
        Assert.Equal((404, "Cette page n’existe pas ou n’est plus là"), (page.Status, page.Title));
    }

    [Fact]
    public async Task The_words_of_the_commune_are_text_and_never_markup()
    {
        await using var front = await Front.StartAsync();
        Assert.Contains("Bonne rentrée <à tous>", (await front.OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_lists_the_communes_with_their_state_and_finds_a_member_without_its_accents()
    {
        await using var front = await Front.StartAsync();
        var pays = front.Upstream.Biviers with
        {
            Slug = "pays",
            Name = "Pays de Saint-Marcellin",
            Members = [.. Enumerable.Range(1, 8).Select(n => new MemberCommune($"Commune {n}", TenantState.Open, null, null)),
                new MemberCommune("Têche", TenantState.Soon, null, null)],
        };
        front.Upstream.Tenants = [pays, front.Upstream.Biviers];
        var page = await front.OpenRootAsync();
        Assert.Equal(["Biviers", "Pays de Saint-Marcellin"], page.Document.QuerySelectorAll("h2").Select(e => e.TextContent));
        Assert.Equal(["Têche"], (await front.OpenRootAsync("?q=teche")).Document.QuerySelectorAll(".members li > span:first-child").Select(e => e.TextContent));
    }

    [Fact]
    public void Days_of_a_row_share_one_part_of_the_address_and_come_back_as_they_were()
    {
        Guid[] children = [Given.Louise, Given.Tom, Guid.Parse("30000000-0000-0000-0000-0000000a0001")];
        CellRef[] cells = [new(Given.Louise, "restauration", new DateOnly(2026, 12, 14)), new(Given.Louise, "restauration", new DateOnly(2026, 12, 17)),
            new(Given.Tom, "garderie-matin", new DateOnly(2026, 12, 18))];
        var written = Choices.Write(cells, children).ToArray();
        Assert.Equal(["00001.restauration.20261214-17", "00002.garderie-matin.20261218"], written);
        Assert.Equal(cells, Choices.Read(written, children));
    }
}
