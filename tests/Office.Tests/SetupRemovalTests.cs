using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Office.Tests.SetupForms;

namespace Preau.Office.Tests;

/// <summary>What set-up pages take away, take back or take in, on a real Planning: each form
/// does it in the draft, and a strange one says why it can't.</summary>
public sealed class SetupRemovalTests(SetupFormsHost host) : IClassFixture<SetupFormsHost>
{
    private const string Strange = "\"\\ud800\"";

    [Fact]
    public async Task A_local_day_is_added_and_taken_away_again()
    {
        const string Tenant = "croc-vacances";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/calendrier");
        page = await SubmitAsync(front, page, "form[action*='AddDay']", "AddDay", ("Local.Kind", "none"), ("Local.Date", "2027-03-12"),
            ("Local.Label", "Journée banalisée"));
        Assert.Equal("Journée banalisée", (string?)(await DocumentAsync(Tenant))["school"]!["noClassDays"]!.AsArray()[^1]!["label"]);

        foreach (var path in (string[])["rules/midi", "school/noClassDays/99", "school", ""])
        {
            var wrong = await SubmitAsync(front, await front.OpenAsync("/reglages/calendrier"), "form[action*='RemoveDay']", "RemoveDay", ("path", path));
            Assert.Contains("n’est plus dans le calendrier d’ici", Errors(wrong), StringComparison.Ordinal);
        }

        var row = page.Document.QuerySelectorAll("form[action*='RemoveDay']")
            .Single(f => f.TextContent.Contains("Journée banalisée", StringComparison.Ordinal));
        row.SetAttribute("id", "jour");
        page = await front.SubmitAsync(page, "#jour");
        Assert.Contains("Retiré dans le brouillon.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Journée banalisée", (await DocumentAsync(Tenant)).ToJsonString(), StringComparison.Ordinal);
        await DropAsync(Tenant);
    }

