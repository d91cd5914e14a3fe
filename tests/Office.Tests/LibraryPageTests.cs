using System.Net.Http.Headers;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>What agents put up for families, and the papers they take from a file.</summary>
public sealed class LibraryPageTests
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Id = Guid.Parse("40000000-0000-0000-0000-0000000000a1");
    private static readonly LibraryItemView Menu = new(Id, LibraryKind.Menu, "Menu du restaurant", null, new DateOnly(2026, 12, 7), null, null, true,
        new DateTime(2026, 12, 4, 9, 0, 0), "Sophie Perrin", "application/pdf", 84_000, false);

    [Fact]
    public async Task A_menu_is_put_up_with_its_week_changed_and_taken_away()
    {
        await using var front = await Front.StartAsync(Permissions.Messages);
        front.Upstream.Answers[$"GET {Api}/library"] = new LibraryView([Menu]);
        front.Upstream.Answers[$"PUT {Api}/library/{Id}"] = new LibraryView([]);
        front.Upstream.Answers[$"DELETE {Api}/library/{Id}"] = new LibraryView([]);
        var page = await front.OpenAsync("/infos");
        Assert.Contains("Cette semaine, du 7 décembre", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, "form[enctype]");
        Assert.Contains("Donnez un titre", wrong.Text, StringComparison.Ordinal);

        var sent = await front.ShowAsync(Upload(front, page));

        Assert.Contains("est publié", sent.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            front.Upstream.Calls, c =>
                c is { Method: "POST", Path: Api + "/library/upload" } && c.Query.Contains("week=2026-12-15", StringComparison.Ordinal)
                    && c.Query.Contains("kind=Menu", StringComparison.Ordinal));
        var changed = await front.SubmitAsync(page, "form[action*='Change']", ($"title-{Id.ToString("N")[^6..]}", "Menu de Noël"));
        Assert.Contains("« Menu de Noël » est modifié.", changed.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"PUT {Api}/library/{Id}"] = new Upstream.Refusal(400, "library.until", "Ce dernier jour est déjà passé.");
        var refused = await front.SubmitAsync(page, "form[action*='Change']");
        Assert.Contains("déjà passé", refused.Document.QuerySelector($"#until-{Id.ToString("N")[^6..]}-erreur")?.TextContent, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='Remove']");
        front.Upstream.Answers[$"GET {Api}/library/{Id}/file"] = new { };
        Assert.Equal(200, (await front.OpenAsync($"/infos?handler=File&id={Id}")).Status);
        Assert.Contains(front.Upstream.Calls, c => c is { Method: "DELETE", Path: $"{Api}/library/40000000-0000-0000-0000-0000000000a1" });
    }

    [Fact]
    public async Task A_link_needs_no_file_and_the_page_the_right_for_messages()
    {
        await using var front = await Front.StartAsync(Permissions.Messages);
        front.Upstream.Answers[$"GET {Api}/library"] = new LibraryView([]);
        front.Upstream.Answers[$"POST {Api}/library"] = new Upstream.Refusal(400, "library.link", "L’adresse commence par https://.");
        var page = await front.OpenAsync("/infos");
        var wrong = await front.SubmitAsync(page, "form[enctype]", ("kind-000000", "Link"), ("title-000000", "CAF"), ("url-000000", "http://caf.fr"));
        Assert.Contains("https://", wrong.Document.QuerySelector("#url-000000-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("http://caf.fr", wrong.Document.QuerySelector("#url-000000")?.GetAttribute("value"));
        await using var other = await Front.StartAsync(Permissions.Families);
        Assert.Equal(403, (await other.OpenAsync("/infos")).Status);
    }

    [Fact]
    public async Task A_pre_enrolment_is_read_accepted_or_refused_with_a_reason()
    {
        await using var front = await Front.StartAsync(Permissions.Requests);
        var item = new PreEnrolmentView(Id, "D2026-00009", new DateTime(2026, 12, 7, 9, 0, 0), "Zoé Faure", "zoe@familles.example", new() { ["role"] = "Mère" },
            new() { ["street"] = "1 rue Basse" },
            [new() { ["firstName"] = "Léa", ["birthDate"] = "2022-03-04" }], null, RequestStatus.Pending, new DateOnly(2026, 12, 14),
            ["Léa Faure est peut-être déjà connue."], null, null, null);
        front.Upstream.Answers[$"GET {Api}/pre-enrolments"] = new PreEnrolmentPage([item], 1, 1, 1);
        front.Upstream.Answers[$"POST {Api}/pre-enrolments/{Id}/decision"] = new Upstream.Refusal(400, "reason.missing", "La famille doit savoir pourquoi.");
        var page = await front.OpenAsync("/demandes/preinscriptions");
        Assert.Contains("peut-être déjà connue", page.Text, StringComparison.Ordinal);
        front.Upstream.Answers[$"GET {Api}/pre-enrolments/{Id}/paper"] = new { };
        Assert.Equal(200, (await front.OpenAsync($"/demandes/preinscriptions?handler=Paper&id={Id}")).Status);
        var wrong = await front.SubmitAsync(page, "details form");
        Assert.Contains("La famille doit savoir pourquoi.", wrong.Document.QuerySelector("[id^='r-'][id$='-erreur']")?.TextContent, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}/pre-enrolments/{Id}/decision"] = item with { Status = RequestStatus.Accepted };
        var done = await front.SubmitAsync(page, ".row > form");

        Assert.Contains("Le dossier de Zoé Faure est ouvert", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"accept\":true", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_of_some_services_reads_pre_enrolments_and_who_answers_them()
    {
        await using var front = await Front.StartAsync(Permissions.Requests);
        front.Upstream.Members = [front.Upstream.Members[0] with { ScopeText = "@garderie-periscolaire=vpd" }];
        var item = new PreEnrolmentView(Id, "D2026-00009", new DateTime(2026, 12, 7, 9, 0, 0), "Zoé Faure", "zoe@familles.example", new() { ["role"] = "Mère" },
            new() { ["street"] = "1 rue Basse" },
            [new() { ["firstName"] = "Léa", ["school"] = "École du village" }], null, RequestStatus.Pending, new DateOnly(2026, 12, 14), [], null, null, null);
        front.Upstream.Answers[$"GET {Api}/pre-enrolments"] = new PreEnrolmentPage([item], 1, 1, 1);

        var page = await front.OpenAsync("/demandes/preinscriptions");

        Assert.Contains("Zoé Faure", page.Text, StringComparison.Ordinal);
        Assert.Contains("des droits sur tous les services leur répond", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form[method=post]"));
    }

    [Fact]
    public async Task Demandes_about_files_stand_in_the_queue_with_those_of_days_are_decided_there_and_counted_together()
    {
        await using var front = await Front.StartAsync(Permissions.Requests, Permissions.Families);
        var line = Guid.NewGuid();
        front.Upstream.Answers["GET /api/biviers/planning/queue"] = new QueuePage([], 1, 1, 0, new QueueCounts(2, 0, 0, 0), []);
        front.Upstream.Answers["GET /api/biviers/planning/queue/counts"] = new QueueCounts(2, 0, 0, 0);
        front.Upstream.Answers[$"GET {Api}/requests/counts"] = new FamilyRequestCounts(3, 1, 0);
        front.Upstream.Answers[$"GET {Api}/requests/heads"] = new FamilyRequestHeads(
            [new FamilyRequestHead(Id, "D2026-00007", "Informations du responsable", Given.Family, "DUPONT Jean", null, new DateTime(2026, 12, 7, 9, 0, 0),
                new DateOnly(2026, 12, 1))],
            3);
        front.Upstream.Answers[$"GET {Api}/requests/{Id}"] = new FamilyRequestView(
            Id, "D2026-00007", "responsable", "Informations du responsable", Given.Family, "DUPONT Jean", null, null, new DateTime(2026, 12, 7, 20, 41, 0),
            "Jean Dupont", RequestStatus.Pending, false,
            [new FamilyRequestLineView(line, "household.street", "Adresse", null, "12 rue des Bonbons", "27 montée de l’Église", null, false, false)], null,
            null, null, null, 3, new DateOnly(2026, 12, 1), []);
        front.Upstream.Answers[$"POST {Api}/requests/{Id}/decision"] = new Upstream.Refusal(400, "reason.missing", "La famille doit savoir pourquoi.");
        var page = await front.OpenAsync("/demandes");
        Assert.Contains("6", page.Document.QuerySelector("nav a[href$='/demandes']")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Promise pour le", page.Text, StringComparison.Ordinal);
        Assert.Equal("27 montée de l’Église", page.Document.QuerySelector("#demande ins")?.TextContent);
        var wrong = await front.SubmitAsync(page, "#demande form", ("accept", "false"));
        Assert.Contains("La famille doit savoir pourquoi.", wrong.Text, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}/requests/{Id}/decision"] = ((FamilyRequestView)front.Upstream.Answers[$"GET {Api}/requests/{Id}"]) with
        {
            Status = RequestStatus.Accepted
        };
        var done = await front.SubmitAsync(page, "#demande form", ("accept", "true"));

        Assert.Contains("Demande D2026-00007 acceptée.", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains($"\"accepted\":[\"{line}\"]", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        front.Upstream.Answers["GET /api/biviers/planning/queue"] = new QueuePage([], 1, 1, 0, new QueueCounts(0, 0, 0, 0), []);
        Assert.Contains("3\u00A0demandes sur des dossiers attendent.", (await front.OpenAsync("/demandes")).Document.QuerySelector(".lede")?.TextContent,
            StringComparison.Ordinal);
        front.Upstream.Answers[$"GET {Api}/requests/decided"] = new FamilyRequestPage(
            [((FamilyRequestView)front.Upstream.Answers[$"GET {Api}/requests/{Id}"]) with { Status = RequestStatus.Accepted, DecidedBy = "Sophie Perrin",
                DecidedAt = new DateTime(2026, 12, 8, 9, 0, 0) }],
            1, 1, 1);
        var decided = await front.OpenAsync("/demandes/traitees");
        Assert.Contains("D2026-00007", decided.Document.QuerySelector("#dossiers tbody")?.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("Sophie Perrin", decided.Document.QuerySelector("#dossiers tbody")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Inscriptions", decided.Document.QuerySelector("nav[aria-label=Demandes]")?.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"GET {Api}/requests/heads"] = 503;
        Assert.Contains("ne répondent pas", (await front.OpenAsync("/demandes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_papers_of_a_child_are_taken_from_its_file()
    {
        await using var front = await Front.StartAsync(Permissions.Families);
        front.Upstream.Answers[$"GET {Api}/families/{Given.Family}/children/{Given.Child}/papers/complete"] = new { };
        Assert.Equal(200, (await front.OpenAsync($"/familles/{Given.Family}?handler=Paper&child={Given.Child}&paper=complete")).Status);
        Assert.Contains(front.Upstream.Calls, c => c.Path.EndsWith("/papers/complete", StringComparison.Ordinal));
    }

    private static HttpRequestMessage Upload(Front front, Testing.FrontUnderTest.Shown page)
    {
        front.Upstream.Answers[$"POST {Api}/library/upload"] = new LibraryView([Menu]);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[] {
            ("__RequestVerificationToken", page.Document.QuerySelector("form[enctype] input[name='__RequestVerificationToken']")!.GetAttribute("value")!),
            ("kind-000000", "Menu"), ("title-000000", "Menu de Noël"), ("week-000000", "2026-12-15"), ("open-000000", "true") })
        {
            form.Add(new StringContent(value), name);
        }

        var file = new ByteArrayContent([.. "%PDF-1.7 1 0 obj"u8]);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(file, "file-000000", "menu.pdf");
        return new HttpRequestMessage(HttpMethod.Post, new Uri(front.Base + "/infos/envoi")) { Content = form };
    }
}
