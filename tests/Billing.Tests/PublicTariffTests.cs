using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Billing.Simulation;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Prices for anyone: the grid, and a month simulated by the rule that bills.</summary>
public abstract class PublicTariffTests(TestDatabase database) : BillingWorld(database)
{
    private const string Tariffs = "/api/biviers/billing/public/tariffs";
    private const string Simulation = "/api/biviers/billing/public/simulation";

    [Fact]
    public async Task The_grid_is_there_for_anyone_with_conditions_in_sentences()
    {
        await Billing.DeliverAsync(Canteen());

        var view = await Billing.Client(null).GetAsAsync<TariffsView>(Tariffs);

        Assert.Equal(["Repas", "Garderie du matin", "ALSH journée", "ALSH demi-journée"], view.Columns.Select(c => c.Label));
        Assert.Equal(["Repas, restauration scolaire"], view.Columns[0].Units);
        Assert.Equal(["jusqu’à 500", "de 501 à 800", "de 801 à 1 200", "de 1 201 à 1 800", "à partir de 1 801", "Hors commune"],
            view.Grid.Select(r => r.Label.Replace('\u00A0', ' ')));
        Assert.Equal([3.60m, 1.10m, 11.50m, 6.33m], view.Grid[1].Prices);
        Assert.Equal([7.20m, 2.20m, 28.00m, 15.40m], view.Grid[^1].Prices);
        Assert.Equal(["Hors commune : 7,20 €.", "Panier-repas (PAI) : 1,60 € pour tous."], view.Columns[0].Sentences.Select(s => s.Replace('\u00A0', ' ')));
        Assert.Equal(["Hors commune : 28,00 €.", "− 10 % pour le 2e enfant du foyer, − 20 % à partir du 3e."],
            view.Columns[2].Sentences.Select(s => s.Replace('\u00A0', ' ')));
        Assert.Equal(
            ["repas", "repas:pai", "garderie-matin", "alsh-journee", "alsh-journee:2", "alsh-journee:3", "alsh-demi-journee", "alsh-demi-journee:2",
                "alsh-demi-journee:3"],
            view.Simulator.Select(r => r.Key));
        Assert.True(view.FromElsewhere);
    }

