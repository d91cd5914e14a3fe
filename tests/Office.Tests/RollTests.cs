using System.IO.Compression;
using System.Text;
using Preau.Contracts.Api;
using Preau.Office.Lists;

namespace Preau.Office.Tests;

public sealed class RollTests
{
    private const string RollRoute = "GET /api/biviers/planning/roll";
    private const string MarksRoute = "POST /api/biviers/planning/roll/marks";
    private const string NotesRoute = "POST /api/biviers/family/day-notes";
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public async Task Without_scripts_one_button_marks_an_arrival_and_the_page_says_what_to_do_and_who_may_not_come()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/pointage?service=soir");

        Assert.Contains("Ne pas remettre à Paul Roux.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Trousse dans le sac", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href='tel:0639981241']"));
        front.Upstream.Answers[MarksRoute] = new MarksResult([new MarkAnswer(Guid.NewGuid(), true, "recorded", null)]);
        var after = await front.SubmitAsync(page, ".roll form:has([value=Arrival])");

        Assert.Contains("Tom DUPONT : pointage noté.", after.Text, StringComparison.Ordinal);
        var body = front.Upstream.Calls.Single(c => c.Path.EndsWith("/roll/marks", StringComparison.Ordinal)).Body;
        Assert.Contains($"\"child\":\"{Given.Child}\",\"unit\":\"soir\",\"date\":\"2026-12-08\",\"kind\":\"Arrival\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_an_hour_is_corrected_and_a_mark_withdrawn_in_place()
    {
        var arrival = new RollMark(Guid.NewGuid(), MarkKind.Arrival, new DateTime(2026, 12, 8, 15, 31, 0, DateTimeKind.Utc), new TimeOnly(16, 31), null,
            "Karim");
        await using var front = await StartAsync(Child([arrival]) with { Presence = RollPresence.Present, Arrival = new TimeOnly(16, 31) });
        var page = await front.OpenAsync($"/pointage?service=soir&corriger={Given.Child}%7Csoir");
        front.Upstream.Answers[MarksRoute] = new MarksResult([new MarkAnswer(Guid.NewGuid(), true, "recorded", null)]);

        await front.SubmitAsync(page, ".roll .full form:has([type=time])", ("time", "16:40"));
        await front.SubmitAsync(page, ".roll .full form:has([value=Undo])");

        var sent = front.Upstream.Calls.Where(c => c.Path.EndsWith("/roll/marks", StringComparison.Ordinal)).Select(c => c.Body).ToList();
        Assert.Contains($"\"kind\":\"Arrival\"", sent[0], StringComparison.Ordinal);
        Assert.Contains($"\"time\":\"16:40:00\",\"replaces\":\"{arrival.Id}\"", sent[0], StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"Undo\"", sent[1], StringComparison.Ordinal);
        Assert.Contains($"\"replaces\":\"{arrival.Id}\"", sent[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_nobody_expected_is_found_without_accents_and_added()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/pointage?service=soir&enfant=noe");

        Assert.Contains("MOREAU Noé", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector(".list form [value=Arrival]"));
    }

    [Fact]
    public async Task The_worker_lies_under_the_commune_and_the_page_kept_for_want_of_network_names_no_child()
    {
        await using var front = await StartAsync();
        var worker = await front.OpenAsync("/pointage/garde.js");
        var shell = await front.OpenAsync("/pointage/hors-ligne");

        Assert.Equal(200, worker.Status);
        Assert.Contains("addEventListener('fetch'", worker.Html, StringComparison.Ordinal);
        Assert.Equal(200, shell.Status);
        Assert.DoesNotContain("DUPONT", shell.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Path.EndsWith("/roll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_script_gets_the_list_with_a_token_and_sends_what_a_tablet_gathered()
    {
        await using var front = await StartAsync();
        await front.OpenAsync("/pointage");
        var list = System.Text.Json.JsonDocument.Parse((await front.OpenAsync("/pointage/liste?service=soir")).Html).RootElement;
        var token = list.GetProperty("token").GetString();
        var id = Guid.NewGuid();
        front.Upstream.Answers[MarksRoute] = new MarksResult([new MarkAnswer(id, true, "recorded", null)]);
        var body =
            $$"""{"device":"Tablette 1","sentAt":"2026-12-08T08:10:00Z","marks":[{"id":"{{id}}","child":"{{Given.Child}}","unit":"soir","date":"2026-12-08","kind":"Arrival","at":"2026-12-08T08:09:00Z","time":null,"replaces":null}]}""";

        var sent = await front.PostJsonAsync("/pointage/marques", body, token);

        Assert.Equal((200, $$"""{"results":[{"id":"{{id}}","kept":true,"code":"recorded","text":null}]}"""), sent);
        Assert.Equal("Tom", list.GetProperty("view").GetProperty("children")[0].GetProperty("firstName").GetString());
        Assert.Equal("Trousse dans le sac", list.GetProperty("notes")[0].GetProperty("toDo")[0].GetString());
        Assert.Equal(400, (await front.PostJsonAsync("/pointage/marques", body, null)).Status);
        foreach (var bad in (string[])["", "null", "[]", "{", """{"marks":{}}"""])
        {
            Assert.Equal((400, bad), ((await front.PostJsonAsync("/pointage/marques", bad, token)).Status, bad));
        }
    }

    [Fact]
    public async Task The_day_list_is_taken_away_as_csv_and_as_a_workbook_with_what_to_do()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers["GET /api/biviers/planning/day"] = new DayView(Today, [], null,
            [new DayService("soir", "Garderie", "École", [],
                [new DayChild(Given.Child, "Tom", "=DUPONT", "École", "CP", "soir", "Soir", CellState.Booked, "DUPONT Jean", null, Guid.Empty, Meal: true)],
                new DayCounts(1, 0, 0, 0))]);

        var page = await front.OpenAsync("/journee");
        var csv = await front.OpenAsync("/journee?format=csv");

        Assert.Contains("Trousse dans le sac", page.Text, StringComparison.Ordinal);
        Assert.Contains("École;Garderie;Soir;'=DUPONT;Tom;École;CP;Réservé;;;;Trousse dans le sac", csv.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evacuation_list_and_the_week_say_on_screen_and_in_files_who_may_not_come_whom_to_call_the_commune_and_the_day()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers["GET /api/biviers/planning/roll/inside"] = new InsideView(new DateTime(2026, 12, 8, 17, 5, 0), [],
            [new InsideFacility("ecole", "École", [new InsideChild(Given.Child, Given.Family, "Tom", "DUPONT", "École", "CP", "Soir", new TimeOnly(16, 31))])],
            [new InsideFacility("ecole", "École",
                [new InsideChild(Guid.NewGuid(), Given.Family, "Noé", "MOREAU", "École", "CE1", "Matin", new TimeOnly(9, 14))])]);
        front.Upstream.Answers["GET /api/biviers/planning/week"] = new WeekView(new DateOnly(2026, 12, 7), Today, [Today],
            [new WeekService("soir", "Garderie", "École", [1], [true],
                [new WeekChild(Given.Child, "Tom", "DUPONT", "École", "CP", "soir", "Soir", [CellState.Booked])])],
            new ListFilters([], [], [], [], []));
        const string Order = "Décision de justice du 12 mai 2025 : Paul Roux ne doit pas venir";
        const string End = Order
            + ";Paul Roux, décision de justice;Odile Dupont, grand-mère : 06 39 98 12 41;Odile Dupont, grand-mère : 06 39 98 12 41;Biviers;";

        var inside = await front.OpenAsync("/pointage/evacuation");
        var kept = await front.OpenAsync("/pointage/evacuation/liste");
        var week = await front.OpenAsync("/journee/semaine");

        Assert.Contains("Il n’y a pas de liste pour cette semaine-là", (await front.OpenAsync("/journee/semaine?date=1900-01-01")).Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Il n’y a pas de liste", week.Text, StringComparison.Ordinal);
        Assert.NotNull(inside.Document.QuerySelector("#pointage[data-inside]"));
        Assert.Contains("Dans les locaux : 1\u00A0enfant", inside.Text, StringComparison.Ordinal);
        Assert.Contains("MOREAU Noé, CE1 Matin, vu à 9\u00A0h\u00A014", inside.Text, StringComparison.Ordinal);
        Assert.Equal(["Biviers · mardi 8 décembre à 17 h 05 2026 · École"],
            inside.Document.QuerySelectorAll(".page-head").Select(h => h.TextContent.Trim().Replace('\u00A0', ' ')));
        // On paper a number isn't torn over two lines.
        Assert.Contains("06\u00A039\u00A098\u00A012\u00A041", week.Text, StringComparison.Ordinal);
        Assert.Contains("Biviers · semaine", week.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Biviers", System.Text.Json.JsonDocument.Parse(kept.Html).RootElement.GetProperty("commune").GetString());
        var csv = (await front.OpenAsync("/pointage/evacuation?format=csv")).Html;
        Assert.Contains("École;DUPONT;Tom;École;CP;Soir;16:31;;" + End + "08/12/2026", csv, StringComparison.Ordinal);
        Assert.Contains("École;MOREAU;Noé;École;CE1;Matin;09:14;Service terminé, aucun départ noté;", csv, StringComparison.Ordinal);
        Assert.Equal(
            "Noé", System.Text.Json.JsonDocument.Parse(kept.Html).RootElement.GetProperty("inside").GetProperty("over")[0].GetProperty("children")[0]
                .GetProperty("firstName").GetString());
        Assert.Contains("École;Garderie;Soir;DUPONT;Tom;École;CP;Réservé;" + End + "07/12/2026", (await front.OpenAsync("/journee/semaine?format=csv")).Html,
            StringComparison.Ordinal);
        foreach (var page in new[] { inside, week, await front.OpenAsync("/pointage?service=soir") })
        {
            Assert.Contains(Order, page.Text, StringComparison.Ordinal);
            Assert.Contains("06 39 98 12 41", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" +33 6", "' +33 6")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("dit \"oui\"", "\"dit \"\"oui\"\"\"")]
    [InlineData("Noé", "Noé")]
    public void No_text_of_a_table_is_ever_computed(string text, string field)
    {
        var sheet = new Sheet("Test", ["Texte", "Nombre"], [[text, -3], [null, null]]);
        Assert.Equal([0xEF, 0xBB, 0xBF], sheet.ToCsv()[..3]);
        Assert.Equal($"Texte;Nombre\r\n{field};-3\r\n;\r\n", Encoding.UTF8.GetString(sheet.ToCsv().AsSpan(3)));

        using var workbook = new ZipArchive(new MemoryStream(sheet.ToXlsx()));
        using var reader = new StreamReader(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = System.Xml.Linq.XDocument.Parse(reader.ReadToEnd());
        Assert.Equal(["Texte", "Nombre", text, "-3", "", ""], xml.Descendants().Where(e => e.Name.LocalName is "t" or "v").Select(e => e.Value));
        Assert.DoesNotContain(xml.Descendants(), e => e.Name.LocalName == "f");
    }

    [Fact]
    public async Task Days_to_settle_are_chosen_and_settled_together()
    {
        await using var front = await StartAsync();
        var view = new AnomaliesView(Today.AddDays(-14), Today, Today,
            [new RollAnomaly("clock", Given.Child, "Tom", "DUPONT", "soir", "Soir", "École", Today.AddDays(-1), CellState.ClockMissing, new TimeOnly(16, 30),
                null, new TimeOnly(16, 30), new TimeOnly(18, 30), true, [])],
            1, []);
        front.Upstream.Answers["GET /api/biviers/planning/roll/anomalies"] = view;
        front.Upstream.Answers[MarksRoute] = new MarksResult([new MarkAnswer(Guid.NewGuid(), true, "recorded", null)]);
        var page = await front.OpenAsync("/pointage/anomalies");
        Assert.Contains("un jour sans aucun pointage ne l’est pas", page.Text, StringComparison.Ordinal);

        // One day to complete: what decides about absences fits none.
        Assert.Equal(["absent", "slot"], page.Document.QuerySelectorAll("[name=fix]").Select(b => b.GetAttribute("value")));
        Assert.Contains("Choisissez d’abord", (await front.SubmitAsync(page, "form.choose", ("fix", "slot"))).Text, StringComparison.Ordinal);
        var after = await front.SubmitAsync(page, "form.choose", ("fix", "slot"), ("ids", $"{Given.Child}|soir|2026-12-07"));

        Assert.Contains("1 jour réglé", after.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var fix =
            System.Text.Json.JsonDocument.Parse(front.Upstream.Calls.Single(c => c.Path.EndsWith("/roll/marks", StringComparison.Ordinal)).Body).RootElement
            .GetProperty("marks")[0];
        Assert.Equal("Departure", fix.GetProperty("kind").GetString());

        // All of it is taken back as one act.
        var undone = await front.SubmitAsync(after, ".toast form");

        Assert.Contains("1 jour est de nouveau à vérifier", undone.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var undo =
            System.Text.Json.JsonDocument.Parse(front.Upstream.Calls.Last(c => c.Path.EndsWith("/roll/marks", StringComparison.Ordinal)).Body).RootElement
            .GetProperty("marks")[0];
        Assert.Equal(("Undo", fix.GetProperty("id").GetString()), (undo.GetProperty("kind").GetString(), undo.GetProperty("replaces").GetString()));
    }

    [Theory]
    [InlineData("2999-01-01")]
    [InlineData("1900-01-01")]
    [InlineData("hier")]
    public async Task A_day_without_a_roll_leads_to_todays_address_which_the_script_reads(string day)
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync($"/pointage?service=soir&date={day}");

        Assert.Equal("?service=soir", new Uri(page.Address).Query);
        Assert.Contains("Ce jour ne se pointe pas", page.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
    }

    private static RollChild Child(RollMark[] marks) => new(
        Given.Child, Given.Family, "Tom", "DUPONT", "m", "École", "CP", "soir", CellState.Booked, true, true, RollPresence.Unmarked, null, null, false, null,
        marks);

    private static async Task<Front> StartAsync(RollChild? child = null)
    {
        var front = await Front.StartAsync("attendance");
        front.Upstream.Answers[RollRoute] = new RollView(Today, new DateTime(2026, 12, 8, 9, 10, 0), true, "soir", "Garderie du soir", "ecole", "École",
            [new RollUnit("soir", "Garderie", "Soir", true, new TimeOnly(16, 30), new TimeOnly(18, 30), false)],
            [child ?? Child([])], [new RollOther(Guid.NewGuid(), Guid.NewGuid(), "Noé", "MOREAU", "m", "École", "CM1")],
            [new FilterOption("soir", "Garderie du soir, École")]);
        front.Upstream.Answers[NotesRoute] = new DayNotesView([new DayNote(Given.Child, ["Trousse dans le sac"], null, false, null,
            [new CareContact("Odile Dupont", "grand-mère", "06 39 98 12 41")], [new CareContact("Paul Roux", "décision de justice", null)],
            [new CareContact("Odile Dupont", "grand-mère", "06 39 98 12 41")],
            ["Décision de justice du 12 mai 2025 : Paul Roux ne doit pas venir"])]);
        return front;
    }
}
