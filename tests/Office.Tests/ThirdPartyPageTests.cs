using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class ThirdPartyPageTests
{
    private const string Api = "/api/biviers/billing/";
    private static readonly Guid Id = Guid.Parse("70000000-0000-0000-0000-000000000004");
    private static readonly Guid Agreement = Guid.Parse("70000000-0000-0000-0000-000000000005");
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    private static readonly SaveThirdParty Ccas = new("CCAS de Biviers", ThirdPartyKinds.Ccas, "12 place de l’Église", "38330", "Biviers");

    [Fact]
    public async Task A_third_party_is_recorded_and_what_is_missing_stands_beside_its_field()
    {
        await using var front = await MoneyFront.StartAsync();
        front.Upstream.Answers[$"GET {Api}third-parties"] = new[] { new ThirdPartyRow(Id, "T-1", "CCAS de Biviers", ThirdPartyKinds.Ccas, 2, 35.90m, 4m) };
        front.Upstream.Answers[$"POST {Api}third-parties"] = Detail();
        front.Upstream.Answers[$"GET {Api}third-parties/{Id}"] = Detail();
        var page = await front.OpenAsync("/facturation/tiers");
        Assert.Contains("35,90\u00A0€", page.Text, StringComparison.Ordinal);

        var wrong = await front.SubmitAsync(page, "form.card", ("Party.Name", "CCAS"), ("Party.Siret", "12"));
        Assert.Equal("Un SIRET a quatorze chiffres ; laissez vide si vous ne l’avez pas.",
            wrong.Document.QuerySelector("#Party_Siret-erreur span")!.TextContent);
        Assert.Equal("CCAS", wrong.Document.QuerySelector("#Party_Name")!.GetAttribute("value"));
        // None is chosen for the agent: what it is decides nothing that could be guessed.
        Assert.Equal("Choisissez", page.Document.QuerySelector("#Party_Kind option")!.TextContent);
        Assert.Null(page.Document.QuerySelector("#Party_Kind option[selected]"));
        Assert.Equal("Choisissez de quel organisme il s’agit.", wrong.Document.QuerySelector("#Party_Kind-erreur span")!.TextContent);
        await front.SubmitAsync(page, "form.card", ("Party.Name", "CCAS de Biviers"), ("Party.Kind", "ccas"),
            ("Party.Street", "12 place de l’Église"), ("Party.PostCode", "38330"),
            ("Party.City", "Biviers"));
        Assert.Contains("\"kind\":\"ccas\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_is_made_for_a_family_that_was_found_changed_and_taken_back()
    {
        await using var front = await MoneyFront.StartAsync();
        front.Upstream.Answers[$"GET {Api}third-parties/{Id}"] = Detail();
        front.Upstream.Answers["GET /api/biviers/family/families"] = new FamilyPage([new FamilySummary(Jean, "1001", "DUPONT Jean", "Biviers", ["Louise"])], 1,
            1, 1);
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Jean}"] = Household();
        front.Upstream.Answers[$"POST {Api}third-parties/{Id}/coverages"] = View();
        front.Upstream.Answers[$"PUT {Api}coverages/{Agreement}"] = 200;
        front.Upstream.Answers[$"DELETE {Api}coverages/{Agreement}"] = 204;
        var found = await front.OpenAsync($"/facturation/tiers/{Id}?f=dupont");
        Assert.Contains($"famille={Jean}", found.Document.QuerySelector("aside ul a")!.GetAttribute("href"), StringComparison.Ordinal);

        var form = await front.OpenAsync($"/facturation/tiers/{Id}?f=dupont&famille={Jean}");
        var wrong = await front.SubmitAsync(form, "form[action*='handler=Cover']", ("Cover.From", "2026-12-01"), ("Cover.Percent", "cent"),
            ("Cover.MonthCeiling", "50,5"));
        Assert.Equal("Un pourcentage de 0,01 à 100.", wrong.Document.QuerySelector("#Cover_Percent-erreur span")!.TextContent);
        Assert.Equal("50,5", wrong.Document.QuerySelector("#Cover_MonthCeiling")!.GetAttribute("value"));
        await front.SubmitAsync(form, "form[action*='handler=Cover']", ("Cover.Child", Louise.ToString()), ("Cover.From", "2026-12-01"),
            ("Cover.Percent", "33,5"), ("Cover.MonthCeiling", "50,5"));
        var sent = front.Upstream.Calls.Last(c => c.Method == "POST").Body;
        Assert.Contains($"\"child\":\"{Louise}\",\"percent\":33.5,\"each\":null,\"monthCeiling\":50.5", sent, StringComparison.Ordinal);

        var change = await front.OpenAsync($"/facturation/tiers/{Id}?accord={Agreement}");
        Assert.Equal("50", change.Document.QuerySelector("#Cover_Percent")!.GetAttribute("value"));
        await front.SubmitAsync(change, "form[action*='handler=Cover']", ("Cover.Until", "2027-06-30"));
        var put = front.Upstream.Calls.Last(c => c.Method == "PUT");
        Assert.Equal(("?version=3", true), (put.Query, put.Body.Contains("\"until\":\"2027-06-30\"", StringComparison.Ordinal)));
        await front.SubmitAsync(change, "form[action*='handler=Remove']");
        Assert.Contains(front.Upstream.Calls, c => c.Method == "DELETE" && c.Path.EndsWith($"coverages/{Agreement}", StringComparison.Ordinal));
        await front.SubmitAsync(change, "form[action*='handler=Party']", ("Party.Reference", "Engagement 12"));
    }

    private static ThirdPartyDetail Detail() => new(Id, "T-1", Ccas, 35.90m, [View()], [new CoverageTariff("repas", "Repas")]);

    private static CoverageView View() => new(
        Agreement, Id, "CCAS de Biviers", Jean, "DUPONT Jean", Louise, "Louise", new DateOnly(2026, 12, 1), null, 50m, null, 40m, null, ["repas"], null, 7.20m,
        3);

    private static FamilyView Household() => new(
        Jean, "1001", "DUPONT Jean", true, null, null, [],
        [new ChildView(Louise, "Louise", "DUPONT", "f", new DateOnly(2018, 3, 12), 8, null, "CE2", false, null)], null, [], 1);
}