    [Fact]
    public async Task Effort_rates_and_single_prices_are_told_beside_the_grid()
    {
        var view = await Billing.Client(null).GetAsAsync<TariffsView>("/api/croc-vacances/billing/public/tariffs");

        Assert.Empty(view.Columns);
        Assert.Equal("1,2 % du quotient, de 6,00 € à 19,00 €", view.Others[0].Price.Replace('\u00A0', ' '));
        Assert.Equal("450 % du tarif Croc’Vacances journée", view.Others.Single(o => o.Key == "croc-semaine").Price.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task A_month_is_simulated_to_the_cent_without_sign_in()
    {
        var view = await Billing.Client(null)
            .GetAsAsync<PriceSimulation>(Simulation
                + "?quotient=850&item=repas*11&item=repas:pai*7&item=garderie-matin*15&item=alsh-journee*4&item=alsh-journee:2*2&item=disparu*3");

        // As on the grid: 11 × 4,70 + 7 × 1,60 + 15 × 1,40 + 4 × 15,00 + 2 × 13,50.
        Assert.Equal([51.70m, 11.20m, 21.00m, 60.00m, 27.00m], view.Lines.Select(l => l.Amount));
        Assert.Equal(170.90m, view.Total);
        Assert.Equal(("ALSH journée, 2e enfant", 2, (decimal?)13.50m), (view.Lines[4].Label, view.Lines[4].Count, view.Lines[4].Price));
        var outside = await Billing.Client(null).GetAsAsync<PriceSimulation>(Simulation + "?resident=false&item=repas*2");
        Assert.Equal((14.40m, null), (outside.Total, outside.Missing));
        Assert.Equal(Price.QuotientMissing, (await Billing.Client(null).GetAsAsync<PriceSimulation>(Simulation + "?item=repas*2")).Missing);
    }

    [Theory]
    [InlineData("?item=repas")]
    [InlineData("?item=repas*-1")]
    [InlineData("?item=repas*100")]
    [InlineData("?item=repas:x*1")]
    [InlineData("?item=repas:99*1")]
    public async Task What_cannot_be_read_is_refused(string query) =>
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "item.invalid", await Billing.Client(null).GetAsync(Simulation + query));

    [Fact]
    public async Task A_date_or_quotient_out_of_range_is_refused_and_an_unknown_commune_not_found()
    {
        var anyone = Billing.Client(null);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "simulation.invalid", await anyone.GetAsync(Simulation + "?quotient=-1"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "date.invalid", await anyone.GetAsync(Tariffs + "?on=1789-07-14"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await anyone.GetAsync("/api/nulle-part/billing/public/tariffs"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await anyone.GetAsync("/api/Biviers'/billing/public/tariffs"));
    }

    [Fact]
    public void The_simulator_gives_the_billed_price_on_all_price_cases()
    {
        var compared = 0;
        foreach (var id in MoneyCases.Of("price").Select(r => r.Data.Item1))
        {
            var input = MoneyCases.Case(id)["input"]!;
            var facts = PriceCaseTests.FactsOf(input["facts"] ?? new JsonObject());
            // What a month of days can't say: hours told by a clock, a late booking, an absence.
            if (facts.Hours is not null || facts.Late || facts.Unbooked || facts.Occasional || facts.Percent is not null)
            {
                continue;
            }

            var rules = PriceCaseTests.RulesOf(input["tariff"]!);
            var tariff = rules.TariffOf("unit")!;
            var simulated = SimulateMonth.Of(rules, [new SimulatedItem(tariff, facts.Rank, facts.PackedLunch, 1)], facts.Quotient, facts.Resident, facts.Date);
            // No tariff holds on that day: the simulator has no line for it.
            var billed = Price.Of(tariff, facts)?.Amount;
            Assert.Equal((id, billed ?? 0), (id, simulated.Total));
            Assert.Equal((id, billed is not null), (id, simulated.Lines.Length > 0));
            compared++;
        }

        Assert.True(compared >= 15, $"{compared} cases");
    }

    [Fact]
    public void Packages_fees_and_caps_are_in_a_simulated_month()
    {
        var rules = PriceCaseTests.RulesOf(JsonNode.Parse("""{"from":"2026-09-01","flat":12,"per":"month","registrationFee":{"amount":2.06}}""")!);
        var view = SimulateMonth.Of(rules, [new SimulatedItem(rules.Tariffs[0], 1, false, 9)], null, resident: true, new DateOnly(2026, 12, 8));
        Assert.Equal([("case, forfait", 12.00m), ("case, droit d’inscription", 2.06m)], view.Lines.Select(l => (l.Label, l.Amount)));

        rules = PriceCaseTests.RulesOf(JsonNode.Parse("""{"from":"2026-09-01","flat":2,"volumeDiscounts":[{"from":3,"percent":50}],"cap":{"amount":6}}""")!);
        view = SimulateMonth.Of(rules, [new SimulatedItem(rules.Tariffs[0], 1, false, 5)], null, resident: true, new DateOnly(2026, 12, 8));
        Assert.Equal([("case", null, 7.00m), ("case, plafond", null, -1.00m)], view.Lines.Select(l => (l.Label, l.Price, l.Amount)));
    }

    [Fact]
    public async Task Units_without_tariff_and_tariffs_without_unit_are_told_to_agents()
    {
        await Billing.DeliverAsync(Canteen() with { Units = [new("restauration", "Repas", LateSurcharge: true), new("gouter", "Goûter")] });

        var view = await AsAgent(Permissions.Settings).GetAsAsync<TariffsOverview>("/api/biviers/billing/tariffs");

        Assert.Contains(view.Findings, f => f is { Code: "unit.unpriced", Tariff: null } && f.Text.Contains("Goûter", StringComparison.Ordinal));
        Assert.Contains(view.Findings, f => f is { Code: "late.unpriced", Tariff: "repas" });
        Assert.Contains(view.Findings, f => f is { Code: "unit.unknown", Tariff: "garderie-matin" });
        Assert.Contains(view.Findings, f => f is { Code: "decision.missing", Tariff: "repas" });
        Assert.Equal("repas", view.Units.Single(u => u.Key == "restauration").Tariff);
    }

    [Fact]
    public async Task A_version_without_the_surcharge_that_families_read_of_is_not_published_and_with_it_is()
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        var draft = document["tariffs"]![0]!["versions"]![0]!.DeepClone();
        (draft["from"], draft["decision"]) = ("2027-09-01", new JsonObject { ["number"] = "2027-41", ["date"] = "2027-06-20" });
        draft.AsObject().Remove("late");
        document["tariffs"]![0]!["draft"] = draft;
        await PutAsync(1, document);
        await Billing.DeliverAsync(Canteen() with { Units = [new("restauration", "Repas", LateSurcharge: true)] });

        var refused = await PublishAsync(2);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "late.unpriced", refused);
        Assert.Contains("« Repas » (Restauration scolaire) se réserve après la limite avec un supplément", await refused.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);

        draft["late"] = new JsonObject { ["percent"] = 25 };
        await PutAsync(2, document);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await PublishAsync(3));
    }

