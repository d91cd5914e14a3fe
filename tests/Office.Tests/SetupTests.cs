using System.Text.Json;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Set-up pages: forms change only what they show, refusals stay beside the form.</summary>
public sealed class SetupTests
{
    private const string DraftRoute = "GET /api/biviers/planning/settings/draft";
    private const string ChangeRoute = "PATCH /api/biviers/planning/settings/draft";

    private const string Document = """
        {
          "zone": "A", "validator": "le service", "unknownPart": { "kept": [1, 2.50] },
          "absenceReasons": [{ "key": "medical", "label": "Raison médicale", "futureMember": true }],
          "closures": [],
          "rules": { "midi": [{ "validFrom": "2026-09-01", "futureMember": { "a": 1 }, "deadlines": { "book": { "anchor": "daysBefore", "days": 2, "skip": { "weekends": true }, "time": "12:00", "late": "refuse" } } }] },
          "facilities": [{ "key": "ecole", "label": "École", "pools": [{ "key": "salle", "label": "Salle", "capacity": 20, "futureMember": "x" }],
            "services": [{ "key": "cantine", "label": "Cantine", "futureMember": 7, "opening": { "schoolDays": ["monday"], "futureMember": true }, "rule": "midi", "units": [{ "key": "repas", "label": "Repas", "pools": ["salle"], "attendance": { "clock": "times" } }] }] }]
        }
        """;