    [Fact]
    public async Task The_official_calendar_goes_into_the_draft_as_it_was_shown()
    {
        const string Tenant = "biviers";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/calendrier");
        var official = await File.ReadAllTextAsync(Path.Combine(SetupFormsHost.Root, "tests", "Planning.Tests", "SchoolFiles", "zone-a.ics"));
        page = await front.SendFileAsync(page, "form[action*='handler=Import']", "file", "zone-a.ics",
            official.Replace("DTEND;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261103", StringComparison.Ordinal));
        var offered = (IHtmlInputElement)page.Document.QuerySelector("form[action*='TakeImport'] [name=years]")!;

        foreach (var years in (string[])["", "{", "[", Strange, $"[{{\"label\":{Strange}}}]", "[1]", "[]", "null"])
        {
            var wrong = await front.SubmitAsync(page, "form[action*='TakeImport']", ("years", years));
            Assert.Equal((years, 200, true), (years, wrong.Status, Errors(wrong).Length > 0));
        }

        var done = await front.SubmitAsync(page, "form[action*='TakeImport']");
        Assert.Contains("Calendrier officiel dans le brouillon.", done.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(offered.Value), (await DocumentAsync(Tenant))["school"]!["years"]));
        await DropAsync(Tenant);
    }

    [Fact]
    public async Task A_facility_goes_only_once_it_has_no_service()
    {
        const string Tenant = "biviers";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var forms = await front.OpenAsync("/reglages/accueils/garderie-periscolaire");
        var page = await SubmitAsync(front, forms, "#accueil", "Save", ("Input.Label", "Garderie du bourg"));
        // The form is not shown while it has services; a page left open may still send it.
        var refused = await PostAsync(front, page, "/reglages/accueils/garderie-periscolaire?handler=Remove");
        Assert.Contains("retirez-les d’abord", Errors(refused), StringComparison.Ordinal);
        Assert.Equal("Garderie du bourg", Value(refused, "Input.Label"));
        Assert.Equal(404, (await PostAsync(front, page, "/reglages/accueils/inconnu?handler=Remove")).Status);

        await ChangeAsync(
            Tenant, new DraftChange(
                "facilities/-", JsonSerializer.SerializeToElement(new
                {
                    key = "vide",
                    label = "Local vide",
                    services = Array.Empty<object>(),
                    pools = Array.Empty<object>()
                })));
        var empty = await front.OpenAsync("/reglages/accueils/vide");
        var gone = await front.SubmitAsync(empty, "form[action*='Remove']");

        Assert.Contains("Accueil retiré dans le brouillon.", gone.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain((await DocumentAsync(Tenant))["facilities"]!.AsArray(), f => (string?)f!["key"] == "vide");
        await DropAsync(Tenant);
    }

    [Fact]
    public async Task A_booking_period_is_taken_away_in_the_draft()
    {
        const string Tenant = "croc-vacances";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var (rule, period) = (await DocumentAsync(Tenant))["rules"]!.AsObject()
            .SelectMany(r => r.Value!.AsArray().SelectMany(v => v!["periods"]?.AsArray() ?? []).Select(p => (r.Key, (string)p!["key"]!))).First();
        var page = await front.OpenAsync($"/reglages/periodes/regle/{rule}/{period}");
        Assert.Equal(
            404, (await PostAsync(front, await front.OpenAsync($"/reglages/periodes/regle/{rule}/{period}"),
                $"/reglages/periodes/regle/{rule}/inconnue?handler=Remove")).Status);

        // Someone else changed the draft: the form says so and still shows the period.
        await ChangeAsync(Tenant, new DraftChange("validator", JsonSerializer.SerializeToElement("La mairie")));
        var late = await front.SubmitAsync(page, "form[action*='Remove']");
        Assert.Contains("Quelqu’un a changé le brouillon", Errors(late), StringComparison.Ordinal);
        Assert.NotEqual("", Value(late, "Input.Label"));
        var gone = await front.SubmitAsync(late, "form[action*='Remove']");

        Assert.Contains("Période retirée dans le brouillon.", gone.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain((await DocumentAsync(Tenant))["rules"]![rule]!.AsArray().SelectMany(v => v!["periods"]?.AsArray() ?? []),
            p => (string?)p!["key"] == period);
        await DropAsync(Tenant);
    }

    [Fact]
    public async Task A_version_of_a_rule_still_to_come_is_taken_away_and_never_without_saying_which()
    {
        const string Tenant = "pays-saint-marcellin";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        const string Rule = "/reglages/regles/periscolaire";
        await SubmitAsync(front, await front.OpenAsync(Rule), "form.cols", "Save", ("Input.From", "2027-01-04"), ("Input.OverCapacity", "true"));
        Assert.Equal(2, await VersionsAsync());
        var page = await front.OpenAsync(Rule + "?version=2027-01-04");

        foreach (var version in (string[])["", "2026-09-01", "2031-01-01", "demain", "../../closures"])
        {
            var wrong = await front.SubmitAsync(page, "form[action*='Remove']", ("Base", version));
            Assert.Contains("Cette version ne peut pas être retirée", Errors(wrong), StringComparison.Ordinal);
            Assert.NotEqual("", Value(wrong, "Input.From"));
        }

        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PATCH" && c.Body.Contains("periscolaire/\"", StringComparison.Ordinal));
        Assert.Equal(2, await VersionsAsync());
        var gone = await front.SubmitAsync(page, "form[action*='Remove']");
        Assert.Contains("Version à venir retirée dans le brouillon.", gone.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await VersionsAsync());
        await DropAsync(Tenant);

        async Task<int> VersionsAsync() => (await DocumentAsync(Tenant))["rules"]!["periscolaire"]!.AsArray().Count;
    }

    [Fact]
    public async Task Any_part_is_written_as_text_and_what_is_wrong_is_said_with_its_place()
    {
        const string Tenant = "harmonie";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/autres?path=closures");
        Assert.Equal("Fermetures", page.Document.QuerySelector("#t-part")?.TextContent.Trim());
        var typed = "[\n{ \"first\": \"2027-05-07\" \"last\": \"2027-05-07\" }]";
        var wrong = await front.SubmitAsync(page, "form.card", ("Json", typed));
        Assert.Contains("Ligne 2 : il manque", Errors(wrong), StringComparison.Ordinal);
        Assert.Equal(typed, wrong.Document.QuerySelector("textarea")!.TextContent.Trim().ReplaceLineEndings("\n"));
        foreach (var odd in (string[])["", "7", "[7]", Strange, $"[{{\"first\":\"2027-05-07\",\"last\":\"2027-05-07\",\"label\":{Strange}}}]",
            "[{\"first\":\"2027-02-31\"}]"])
        {
            wrong = await front.SubmitAsync(page, "form.card", ("Json", odd));
            Assert.Equal((200, true, odd), (wrong.Status, Errors(wrong).Length > 0, wrong.Document.QuerySelector("textarea")!.TextContent.Trim()));
        }

        Assert.NotEqual("", Errors(await front.SubmitAsync(page, "form.card", ("Path", "inconnu/partie"), ("Json", "{}"))));
        var done = await front.SubmitAsync(page, "form.card",
            ("Json", """[{ "first": "2027-05-07", "last": "2027-05-07", "label": "Pont de l’Ascension" }]"""));
        Assert.Contains("Partie dans le brouillon.", done.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Pont de l’Ascension", (string?)Assert.Single((await DocumentAsync(Tenant))["closures"]!.AsArray())!["label"]);
        await DropAsync(Tenant);
    }

    [Fact]
    public async Task A_draft_is_taken_up_on_newer_rules_repaired_and_an_earlier_version_comes_back_as_a_draft()
    {
        const string Tenant = "saint-martin-dauxigny";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var facility = (string)(await DocumentAsync(Tenant))["facilities"]![0]!["key"]!;
        await ChangeAsync(
            Tenant, new DraftChange($"facilities/{facility}/pools/-",
                JsonSerializer.SerializeToElement(new { key = "inutile", label = "Salle inutile", capacity = 10 })));
        var first = await Agent(Tenant).GetAsAsync<SectionView>($"/api/{Tenant}/planning/settings");
        var newer = JsonNode.Parse(first.Document.GetRawText())!;
        newer["validator"] = "Le pôle enfance";
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.OK,
            await Agent(Tenant).PutAsJsonAsync($"/api/{Tenant}/planning/settings", new { basedOn = first.Version, document = newer }));

        front.Upstream.Answers[$"GET /api/{Tenant}/billing/tariffs"] = new TariffsOverview(1, [], [], [], []);
        var page = await front.OpenAsync("/reglages/brouillon");
        Assert.Contains("rien ne sera facturé", page.Document.QuerySelector("#sans-tarif")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Quelqu’un a changé le brouillon", Errors(await front.SubmitAsync(page, "form[action*='Renew']", ("Revision", "0"))),
            StringComparison.Ordinal);
        page = await front.SubmitAsync(page, "form[action*='Renew']");
        Assert.Contains("Vos changements sont repris", page.Document.Body!.TextContent, StringComparison.Ordinal);
        var renewed = await DocumentAsync(Tenant);
        Assert.Equal(("Le pôle enfance", "inutile"), ((string?)renewed["validator"], (string?)renewed["facilities"]![0]!["pools"]!.AsArray()[^1]!["key"]));

        var gone = await front.SubmitAsync(page, "form[action*='Repair']", ("path", "facilities[99]"));
        Assert.Contains("n’est plus à corriger", gone.Document.Body!.TextContent, StringComparison.Ordinal);
        page = await front.SubmitAsync(page, "form[action*='Repair']:has([value='pool.unused'])");
        Assert.Contains("Corrigé dans le brouillon.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("inutile", (await DocumentAsync(Tenant)).ToJsonString(), StringComparison.Ordinal);

        var versions = await front.OpenAsync("/reglages/versions");
        var wrong = await front.SubmitAsync(versions, "form[action*='Back']", ("version", "99999"));
        Assert.Equal((200, true), (wrong.Status, Errors(wrong).Length > 0));
        await front.SubmitAsync(versions, $"form[action*='Back']:has([name=version][value='{first.Version}'])");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(first.Document.GetRawText()), await DocumentAsync(Tenant)));
        await DropAsync(Tenant);
    }

    private static string Errors(Front.Shown page) => page.Document.QuerySelector("#erreurs")?.TextContent ?? "";

    // As a form of a page left open, with its token.
    private static Task<Front.Shown> PostAsync(Front front, Front.Shown page, string to)
    {
        var form = (IHtmlFormElement)page.Document.QuerySelector("main form[method=post]")!;
        form.SetAttribute("action", front.Base + to);
        form.SetAttribute("id", "ailleurs");
        return front.SubmitAsync(page, "#ailleurs");
    }

    private async Task ChangeAsync(string tenant, DraftChange change)
    {
        var draft = await Agent(tenant).GetAsAsync<SettingsDraftView>($"/api/{tenant}/planning/settings/draft");
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.OK,
            await Agent(tenant).PatchAsJsonAsync($"/api/{tenant}/planning/settings/draft", new ChangeDraft(draft.Revision, [change])));
    }

    // The draft as it is, or what is in force.
    private async Task<JsonNode> DocumentAsync(string tenant) =>
        JsonNode.Parse((await Agent(tenant).GetAsAsync<SettingsDraftView>($"/api/{tenant}/planning/settings/draft")).Document.GetRawText())!;

    private async Task DropAsync(string tenant)
    {
        var draft = await Agent(tenant).GetAsAsync<SettingsDraftView>($"/api/{tenant}/planning/settings/draft");
        await Agent(tenant).DeleteAsync(new Uri($"/api/{tenant}/planning/settings/draft?basedOn={draft.Revision}", UriKind.Relative));
    }

    private HttpClient Agent(string tenant) => host.Planning.Client(Tokens.Agent(tenant, "settings"));
}