    [Fact]
    public async Task A_draft_changes_no_price_until_it_is_published_with_its_decision()
    {
        var agent = AsAgent(Permissions.Settings);
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        var draft = document["tariffs"]![0]!["versions"]![0]!.DeepClone();
        (draft["from"], draft["brackets"]![1]!["price"]) = ("2027-09-01", 3.80m);
        document["tariffs"]![0]!["draft"] = draft;
        await PutAsync(1, document);
        Assert.Empty((await Billing.Client(null).GetAsAsync<TariffsView>(Tariffs)).Coming);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "decision.missing", await PublishAsync(2));

        draft["decision"] = new JsonObject { ["number"] = "2027-41", ["date"] = "2027-06-22" };
        // No year of the commune begins before September 2026.
        draft["from"] = "2026-08-31";
        await PutAsync(2, document);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "version.early", await PublishAsync(3));
        draft["from"] = "2027-09-01";
        await PutAsync(3, document);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed", await PublishAsync(3));
        var published = await (await PublishAsync(4)).ReadAsync<SectionView>();

        Assert.Equal(5, published.Version);
        Assert.Equal(new DateOnly(2027, 9, 1), Assert.Single((await Billing.Client(null).GetAsAsync<TariffsView>(Tariffs)).Coming));
        var later = await Billing.Client(null).GetAsAsync<TariffsView>(Tariffs + "?on=2027-09-01");
        Assert.Equal((3.80m, "Délibération n° 2027-41 du 22 juin 2027"), (later.Grid[1].Prices[0], later.Columns[0].Decision!.Replace('\u00A0', ' ')));
        Assert.Equal(3.60m, (await Billing.Client(null).GetAsAsync<TariffsView>(Tariffs + "?on=2027-08-31")).Grid[1].Prices[0]);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "draft.missing", await PublishAsync(5));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.PostAsJsonAsync("/api/biviers/billing/tariffs/inconnu/publish", new PublishTariff(5))).StatusCode);
    }

    private async Task PutAsync(long basedOn, JsonNode written) => await HttpAssert.StatusAsync(HttpStatusCode.OK,
        await AsAgent(Permissions.Settings)
            .PutAsJsonAsync("/api/biviers/billing/settings", new SaveSection(basedOn, JsonSerializer.SerializeToElement(written))));

    private Task<HttpResponseMessage> PublishAsync(long basedOn) =>
        AsAgent(Permissions.Settings).PostAsJsonAsync("/api/biviers/billing/tariffs/repas/publish", new PublishTariff(basedOn));
}

public sealed class PublicTariffsOnSqlite() : PublicTariffTests(TestDatabase.Sqlite);
