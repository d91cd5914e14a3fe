using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Set-up of tariffs: the list, a new one, a draft as a form, its trial and its publication.</summary>
public sealed class TariffPageTests
{
    private const string Api = "/api/biviers/billing";

    [Fact]
    public async Task The_list_says_price_decision_state_and_what_does_not_fit()
    {
        await using var front = await StartAsync();

        var page = await front.OpenAsync("/reglages/tarifs");

        Assert.Equal((200, "Tarifs"), (page.Status, page.Title));
        Assert.Contains("« Goûter » n’a pas de tarif", page.Text, StringComparison.Ordinal);
        Assert.Contains("Délibération n° 2026-41", page.Text, StringComparison.Ordinal);
        Assert.Equal("/biviers/mairie/reglages/tarifs/repas", page.Document.QuerySelector("tbody th a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Each_version_shows_its_whole_price_its_decision_and_its_days()
    {
        await using var front = await StartAsync();

        var page = await front.OpenAsync("/reglages/tarifs/repas");

        var now = page.Document.QuerySelector("section[aria-labelledby=t-current-20260901]")!;
        Assert.Equal(["Jusqu’à 500|2,60 €", "De 501 à 800|3,60 €", "À partir de 801|4,70 €"], Rows(now));
        Assert.Equal(["Panier-repas (PAI)", "Part alimentaire"], now.QuerySelectorAll("dt").Select(d => d.TextContent));
        Assert.Contains("Délibération n° 2026-41", now.TextContent, StringComparison.Ordinal);
        var past = page.Document.QuerySelector("details section[aria-labelledby=t-past-20250901]")!;
        Assert.Equal("Jusqu’à 500|2,50 €", Rows(past)[0]);
        Assert.Contains("au lundi 31 août", past.QuerySelector("header")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    private static string[] Rows(AngleSharp.Dom.IElement part) =>
        [.. part.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim().Replace('\u00A0', ' '))))];

    [Fact]
    public async Task A_new_version_begins_as_a_copy_without_the_old_decision()
    {
        await using var front = await StartAsync();

        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "form[action*='handler=Begin'], form[action*='Begin']");

        var draft = Sent(front)["tariffs"]![0]!["draft"]!;
        Assert.Equal(("2027-09-01", null, 3), ((string)draft["from"]!, draft["decision"], draft["brackets"]!.AsArray().Count));
        Assert.Equal(200, page.Status);
    }

    [Fact]
    public async Task A_tariff_says_of_itself_that_it_is_a_meal()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/reglages/tarifs/repas");

        await front.SubmitAsync(page, "form[action*='handler=Meal'], form[action*='Meal']", ("meal", "true"));

        Assert.True((bool)Sent(front)["tariffs"]![0]!["meal"]!);
        Assert.Null(Sent(front)["tariffs"]![0]!["draft"]);
    }

    [Fact]
    public async Task The_form_of_a_draft_writes_grid_conditions_and_decision()
    {
        await using var front = await StartAsync(draft: true);

        await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "#brouillon",
            ("Input.Brackets[1].Price", "3,85"), ("Input.Brackets[3].From", "1800"), ("Input.Brackets[3].Price", "6,90"), ("Input.Late.Kind", "amount"),
            ("Input.Late.Value", "1,50"), ("Input.Late.First", "2"),
            ("Input.Unbooked.Kind", "price"), ("Input.Unbooked.Value", "10"), ("Input.Discounts", "10 ; 20"), ("Input.Decision", "2027-41"),
            ("Input.DecisionDate", "2027-06-22"),
            ("Input.FoodKind", "percent"), ("Input.Food", "40"), ("Input.Fee", "2,06"));

