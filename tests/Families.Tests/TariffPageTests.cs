using Preau.Contracts.Api;

namespace Preau.Families.Tests;

/// <summary>Mes tarifs and the simulator: for anyone, with each child's prices for whoever is signed in.</summary>
public sealed class TariffPageTests
{
    private const string Tariffs = $"GET {Given.Api}/billing/public/tariffs";
    private const string Simulation = $"GET {Given.Api}/billing/public/simulation";
    private const string Mine = $"GET {Given.Api}/billing/my-tariffs";

    [Fact]
    public async Task Anyone_reads_the_grid_and_can_simulate_without_sign_in()
    {
        await using var front = await Front.StartAsync();
        Answers(front);

        var page = await front.OpenAsync("/tarifs");

        Assert.Equal((200, "Tarifs"), (page.Status, page.Title));
        Assert.Equal(["Quotient", "Repas", "ALSH journée"], page.Document.QuerySelectorAll("thead th").Take(3).Select(h => h.TextContent));
        Assert.Equal(
            ["Jusqu’à 500", "2,60",
                "8,50"], page.Document.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("500", StringComparison.Ordinal)).Children
                    .Select(c => c.TextContent.Trim()));
        Assert.Contains("Panier-repas (PAI) : 1,60 € pour tous.", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("1,2 % du quotient", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Path == $"{Given.Api}/billing/my-tariffs");
        Assert.Contains("Indiquez un nombre de jours", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulation_is_an_address_that_holds_no_name()
    {
        await using var front = await Front.StartAsync();
        Answers(front);

        var page = await front.OpenAsync("/tarifs?qf=850&n.repas=11&n.repas:pai=0&hors=oui");

        Assert.Contains("Ce mois coûte 51,70 €", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal("850", page.Document.QuerySelector("[name=qf]")!.GetAttribute("value"));
        Assert.Equal("11", page.Document.QuerySelector("[name='n.repas']")!.GetAttribute("value"));
        var link = page.Document.QuerySelectorAll("main a").Single(a => a.TextContent == "Lien de cette simulation").GetAttribute("href");
        Assert.Equal("/biviers/tarifs?qf=850&hors=oui&n.repas=11", link);
        var call = Assert.Single(front.Upstream.Calls, c => c.Path == $"{Given.Api}/billing/public/simulation");
        Assert.Equal("?resident=false&quotient=850&item=repas%2A11", call.Query);
    }

    [Theory]
    [InlineData("?qf=abc&n.repas=1", "Écrivez le quotient en chiffres")]
    [InlineData("?qf=850&n.repas=douze", "un nombre de 0 à 99")]
    [InlineData("?qf=850&n.repas=100", "un nombre de 0 à 99")]
    public async Task What_cannot_be_read_is_said_and_stays_typed(string query, string says)
    {
        await using var front = await Front.StartAsync();
        Answers(front);

        var page = await front.OpenAsync("/tarifs" + query);

        Assert.Equal(200, page.Status);
        Assert.Contains(says, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Path == $"{Given.Api}/billing/public/simulation");
        Assert.Contains(page.Document.QuerySelectorAll("input.input"),
            i => query.Contains(i.GetAttribute("value") is { Length: > 0 } value ? value : "?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parent_reads_each_childs_prices_and_what_a_quotient_that_ends_will_cost()
    {
        await using var front = await Front.StartAsync();
        Answers(front);
        front.Upstream.Answers[Mine] = new MyTariffsView(new DateOnly(2026, 12, 8), 612, new DateOnly(2027, 1, 31), "de 501 à 800", true,
            [
                new ChildTariffs(Given.Louise, "Louise", 1,
                    [new ChildPrice("repas", "Repas", "", 3.60m, null, 6.40m, "3,60 € : quotient 612, tranche de 501 à 800.", null)]),
                new ChildTariffs(Given.Tom, "Tom", 2, [new ChildPrice("repas", "Repas", "", 1.60m, 3.60m, null, "1,60 € : panier-repas.", null)]),
            ],
            new DateOnly(2026, 11, 1), new Dictionary<string, int> { ["repas"] = 11, ["repas:pai"] = 7 });

        await front.OpenAsync("/demandes");
        var page = await front.OpenAsync("/tarifs");

        Assert.Equal("Mes tarifs", page.Title);
        Assert.Contains("Quotient 612, tranche de 501 à 800 · tarif des habitants",
            string.Join(' ', page.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("Votre quotient est valable jusqu’au dimanche 31 janvier", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("repas 6,40 € au lieu de 3,60 €", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(["Louise", "Tom"], page.Document.QuerySelectorAll(".kids3 h2").Select(h => h.TextContent));
        Assert.Contains("au lieu de 3,60", page.Document.QuerySelectorAll(".kids3 section")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("11", page.Document.QuerySelector("[name='n.repas']")!.GetAttribute("value"));
        Assert.Contains("Pré-rempli avec vos jours de novembre", page.Text, StringComparison.Ordinal);
        Assert.Equal("vous", page.Document.QuerySelector("tr.mine .badge")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_grid_stays_when_the_familys_own_prices_are_away()
    {
        await using var front = await Front.StartAsync();
        Answers(front);
        front.Upstream.Answers[Mine] = 503;

        await front.OpenAsync("/demandes");
        var page = await front.OpenAsync("/tarifs");

        Assert.Equal((200, "Tarifs"), (page.Status, page.Title));
        Assert.NotEmpty(page.Document.QuerySelectorAll("table"));
    }

    [Fact]
    public async Task Coming_prices_are_a_link_away()
    {
        await using var front = await Front.StartAsync();
        Answers(front);
        var view = (TariffsView)front.Upstream.Answers[Tariffs];
        front.Upstream.Answers[Tariffs] = view with { Coming = [new DateOnly(2027, 9, 1)] };

        var page = await front.OpenAsync("/tarifs");

        Assert.Contains(
            page.Document.QuerySelectorAll("main nav a"), a =>
                a.GetAttribute("href") == "/biviers/tarifs?le=2027-09-01"
                    && a.TextContent.Replace('\u00A0', ' ').Contains("1er septembre 2027", StringComparison.Ordinal));
    }

    private static void Answers(Front front)
    {
        var since = new DateOnly(2026, 9, 1);
        front.Upstream.Answers[Tariffs] = new TariffsView(new DateOnly(2026, 12, 8), [],
            [
                new TariffSheet("repas", "Repas", ["Repas"], "selon le quotient", ["Panier-repas (PAI) : 1,60 € pour tous."], since, null,
                    "Délibération n° 2026-41 du 23 juin 2026", "https://biviers.example/41"),
                new TariffSheet("alsh-journee", "ALSH journée", ["ALSH"], "selon le quotient", [], since, null, null, null),
            ],
            [new GridRow("jusqu’à 500", 0, 501, [2.60m, 8.50m]), new GridRow("de 501 à 800", 501, null, [3.60m, 11.50m]),
                new GridRow("Hors commune", null, null, [7.20m, 28m])],
            [new TariffSheet("stage", "Stage", ["Stage"], "1,2 % du quotient, de 6,00 € à 19,00 €", ["Hors commune : 30 % de plus."], since, null, null, null)],
            [new SimulatorRow("repas", "Repas", null), new SimulatorRow("repas:pai", "Repas, panier-repas (PAI)", "repas fourni par la famille")], true);
        front.Upstream.Answers[Simulation] = new PriceSimulation(new DateOnly(2026, 12, 8), 850, true,
            [new SimulationLine("repas", "Repas", 11, 4.70m, 51.70m, "4,70 € : quotient 850, tranche de 801 à 1 200.")], 51.70m, null);
    }
}
