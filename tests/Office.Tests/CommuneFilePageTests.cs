using System.Text.Json;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>The commune's file: what its sections say together, which no service sees by itself.</summary>
public sealed class CommuneFilePageTests
{
    private const string Api = "/api/biviers/";

    [Theory]
    [InlineData("surcharge", "",
        "billing.tariffs[0].versions[0].late : « Repas » (Cantine) se réserve après la limite avec un supplément (règle « midi »), mais le tarif « Repas », version du 1er septembre 2026, n’en dit pas le montant.")]
    [InlineData("surcharge", ",\"late\":{\"percent\":25}", null)]
    [InlineData("refuse", "", null)]
    public async Task A_surcharge_that_is_announced_and_has_no_amount_is_refused_with_its_place_and_nothing_is_saved(
        string late, string priced, string? refused)
    {
        await using var front = await StartAsync();

        var page = await TakeAsync(front, $$"""{ "planning": {{Planning(late)}}, "billing": {{Billing(priced)}} }""", save: true);

        if (refused is null)
        {
            Assert.Contains("enregistrée, version", page.Text, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(refused, Plain(page.Document.QuerySelector("#erreurs")?.TextContent), StringComparison.Ordinal);
        Assert.All(front.Upstream.Calls.Where(c => c.Method == "PUT"), c => Assert.Contains("\"checkOnly\":true", c.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_section_alone_is_held_against_the_other_as_it_is_in_force()
    {
        await using var front = await StartAsync();

        var page = await TakeAsync(front, $$"""{ "planning": {{Planning("surcharge")}} }""", save: true);

        Assert.Contains("billing.tariffs[0].versions[0].late", page.Document.QuerySelector("#erreurs")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_without_a_price_tariffs_of_nothing_and_weeks_that_are_too_short_are_read_when_the_file_is_checked()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}planning/settings/check"] = new[]
        {
            new SettingsFinding("week.short", "advice", "facilities[0]", "Centre",
                "« Semaine » se réserve aussi la semaine du 13 juillet, qui n’a que 4 jours : au prix d’une semaine entière.", "Ajoutez une prestation."),
        };

        var page = await TakeAsync(front,
            $$"""{ "planning": {{Planning("refuse", ",{\"key\":\"gouter\",\"label\":\"Goûter\"}")}}, "billing": {{Billing(",\"late\":{\"percent\":25}", ",\"disparu\"")}} }""",
            save: false);

        var advice = Plain(page.Document.QuerySelector("#a-verifier")?.TextContent);
        Assert.Contains("Centre : « Semaine » se réserve aussi la semaine du 13 juillet", advice, StringComparison.Ordinal);
        Assert.Contains("« Goûter » (Cantine) n’a pas de tarif", advice, StringComparison.Ordinal);
        Assert.Contains("Le tarif « Repas » vaut pour « disparu », que personne ne peut réserver.", advice, StringComparison.Ordinal);
        Assert.Contains("aucune règle ne l’annonce", advice, StringComparison.Ordinal);
        Assert.Contains("Le service « Garderie » n’a aucun prix", advice, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#erreurs"));
    }

    [Fact]
    public async Task A_draft_that_can_not_be_read_any_more_says_so_on_each_page_of_the_settings_and_is_dropped_with_one_button()
    {
        await using var front = await StartAsync();
        var broken = new SettingsDraftView(4, true, 3, 3, new DateTime(2026, 12, 8, 9, 0, 0), "Sophie Perrin",
            JsonDocument.Parse(Planning("refuse")).RootElement, [], [], [],
            "Ce brouillon ne se lit plus.");
        front.Upstream.Answers[$"GET {Api}planning/settings/draft"] = broken;
        front.Upstream.Answers[$"DELETE {Api}planning/settings/draft"] = broken with { Exists = false, Broken = null };

        Assert.Contains("Le brouillon ne se lit plus", (await front.OpenAsync("/reglages")).Text, StringComparison.Ordinal);
        var page = await front.OpenAsync("/reglages/brouillon");
        Assert.Contains("Ce brouillon ne se lit plus.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#appliquer"));
        await front.SubmitAsync(page, "form[action*='Drop']");

        Assert.Contains(front.Upstream.Calls, c => c.Method == "DELETE");
    }

    [Theory]
    [InlineData("surcharge", "", true)]
    [InlineData("surcharge", ",\"late\":{\"percent\":25}", false)]
    [InlineData("refuse", "", false)]
    public async Task A_draft_that_announces_a_surcharge_without_a_price_is_not_applied_and_says_which_and_where_to_price_it(
        string late, string priced, bool refused)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}billing/settings"] = new SectionView(3, null, null, JsonDocument.Parse(Billing(priced)).RootElement);
        Draft(front, late);

        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/brouillon"), "form:has(#appliquer)");

        Assert.Equal(!refused, front.Upstream.Calls.Any(c => c.Method == "POST" && c.Path.EndsWith("/settings/draft/apply", StringComparison.Ordinal)));
        if (refused)
        {
            Assert.Contains(
                "Ce brouillon n’est pas appliqué. « Repas » (Cantine) se réserve après la limite avec un supplément (règle « midi »), mais le tarif « Repas », version du 1er septembre 2026, n’en dit pas le montant.",
                Plain(page.Document.QuerySelector("#erreurs")?.TextContent), StringComparison.Ordinal);
            Assert.Contains("/reglages/tarifs/repas", page.Document.QuerySelector("section[aria-labelledby=t-findings] a")?.GetAttribute("href"),
                StringComparison.Ordinal);
            // The draft is still there, to be mended or applied later.
            Assert.NotNull(page.Document.QuerySelector("#appliquer"));
        }
    }

    [Fact]
    public async Task A_draft_is_not_applied_while_the_tariffs_do_not_answer_and_warns_of_what_has_no_price_and_of_short_weeks()
    {
        await using var front = await StartAsync();
        Draft(front, "refuse", ",{\"key\":\"gouter\",\"label\":\"Goûter\"}",
            new SettingsFinding("week.short", "advice", "facilities[0]", "Centre",
                "« Semaine » se réserve aussi la semaine du 13 juillet, qui n’a que 4 jours : au prix d’une semaine entière.", "Ajoutez une prestation."));
        front.Upstream.Answers[$"GET {Api}billing/tariffs"] = new TariffsOverview(3, [], [], [], []);
        var page = await front.OpenAsync("/reglages/brouillon");
        var warned = Plain(page.Document.QuerySelector("section[aria-labelledby=t-findings]")?.TextContent);
        Assert.Contains("Sans tarif", warned, StringComparison.Ordinal);
        Assert.Contains("qui n’a que 4 jours", warned, StringComparison.Ordinal);

        front.Upstream.Answers[$"GET {Api}billing/settings"] = 503;
        page = await front.SubmitAsync(page, "form:has(#appliquer)");

        Assert.Contains("Les tarifs ne répondent pas", page.Document.QuerySelector("#erreurs")?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Path.EndsWith("/settings/draft/apply", StringComparison.Ordinal));
    }

    private static void Draft(Front front, string late, string more = "", params SettingsFinding[] findings)
    {
        var draft = new SettingsDraftView(4, true, 3, 3, new DateTime(2026, 12, 8, 9, 0, 0), "Sophie Perrin",
            JsonDocument.Parse(Planning(late, more)).RootElement, [], findings, []);
        front.Upstream.Answers[$"GET {Api}planning/settings/draft"] = draft;
        front.Upstream.Answers[$"POST {Api}planning/settings/draft/apply"] = draft with { Exists = false };
    }

    private static Task<Front.Shown> TakeAsync(Front front, string file, bool save) => Send(front, file, save ? [("save", "true")] : []);

    private static async Task<Front.Shown> Send(Front front, string file, (string, string)[] values) =>
        await front.SendFileAsync(await front.OpenAsync("/reglages/fichier"), "form[enctype]", "file", "biviers.json", file, values);

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync("settings");
        foreach (var (name, document) in new[] { ("family", "{}"), ("planning", Planning("allow")), ("billing", Billing("")), ("messaging", "{}") })
        {
            front.Upstream.Answers[$"GET {Api}{name}/settings"] = new SectionView(3, null, null, JsonDocument.Parse(document).RootElement);
            front.Upstream.Answers[$"PUT {Api}{name}/settings"] = new SectionView(4, null, null, JsonDocument.Parse(document).RootElement);
        }

        front.Upstream.Answers[$"POST {Api}planning/settings/check"] = Array.Empty<SettingsFinding>();
        return front;
    }

    private static string Planning(string late, string more = "") => $$"""
        { "absenceReasons": [], "closures": [], "rules": { "midi": [{ "validFrom": "2026-09-01", "deadlines": { "book": { "anchor": "daysBefore", "days": 2, "time": "12:00", "late": "{{late}}" } } }] },
          "facilities": [{ "key": "ecole", "label": "École", "pools": [], "services": [
            { "key": "cantine", "label": "Cantine", "rule": "midi", "units": [{ "key": "repas", "label": "Repas" }{{more}}] },
            { "key": "garderie", "label": "Garderie", "rule": "midi", "units": [{ "key": "soir", "label": "Soir" }] }] }] }
        """;

    private static string Billing(string late, string units = "") => $$"""
        { "tariffs": [{ "key": "repas", "label": "Repas", "units": ["repas"{{units}}], "cashOffice": "a", "versions": [{ "from": "2026-09-01", "flat": 4{{late}} }] }] }
        """;

    private static string Plain(string? text) => (text ?? "").Replace('\u00A0', ' ');
}