        var draft = Sent(front)["tariffs"]![0]!["draft"]!;
        Assert.Equal([(0m, 501m, 2.60m), (501m, 801m, 3.85m), (801m, 1800m, 4.70m), (1800m, 0m, 6.90m)],
            draft["brackets"]!.AsArray().Select(b => ((decimal)b!["from"]!, b["below"] is { } below ? (decimal)below : 0m, (decimal)b["price"]!)));
        Assert.Equal("""{"amount":1.50,"first":2}""", draft["late"]!.ToJsonString());
        Assert.Equal("""{"price":10}""", draft["unbooked"]!.ToJsonString());
        Assert.Equal("[10,20]", draft["siblingDiscounts"]!.ToJsonString());
        Assert.Equal("""{"number":"2027-41","date":"2027-06-22"}""", draft["decision"]!.ToJsonString());
        Assert.Equal("""{"percent":40}""", draft["food"]!.ToJsonString());
        Assert.Equal(2.06m, (decimal)draft["registrationFee"]!["amount"]!);
        // What no field says stays.
        Assert.Equal("""[{"label":"Sortie","amount":2,"dates":["2027-07-08"]}]""", draft["daySupplements"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Input.Brackets[1].Price", "", "Écrivez le prix de cette tranche")]
    [InlineData("Input.Discounts", "dix", "Des pourcentages séparés")]
    [InlineData("Input.Late.Kind", "percent", "Écrivez le montant en chiffres")]
    [InlineData("Input.From", "", "")]
    [InlineData("Input.Brackets[0].Price", "abc", "Tranche 1, nouveau prix. ")]
    public async Task What_cannot_be_saved_is_said_and_stays_typed(string field, string value, string says)
    {
        await using var front = await StartAsync(draft: true);

        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "#brouillon", (field, value), ("Input.PackedLunch", "1,75"));

        Assert.Equal(200, page.Status);
        Assert.Contains(says, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");
        Assert.Equal("1,75", page.Document.QuerySelector("[name='Input.PackedLunch']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_refusal_of_the_service_names_the_place_in_words()
    {
        await using var front = await StartAsync(draft: true);
        front.Upstream.Answers[$"PUT {Api}/settings"] = new Upstream.Refusal(409, "settings.changed",
            "Ces réglages ont été modifiés entre-temps : rechargez la page.");

        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "#brouillon", ("Input.PackedLunch", "1,75"));

        Assert.Contains("modifiés entre-temps", page.Text, StringComparison.Ordinal);
        Assert.Equal("1,75", page.Document.QuerySelector("[name='Input.PackedLunch']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_trial_says_receipts_and_who_pays_more_as_a_chart_and_a_table()
    {
        await using var front = await StartAsync(draft: true);

        var page = await front.OpenAsync("/reglages/tarifs/repas?annee=2025");

        var text = page.Text.Replace('\u00A0', ' ');
        Assert.Contains("Essai sur l’année 2025-2026", text, StringComparison.Ordinal);
        Assert.Contains("+ 4 262,80 €", text, StringComparison.Ordinal);
        Assert.Contains("83 sur 120", text, StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll("svg.chart rect.b1").Length);
        Assert.Contains("Réservé en retard", text, StringComparison.Ordinal);
        Assert.Equal("?from=2025-09-01&until=2026-08-31", Assert.Single(front.Upstream.Calls, c => c.Path.EndsWith("/trial", StringComparison.Ordinal)).Query);
    }

    [Fact]
    public async Task Publishing_saves_then_asks_with_the_prices_and_the_day()
    {
        await using var front = await StartAsync(draft: true);
        front.Upstream.Answers[$"POST {Api}/tariffs/repas/publish"] = front.Upstream.Answers[$"PUT {Api}/settings"];

        var asked = await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "#brouillon", ("Input.Decision", "2027-41"), ("act", "publish"));
        Assert.Equal(["PUT"], Sends(front));
        Assert.Equal(200, asked.Status);
        Decide(front);
        asked = await front.OpenAsync("/reglages/tarifs/repas?publier=oui");
        Assert.Contains("Publier « Repas » à partir du 1er septembre 2027 ?", asked.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        // Beside what is in force, and what of the conditions is another or new.
        Assert.Equal(["Jusqu’à 500|2,60 €|2,70 € : changé", "De 501 à 800|3,60 €|3,60 €", "À partir de 801|4,70 €|4,70 €"],
            Rows(asked.Document.QuerySelector("[aria-labelledby=t-pub]")!));
        Assert.Equal(["Panier-repas (PAI)aujourd’hui 1,60 €", "Hors communenouveau"],
            asked.Document.QuerySelectorAll("[aria-labelledby=t-pub] dt").Select(d => d.TextContent.Replace('\u00A0', ' ')));
        Assert.Null(asked.Document.QuerySelector("#brouillon"));
        await front.SubmitAsync(asked, "form[action*='Publish']");

        Assert.Equal(["PUT", "POST"], Sends(front));

        static IEnumerable<string> Sends(Front front) =>
            front.Upstream.Calls.Where(c => c.Method is "PUT" or "POST" && c.Path.StartsWith(Api, StringComparison.Ordinal)).Select(c => c.Method);
    }

    [Fact]
    public async Task A_refused_publication_is_said_and_the_draft_stays()
    {
        await using var front = await StartAsync(draft: true);
        Decide(front);
        front.Upstream.Answers[$"POST {Api}/tariffs/repas/publish"] = new Upstream.Refusal(400, "version.early", "Le 1er janvier 2020 est trop tôt.");

        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas?publier=oui"), "form[action*='Publish']");

        Assert.Contains("Le 1er janvier 2020 est trop tôt.", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#brouillon"));
    }

    [Fact]
    public async Task Without_decision_the_draft_is_saved_and_stays_one()
    {
        await using var front = await StartAsync(draft: true);

        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "#brouillon", ("Input.Decision", ""), ("act", "publish"));

        Assert.Contains("la version reste un brouillon", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("[name='Input.Decision'][aria-invalid]"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Fact]
    public async Task A_draft_is_dropped_and_nothing_else()
    {
        await using var front = await StartAsync(draft: true);

        await front.SubmitAsync(await front.OpenAsync("/reglages/tarifs/repas"), "form[action*='Drop']");

        var tariff = Sent(front)["tariffs"]![0]!.AsObject();
        Assert.Equal((false, 1), (tariff.ContainsKey("draft"), tariff["versions"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_new_tariff_needs_a_name_and_something_to_price()
    {
        await using var front = await StartAsync();
        var form = await front.OpenAsync("/reglages/tarifs/nouveau");

        var refused = await front.SubmitAsync(form, "main form", ("Label", ""), ("Units", ""));
        Assert.Equal(200, refused.Status);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");
        await front.SubmitAsync(form, "main form", ("Label", "Goûter du soir"), ("Units", "gouter"));

        var added = Sent(front)["tariffs"]![1]!;
        Assert.Equal(("gouter-du-soir", "Goûter du soir", "garderie-alsh"), ((string)added["key"]!, (string)added["label"]!, (string)added["cashOffice"]!));
        Assert.Equal("""["gouter"]""", added["units"]!.ToJsonString());
    }

    [Fact]
    public async Task An_unknown_tariff_is_not_found()
    {
        await using var front = await StartAsync();
        Assert.Equal(404, (await front.OpenAsync("/reglages/tarifs/inconnu")).Status);
    }

    private static JsonNode Sent(Front front) =>
        JsonNode.Parse(front.Upstream.Calls.Last(c => c.Method == "PUT" && c.Path == $"{Api}/settings").Body)!["document"]!;

    // The draft cites the decision that its form has saved.
    private static void Decide(Front front)
    {
        var overview = (TariffsOverview)front.Upstream.Answers[$"GET {Api}/tariffs"];
        front.Upstream.Answers[$"GET {Api}/tariffs"] = overview with
        {
            Tariffs = [.. overview.Tariffs.Select(t => t with { Draft = t.Draft! with { Decision = "Délibération n° 2027-41" } })]
        };
    }

    private static async Task<Front> StartAsync(bool draft = false)
    {
        var front = await Front.StartAsync(Permissions.Settings);
        var version =
            """{"from":"2026-09-01","brackets":[{"from":0,"below":501,"price":2.60},{"from":501,"below":801,"price":3.60},{"from":801,"price":4.70}],"packedLunch":1.60,"daySupplements":[{"label":"Sortie","amount":2,"dates":["2027-07-08"]}],"decision":{"number":"2026-41"}}""";
        var document = JsonNode.Parse($$"""
            {"cashOffices":[{"key":"garderie-alsh","label":"Régie","prefix":"AL","mode":"regie"}],
             "tariffs":[{"key":"repas","label":"Repas","units":["restauration"],"cashOffice":"garderie-alsh","versions":[{{version}}]}]}
            """)!;
        var since = new DateOnly(2026, 9, 1);
        var sheet = new TariffSheet("repas", "Repas", ["Repas"], "selon le quotient", ["Panier-repas (PAI) : 1,60 € pour tous."], since, null,
            "Délibération n° 2026-41", null);
        if (draft)
        {
            var copy = JsonNode.Parse(version)!.AsObject();
            copy["from"] = "2027-09-01";
            copy.Remove("decision");
            document["tariffs"]![0]!["draft"] = copy;
        }

        var section = new SectionView(3, null, null, JsonSerializer.SerializeToElement(document));
        front.Upstream.Answers[$"GET {Api}/settings"] = section;
        front.Upstream.Answers[$"PUT {Api}/settings"] = section;
        var proposed = draft ? sheet with { From = new DateOnly(2027, 9, 1), Decision = null } : null;
        front.Upstream.Answers[$"GET {Api}/tariffs"] = new TariffsOverview(3,
            [new TariffRow("repas", "Repas", ["restauration"], "garderie-alsh", sheet, null, proposed,
                [new WholePrice("current", sheet, Table("2,60 €"), [new("Panier-repas (PAI)", "1,60 €")],
                    [new("Part alimentaire", "40 % du prix, compte 70881")]),
                    .. proposed is null
                        ? []
                        : new[] {
                            new WholePrice("draft", proposed, Table("2,70 €"), [new("Panier-repas (PAI)", "1,75 €"), new("Hors commune", "7,20 €")], []) },
                    new WholePrice("past", sheet with { From = new DateOnly(2025, 9, 1), Until = new DateOnly(2026, 8, 31) }, Table("2,50 €"), [], [])])],
            [new TariffFinding("unit.unpriced", null, "« Goûter » n’a pas de tarif : ses jours n’ont pas de prix.")],
            [new TariffUnit("restauration", "Repas", "repas"), new TariffUnit("gouter", "Goûter", null)], [new TariffOffice("garderie-alsh", "Régie")]);
        front.Upstream.Answers[$"GET {Api}/tariffs/repas/trial"] = new TrialView(new DateOnly(2025, 9, 1), new DateOnly(2026, 8, 31), 18412, 10, 120, 89000.30m,
            93263.10m, 83, 0, 37,
            [new TrialBand("jusqu’à 500", 1842, 14, 4789.20m, 4789.20m), new TrialBand("Hors commune", 812, 6, 84211.10m, 88473.90m)],
            [new TrialGroup("1 enfant", 120, 83, 89000.30m, 93263.10m)],
            [new TrialGroup("Commune", 114, 77, 80000m, 83000m), new TrialGroup("Hors commune", 6, 6, 9000.30m, 10263.10m)],
            [new TrialCondition("Réservé en retard", 214, 0, 321m)], [new TrialFamily("1001", 1900, true, 2, 500m, 560m)], 300);
        return front;

        static TariffTable Table(string first) =>
            new("Quotient", ["Prix"], [new("jusqu’à 500", [first]), new("de 501 à 800", ["3,60 €"]), new("à partir de 801", ["4,70 €"])]);
    }
}