    [Fact]
    public async Task Without_the_permission_no_setup_page_opens_and_nothing_is_asked()
    {
        await using var front = await Front.StartAsync("attendance");
        foreach (var path in new[] { "/reglages", "/reglages/nouveau", "/reglages/services/cantine", "/reglages/regles/midi", "/reglages/commune",
            "/reglages/calendrier", "/reglages/brouillon", "/reglages/essai", "/reglages/versions", "/reglages/autres", "/reglages/fichier",
            "/reglages/annee-suivante", "/reglages/motifs/medical", "/reglages/accueils/ecole", "/reglages/accueils/ecole/places/salle",
            "/reglages/services/cantine/inscriptions", "/reglages/services/cantine/prestations/repas", "/reglages/periodes/regle/midi",
            "/reglages/periodes/regle/midi/nouvelle" })
        {
            Assert.Equal(403, (await front.OpenAsync(path)).Status);
        }

        // The legal texts at the foot are public.
        Assert.DoesNotContain(front.Upstream.Calls, c => !c.Path.EndsWith("/family/open/legal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_limit_is_a_new_version_that_keeps_members_the_form_does_not_know()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/reglages/regles/midi");
        Assert.Contains("Ce que liront les familles", page.Text, StringComparison.Ordinal);
        page = await SaveAsync(front, page, ("Input.Book[0].Anchor", "weekdayOfWeek"), ("Input.Book[0].Weekday", "thursday"), ("Input.Book[0].Weeks", "1"),
            ("Input.From", "2027-01-04"));

        Assert.Equal("Brouillon", page.Title);
        var change = Assert.Single(Sent(front));
        Assert.Equal("rules/midi/-", change.Path);
        var version = change.Value!.Value;
        Assert.Equal(1, version.GetProperty("futureMember").GetProperty("a").GetInt32());
        Assert.Equal("""{"anchor":"weekdayOfWeek","weekday":"thursday","weeksBefore":1,"time":"12:00","late":"refuse"}""",
            version.GetProperty("deadlines").GetProperty("book").GetRawText());
    }

    [Fact]
    public async Task A_version_in_force_is_never_changed_and_a_field_out_of_range_is_said_beside_it()
    {
        await using var front = await StartAsync();
        var page = await SaveAsync(front, await front.OpenAsync("/reglages/regles/midi"), ("Input.From", "2026-12-08"), ("Input.Book[0].Days", "400"));
        Assert.Contains("ce qui est déjà en vigueur ne change plus", page.Document.QuerySelector("#Input_From-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("entre 0 et 365", page.Document.QuerySelector("#Input_Book_0_-e")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("400", page.Document.QuerySelector("#Input_Book_0__Days")?.GetAttribute("value"));
        Assert.StartsWith("Erreur : ", page.Document.Title, StringComparison.Ordinal);
        Assert.Empty(Sent(front));
    }

    [Fact]
    public async Task A_service_form_names_only_its_own_places()
    {
        await using var front = await StartAsync();
        await front.SubmitAsync(await front.OpenAsync("/reglages/services/cantine"), "form[action*='Service']", ("Input.Label", "Cantine du bourg"),
            ("Input.Wednesdays", "true"));
        var sent = Sent(front);
        Assert.All(sent, c => Assert.StartsWith("facilities/ecole/services/cantine/", c.Path, StringComparison.Ordinal));
        Assert.True(sent.Single(c => c.Path.EndsWith("/opening", StringComparison.Ordinal)).Value!.Value.GetProperty("futureMember").GetBoolean());
        Assert.Equal("Cantine du bourg", sent.Single(c => c.Path.EndsWith("/label", StringComparison.Ordinal)).Value!.Value.GetString());
    }

    [Fact]
    public async Task A_draft_changed_by_a_colleague_keeps_what_was_typed_and_says_so()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[ChangeRoute] = new Upstream.Refusal(409, "draft.changed", "…");
        var page = await front.SubmitAsync(await front.OpenAsync("/reglages/commune"), "form[action*='Commune']", ("Input.Validator", "la mairie"));
        Assert.Contains("Quelqu’un a changé le brouillon", page.Text, StringComparison.Ordinal);
        Assert.Equal("la mairie", page.Document.QuerySelector("#Input_Validator")?.GetAttribute("value"));
    }

    [Fact]
    public async Task Five_answers_make_a_canteen_with_two_groups_of_places_and_a_rule_of_its_own()
    {
        await using var front = await StartAsync();
        await front.SubmitAsync(await front.OpenAsync("/reglages/nouveau"), "main form", ("Input.Kind", "canteen"), ("Input.Label", "Cantine d’été"),
            ("Input.Places", "50"), ("Input.YoungPlaces", "18"), ("Input.Limit", "open-day"), ("Input.Time", "11:00"));
        var sent = Sent(front);
        Assert.Equal(["rules/cantine-d-ete", "facilities/ecole/pools/-", "facilities/ecole/pools/-", "facilities/ecole/services/-"], sent.Select(c => c.Path));
        Assert.Equal((18, 32), (sent[1].Value!.Value.GetProperty("capacity").GetInt32(), sent[2].Value!.Value.GetProperty("capacity").GetInt32()));
        Assert.Equal("previousOpenDay", sent[0].Value!.Value[0].GetProperty("deadlines").GetProperty("book").GetProperty("anchor").GetString());
        Assert.True(sent[3].Value!.Value.GetProperty("units")[0].GetProperty("meal").GetBoolean());
    }

    [Fact]
    public async Task The_trial_is_a_table_that_a_spreadsheet_opens_without_running_anything()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers["POST /api/biviers/planning/settings/simulate"] = new SimulationView(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), 12,
            1, 1, 1, [new SimulatedTotal("accepted", "refused", 1)],
            [new SimulatedLine("2026-000001", Given.Family, "=DUPONT \"Jean\"", "Tom", new DateTime(2026, 11, 3, 9, 0, 0), IntentAction.Book, "Cantine",
                "Repas", new DateOnly(2026, 11, 6), "accepted", "Réservé.", "refused", "La limite est passée.")],
            ["Les places ne sont pas rejouées."]);
        var page = await front.OpenAsync("/reglages/essai");
        Assert.Contains("1\u00A0réponse changerait", page.Text, StringComparison.Ordinal);
        var csv = await front.OpenAsync("/reglages/essai?handler=Csv&from=2026-11-01&until=2026-11-30");
        Assert.Contains("\"'=DUPONT \"\"Jean\"\"\"", csv.Html, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync("settings");
        var draft = new SettingsDraftView(4, false, 3, 3, null, null, JsonDocument.Parse(Document).RootElement, [], []);
        front.Upstream.Answers[DraftRoute] = draft;
        front.Upstream.Answers[ChangeRoute] = draft with { Exists = true, Revision = 5, At = new DateTime(2026, 12, 8, 9, 0, 0), By = "Sophie Perrin" };
        front.Upstream.Answers["GET /api/biviers/planning/settings"] = new SectionView(3, null, null, draft.Document);
        front.Upstream.Answers["POST /api/biviers/planning/settings/preview"] = new RulePreview("Cantine", ["Réservez au plus tard la veille."], [], []);
        return front;
    }

    /// <summary>The filled form, sent with its second button.</summary>
    private static async Task<Front.Shown> SaveAsync(Front front, Front.Shown page, params (string, string)[] values)
    {
        var form = page.Document.QuerySelector("form.cols")!;
        form.SetAttribute("action", form.QuerySelector("button.main")!.GetAttribute("formaction")!);
        return await front.SubmitAsync(page, "form.cols", values);
    }

    private static List<DraftChange> Sent(Front front) =>
        [.. front.Upstream.Calls.Where(c => c.Method == "PATCH")
            .SelectMany(c => JsonSerializer.Deserialize<ChangeDraft>(c.Body, JsonSerializerOptions.Web)!.Changes)];
}
