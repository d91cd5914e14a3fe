using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Office.Tests.SetupForms;

namespace Preau.Office.Tests;

/// <summary>Set-up forms on a real Planning with the communes of deploy/tenants.</summary>
public sealed class SetupFormsTests(SetupFormsHost host) : IClassFixture<SetupFormsHost>
{
    [Theory]
    [InlineData("biviers")]
    [InlineData("croc-vacances")]
    [InlineData("harmonie")]
    [InlineData("pays-saint-marcellin")]
    [InlineData("saint-martin-dauxigny")]
    public async Task Every_form_of_a_commune_sent_back_unchanged_changes_nothing(string tenant)
    {
        await using var front = await Front.StartAsync(tenant, host.Planning, "settings");
        var before = await DocumentAsync(tenant);
        var pages = PagesOf(JsonNode.Parse(before)!);
        var forms = 0;
        foreach (var path in pages)
        {
            var page = await front.OpenAsync(path);
            Assert.True(page.Status == 200, $"{path}: {page.Status}");
            var ids = page.Document.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Select(Saves).OfType<string>().ToList();
            Assert.NotEmpty(ids);
            foreach (var action in ids)
            {
                var answer = await SaveAsync(front, action == ids[0] ? page : await front.OpenAsync(path), action);
                Assert.True(answer.Document.QuerySelector("#erreurs") is null, $"{path}: {answer.Document.QuerySelector("#erreurs")?.TextContent}");
                Assert.True(answer.Document.Body!.TextContent.Contains("Aucun changement", StringComparison.Ordinal),
                    $"{path}, {action}: {string.Join(" | ", front.Upstream.Calls.Where(c => c.Method == "PATCH").Select(c => c.Body))}");
                forms++;
            }
        }

        Assert.True(forms >= pages.Count);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PATCH");
        var draft = await Agent(tenant).GetAsAsync<SettingsDraftView>($"/api/{tenant}/planning/settings/draft");
        Assert.False(draft.Exists);
        Assert.Equal(before, draft.Document.GetRawText());
    }

    [Fact]
    public async Task A_new_booking_period_begins_as_the_last_one_at_the_next_holidays_and_says_what_families_get()
    {
        const string Tenant = "croc-vacances";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var rule = (string)JsonNode.Parse(await DocumentAsync(Tenant))!["rules"]!.AsObject()
            .First(r => r.Value!.AsArray().Any(v => v!["periods"] is not null)).Key;
        var list = await front.OpenAsync($"/reglages/periodes/regle/{rule}");
        Assert.Contains("Un souhait ne tient pas de place", list.Text, StringComparison.Ordinal);
        var page = await front.OpenAsync($"/reglages/periodes/regle/{rule}/nouvelle?copie=noel-2026");
        Assert.Equal(("Habite la commune", "100"), (Value(page, "Input.Criteria[0].Label"), Value(page, "Input.Criteria[0].Points")));

        var first = await front.OpenAsync("/reglages/periodes/service/restauration/nouvelle");
        Assert.Equal("", Value(first, "Input.First"));

        // Refused beside the fields, nothing lost.
        page = await SaveAsync(front, page, Saves(Form(page))!, ("Input.Label", "Toussaint 2027"), ("Input.First", "2027-10-16"), ("Input.Last", "2027-10-10"),
            ("Input.WishesUntil", "2027-10-20T12:00"), ("Input.Criteria[0].Points", "5000"));
        Assert.Contains("Le dernier jour vient avant le premier", Error(page, "Input.Last"), StringComparison.Ordinal);
        Assert.Contains("entre 1 et 1\u00A0000", Error(page, "Input.Criteria[0].Points"), StringComparison.Ordinal);
        Assert.Equal(("Toussaint 2027", "5000"), (Value(page, "Input.Label"), Value(page, "Input.Criteria[0].Points")));

        // A row more, without saving; then the whole.
        page = await SaveAsync(front, page, RowsAction(page), ("act", "opens/add"), ("Input.Last", "2027-10-31"), ("Input.WishesFrom", "2027-09-11T00:00"),
            ("Input.WishesUntil", "2027-09-25T23:59"), ("Input.Criteria[0].Points", "60"));
        Assert.Equal("", Value(page, "Input.Opens[0].At"));
        page = await SaveAsync(front, page, Saves(Form(page))!, ("Input.Opens[0].At", "2027-10-01T08:00"), ("Input.Opens[0].For.Resident", "yes"));
        Assert.Contains("Réservations ouvertes le vendredi 1er octobre 2027 à 8 h aux familles qui habitent la commune", page.Text.Replace('\u00A0', ' '),
            StringComparison.Ordinal);

        var draft = await TakeDraftAsync(Tenant);
        var period = JsonNode.Parse(draft.Document.GetRawText())!["rules"]![rule]!.AsArray().SelectMany(v => v!["periods"]?.AsArray() ?? [])
            .Single(p => (string?)p!["label"] == "Toussaint 2027")!;
        Assert.Equal("""[{"at":"2027-10-01T08:00","for":{"resident":true}}]""", period["opens"]!.ToJsonString());
        Assert.Equal((60, "2027-09-25T23:59", true),
            ((int)period["wishes"]!["criteria"]![0]!["points"]!, (string?)period["wishes"]!["until"], (bool)period["wishes"]!["siblingsTogether"]!));
        Assert.Contains(draft.Changes, c => c.Text.Contains("Toussaint 2027", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_period_of_a_holiday_centre_is_proposed_at_the_next_holidays()
    {
        await using var front = await Front.StartAsync("biviers", host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/periodes/service/alsh-vacances/nouvelle");
        Assert.Equal(("2026-12-19", "2027-01-03"), (Value(page, "Input.First"), Value(page, "Input.Last")));
        Assert.Contains("Noël", Value(page, "Input.Label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hours_are_set_with_a_stay_worked_out_as_the_roll_call_does()
    {
        const string Tenant = "harmonie";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/services/accueil-soir/prestations/accueil-soir");
        (string, string)[] hours = [("Attendance.BillsHours", "true"), ("Attendance.UnitMinutes", "60"), ("Attendance.ToleranceMinutes", "0"),
            ("Attendance.CapAtSlot", "true"), ("Attendance.Arrival", "16:30"), ("Attendance.Departure", "17:20")];
        page = await SubmitAsync(front, page, "#pointage", "Example", hours);
        Assert.Contains("Arrivée 16 h 30, départ 17 h 20 : 1 h facturée", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        page = await SubmitAsync(front, page, "#pointage", "Attendance", ("Attendance.ToleranceMinutes", "10"), ("Attendance.Rounding", "nearest"),
            ("Attendance.To", "16:00"));
        Assert.Contains("seulement avec", Error(page, "Attendance.ToleranceMinutes"), StringComparison.Ordinal);
        Assert.Contains("avant le début", Error(page, "Attendance.To"), StringComparison.Ordinal);
        await SubmitAsync(front, page, "#pointage", "Attendance", ("Attendance.Rounding", "started"), ("Attendance.To", "18:30"),
            ("Attendance.FreeIfLeftBefore", "16:45"));

        var unit = JsonNode.Parse((await TakeDraftAsync(Tenant)).Document.GetRawText())!["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray())
            .SelectMany(s => s!["units"]!.AsArray()).Single(u => (string?)u!["key"] == "accueil-soir")!;
        Assert.Equal("""{"clock":"times","slot":{"from":"16:30","to":"18:30"},"hours":{"unitMinutes":60,"toleranceMinutes":10,"freeIfLeftBefore":"16:45"}}""",
            unit["attendance"]!.ToJsonString());
    }

    [Fact]
    public async Task Pieces_of_an_enrolment_are_added_moved_and_taken_away_and_keep_their_keys()
    {
        const string Tenant = "harmonie";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/services/multi-accueil/inscriptions");
        page = await SaveAsync(front, page, RowsAction(page), ("act", "pieces/down/0"));
        page = await SaveAsync(front, page, RowsAction(page), ("act", "pieces/add"), ("Input.Capacity", "30"));
        page = await SaveAsync(front, page, Saves(Form(page))!, ("Input.Pieces[2].Help", "De moins de trois mois"));
        Assert.Contains("Donnez un nom à cette pièce", Error(page, "Input.Pieces[2].Label"), StringComparison.Ordinal);
        Assert.Equal("De moins de trois mois", Value(page, "Input.Pieces[2].Help"));
        await SaveAsync(front, page, Saves(Form(page))!, ("Input.Pieces[2].Label", "Justificatif de domicile"), ("Input.Pieces[2].Required", "false"));

        var enrolment = JsonNode.Parse((await TakeDraftAsync(Tenant)).Document.GetRawText())!["facilities"]!.AsArray()
            .SelectMany(f => f!["services"]!.AsArray()).Single(s => (string?)s!["key"] == "multi-accueil")!["enrolment"]!;
        Assert.Equal(30, (int)enrolment["capacity"]!);
        Assert.Equal(
            """{"key":"ressources","label":"Justificatif de ressources ou numéro d’allocataire"}{"key":"vaccins","label":"Carnet de vaccination"}{"key":"justificatif-de-domicile","label":"Justificatif de domicile","required":false,"help":"De moins de trois mois"}""",
            System.Text.RegularExpressions.Regex.Unescape(string.Concat(enrolment["pieces"]!.AsArray().Select(p => p!.ToJsonString()))));
    }

    [Fact]
    public async Task A_reason_says_in_words_what_its_certificate_and_waiting_days_come_to()
    {
        const string Tenant = "biviers";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/motifs/nouveau");
        (string, string)[] given = [("Input.Label", "Congé parental"), ("Input.NeedsEvidence", "true"), ("Input.Due", "hours"), ("Input.Hours", "48"),
            ("Input.WaitingDays", "2"), ("Input.WaitingFirstDay", "3"), ("Input.WaitingUnit", "service"), ("Input.Leave", "true"), ("Input.ByFamily", "true")];
        page = await SubmitAsync(front, page, "#motif", "Save", [.. given, ("Input.MaxDays", "1")]);
        Assert.Contains("vient avant la limite", Error(page, "Input.MaxDays"), StringComparison.Ordinal);
        page = await SubmitAsync(front, page, "#motif", "Show", ("Input.MaxDays", ""));
        Assert.Contains("2 jours à partir du 3e restent facturés, en comptant les jours réservés", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        await SubmitAsync(front, page, "#motif", "Save");

        var reason = JsonNode.Parse((await TakeDraftAsync(Tenant)).Document.GetRawText())!["absenceReasons"]!.AsArray()[^1]!;
        Assert.Equal(
            """{"key":"conge-parental","label":"Congé parental","leave":true,"evidence":{"hours":48},"waiting":{"days":2,"unit":"service","firstDay":3}}""",
            System.Text.RegularExpressions.Regex.Unescape(reason.ToJsonString()));
    }

    [Fact]
    public async Task Points_of_a_waiting_list_are_written_from_choices_when_no_name_is_given()
    {
        const string Tenant = "saint-martin-dauxigny";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var rule = JsonNode.Parse(await DocumentAsync(Tenant))!["rules"]!.AsObject().First().Key;
        var page = await front.OpenAsync($"/reglages/regles/{rule}");
        page = await SubmitAsync(front, page, "form.cols", "Save", ("Input.Full", "waitingList"), ("Input.ListOrder", "criteria"));
        Assert.Contains("Ajoutez au moins un critère", Error(page, "Input.ListOrder"), StringComparison.Ordinal);
        page = await SubmitAsync(front, page, "form.cols", "Rows", ("act", "criteria/add"));
        page = await SubmitAsync(front, page, "form.cols", "Save", ("Input.Criteria[0].Points", "30"));
        Assert.Contains("Dites pour quelles familles", Error(page, "Input.Criteria[0].For.Resident"), StringComparison.Ordinal);
        await SubmitAsync(front, page, "form.cols", "Save", ("Input.Criteria[0].For.Resident", "yes"), ("Input.Criteria[0].Sibling", "true"));

        var version = JsonNode.Parse((await TakeDraftAsync(Tenant)).Document.GetRawText())!["rules"]![rule]!.AsArray()[^1]!;
        Assert.Equal(
            """{"order":"criteria","criteria":[{"label":"Habite la commune et frère ou sœur le même jour","points":30,"for":{"resident":true},"sibling":true}]}""",
            System.Text.RegularExpressions.Regex.Unescape(version["waitingList"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_version_in_force_is_mended_as_a_correction_with_a_reason_that_colleagues_read()
    {
        const string Tenant = "pays-saint-marcellin";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/regles/periscolaire");
        page = await SubmitAsync(front, page, "form.cols", "Save", ("Correct", "true"), ("Input.OverCapacity", "true"));
        Assert.Equal("Brouillon", page.Title);
        Assert.Contains("Ce brouillon corrige ce qui est déjà en vigueur", page.Text, StringComparison.Ordinal);

        page = await SubmitAsync(front, page, "form:has(#appliquer)", "Apply", ("Correction", " "));
        Assert.Contains("Dites pourquoi", Error(page, "Correction"), StringComparison.Ordinal);
        await SubmitAsync(front, page, "form:has(#appliquer)", "Apply", ("Correction", "Oubli à la rentrée."));
        var versions = await front.OpenAsync("/reglages/versions");
        Assert.Contains("Correction de ce qui était en vigueur : « Oubli à la rentrée. »", versions.Text, StringComparison.Ordinal);
        Assert.Contains("règle valable depuis le 1er septembre 2026", versions.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_names_order_and_the_communes_own_settings_have_their_forms()
    {
        const string Tenant = "biviers";
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        await SubmitAsync(front, await front.OpenAsync("/reglages/accueils/garderie-periscolaire"), "#ordre", "Order", ("act", "services/down/0"));
        await SubmitAsync(front, await front.OpenAsync("/reglages/accueils/garderie-periscolaire"), "#accueil", "Save", ("Input.School", "ecole-de-biviers"));
        await SubmitAsync(front, await front.OpenAsync("/reglages/services/alsh-mercredi"), "#ordre", "Order", ("act", "units/up/1"));
        await SubmitAsync(front, await front.OpenAsync("/reglages"), "form[action*='Order']", "Order", ("act", "facilities/down/0"));
        var page = await SubmitAsync(front, await front.OpenAsync("/reglages/accueils/garderie-periscolaire/places/nouvelles"), "#places", "Save",
            ("Input.Label", "Salle des petits"), ("Input.Capacity", "12"), ("Input.From", "6"), ("Input.To", "3"));
        Assert.Contains("vient avant celui du début", Error(page, "Input.To"), StringComparison.Ordinal);
        await SubmitAsync(front, page, "#places", "Save", ("Input.From", "3"), ("Input.To", "5"));
        page = await SubmitAsync(front, await front.OpenAsync("/reglages/commune"), "#commune", "Commune", ("Input.AbsenceUndoMinutes", "2000"),
            ("Input.KeepDays", "90"), ("Input.HoursBefore", "48"));
        Assert.Contains("entre 0 et 1\u00A0440", Error(page, "Input.AbsenceUndoMinutes"), StringComparison.Ordinal);
        Assert.Equal("90", Value(page, "Input.KeepDays"));
        await SubmitAsync(front, page, "#commune", "Commune", ("Input.AbsenceUndoMinutes", "15"));
        await SubmitAsync(front, await front.OpenAsync("/reglages/services/restauration"), "form[action*='Service']", "Service",
            ("Input.NeedsCompleteFile", "true"));

        var document = JsonNode.Parse((await TakeDraftAsync(Tenant)).Document.GetRawText())!;
        Assert.Equal(["garderie-periscolaire", "accueil-de-loisirs"], document["facilities"]!.AsArray().Select(f => (string)f!["key"]!));
        Assert.Equal(
            ["alsh-mercredi-journee", "alsh-mercredi-apres-midi"], document["facilities"]![1]!["services"]!.AsArray()
                .Single(s => (string?)s!["key"] == "alsh-mercredi")!["units"]!.AsArray().Select(u => (string)u!["key"]!));
        var facility = document["facilities"]!.AsArray().Single(f => (string?)f!["key"] == "garderie-periscolaire")!;
        Assert.Equal(["restauration", "garderie-matin"], facility["services"]!.AsArray().Select(s => (string)s!["key"]!));
        Assert.Equal("""{"key":"salle-des-petits","label":"Salle des petits","capacity":12,"ages":{"from":3,"to":5}}""",
            facility["pools"]!.AsArray()[^1]!.ToJsonString());
        Assert.Equal(
            ("ecole-de-biviers", 15, 90,
                48), ((string)facility["school"]!, (int)document["absenceUndoMinutes"]!, (int)document["certificates"]!["keepDays"]!,
                    (int)document["reminders"]!["hoursBefore"]!));
        Assert.True((bool)facility["services"]![0]!["needsCompleteFile"]!);
    }

    [Fact]
    public async Task A_years_copied_enrolments_are_seen_and_taken_back_on_one_page()
    {
        const string Tenant = "saint-martin-dauxigny";
        await host.Planning.InTenantAsync(Tenant, async scope =>
        {
            var db = (Preau.Planning.PlanningDb)scope.GetService(typeof(Preau.Planning.PlanningDb))!;
            db.Enrolments.Add(new Preau.Planning.Book.Enrolment
            {
                FamilyId = Guid.NewGuid(),
                ChildId = Guid.NewGuid(),
                Service = Service(JsonNode.Parse(await DocumentAsync(Tenant))!),
                From = new DateOnly(2026, 9, 1),
                Until = new DateOnly(2027, 8, 31)
            });
            return await db.SaveChangesAsync();
        });
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync("/reglages/annee-suivante");
        // Only the enrolments: the other boxes are not ticked.
        page.Document.QuerySelectorAll("[name=Closures], [name=Rules]").OfType<IHtmlInputElement>().ToList().ForEach(b => b.IsChecked = false);
        page = await front.SubmitAsync(page, "form:has([name=Enrolments])");
        Assert.Contains("Copies faites", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            front.Upstream.Calls, c =>
                c.Method == "POST" && c.Body.Contains("\"closures\":true,\"rules\":true,\"enrolments\":true", StringComparison.Ordinal)
                    && c.Body.Contains("\"apply\":true", StringComparison.Ordinal));

        page = await front.SubmitAsync(page, "form[action*='Undo']");
        Assert.Contains("1 inscription à retirer", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        page = await front.SubmitAsync(page, "form[action*='Undo']", ("apply", "true"));
        Assert.Contains("1 inscription retirée", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        static string Service(JsonNode document) => (string)document["facilities"]![0]!["services"]![0]!["key"]!;
    }

    /// <summary>What was prepared; the next test finds none.</summary>
    private async Task<SettingsDraftView> TakeDraftAsync(string tenant)
    {
        var agent = Agent(tenant);
        var draft = await agent.GetAsAsync<SettingsDraftView>($"/api/{tenant}/planning/settings/draft");
        Assert.True(draft.Exists);
        await agent.DeleteAsync(new Uri($"/api/{tenant}/planning/settings/draft?basedOn={draft.Revision}", UriKind.Relative));
        return draft;
    }

    private HttpClient Agent(string tenant) => host.Planning.Client(Tokens.Agent(tenant, "settings"));

    private async Task<string> DocumentAsync(string tenant) =>
        (await Agent(tenant).GetAsAsync<SectionView>($"/api/{tenant}/planning/settings")).Document.GetRawText();
}
