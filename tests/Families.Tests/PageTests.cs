using Preau.Contracts.Api;

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
        Assert.Equal(["Biviers", "Pays de Saint-Marcellin"], page.Document.QuerySelectorAll("h2").Select(e => e.TextContent.Trim()));
        Assert.Equal(["Têche"], (await front.OpenRootAsync("?q=teche")).Document.QuerySelectorAll(".members li > span:first-child").Select(e => e.TextContent));
    }
}
