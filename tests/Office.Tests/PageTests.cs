using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class PageTests
{
    private const string QueueRoute = "GET /api/biviers/planning/queue";
    private const string DecideRoute = "POST /api/biviers/planning/queue/decisions";

    [Fact]
    public async Task The_rail_shows_only_what_the_agent_may_do()
    {
        await using var front = await Front.StartAsync("attendance");
        front.Upstream.Answers["GET /api/biviers/planning/day"] = new DayView(new DateOnly(2026, 12, 8), [], null, []);
        var page = await front.OpenAsync("/");
        Assert.Equal(["Aujourd’hui", "Pointage", "Journée", "Repas"], page.Document.QuerySelectorAll(".nav li span:first-of-type").Select(e => e.TextContent));
    }

    [Fact]
    public async Task An_agent_of_two_communes_goes_from_one_to_the_other()
    {
        await using var front = await Front.StartAsync("attendance");
        front.Upstream.Members = [.. front.Upstream.Members,
            new Preau.Platform.Membership("pays", Preau.Platform.Membership.Staff, null, null, ["attendance"])];
        front.Upstream.Answers["GET /identity/tenants/pays"] = front.Upstream.Biviers with { Slug = "pays", Name = "Pays de Saint-Marcellin" };
        front.Upstream.Answers["GET /api/biviers/planning/day"] = new DayView(new DateOnly(2026, 12, 8), [], null, []);
        var page = await front.OpenAsync("/");
        Assert.Equal(
            "/pays/mairie/", page.Document.QuerySelectorAll("#person a[href]")
                .Single(a => a.TextContent.Contains("Passer à Pays de Saint-Marcellin", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public async Task The_first_page_names_all_that_waits_and_leads_there()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(Guid.NewGuid()));
        front.Upstream.Answers["GET /api/biviers/planning/todo"] = new TodoView(2, 1, [new TodoAllocation("alsh-vacances", "noel", "ALSH Vacances, Noël", 1)]);
        var page = await front.OpenAsync("/");
        Assert.Equal(["1 demande à traiter", "Places à attribuer", "2 inscriptions demandées", "1 justificatif à vérifier"],
            page.Document.QuerySelectorAll(".todo b").Select(e => e.TextContent.Replace((char)160, (char)32)));
        Assert.Equal(["/demandes", "/attribution/alsh-vacances/noel", "/demandes/inscriptions", "/justificatifs"],
            page.Document.QuerySelectorAll(".todo a").Select(a => a.GetAttribute("href")!.Replace("/biviers/mairie", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/demandes")]
    [InlineData("/familles")]
    [InlineData("/familles/10000000-0000-0000-0000-000000000001")]
    [InlineData("/messages")]
    public async Task A_page_without_the_permission_explains_and_asks_no_service(string path)
    {
        await using var front = await Front.StartAsync("attendance");
        var page = await front.OpenAsync(path);
        Assert.Equal((403, "Cette page n’est pas ouverte à votre compte"), (page.Status, page.Title));
        // The legal texts at the foot are public.
        Assert.DoesNotContain(front.Upstream.Calls, c => !c.Path.EndsWith("/family/open/legal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_without_a_reason_shows_the_form_again_with_the_sentence_beside_the_field()
    {
        await using var front = await Front.StartAsync("requests");
        var id = Guid.NewGuid();
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(id));
        var page = await front.SubmitAsync(await front.OpenAsync("/demandes"), "#demande form", ("accept", "false"), ("Refusal.Message", " "));
        Assert.Equal(200, page.Status);
        Assert.Contains("La famille doit savoir pourquoi", page.Document.QuerySelector("#Refusal_Message-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Erreur : ", page.Document.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Fact]
    public async Task A_service_that_refuses_the_decision_leaves_the_agents_words_in_the_form()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(Guid.NewGuid()));
        front.Upstream.Answers[DecideRoute] = new Upstream.Refusal(409, "request.changed", "Cette demande vient d’être traitée par un autre agent.");
        var page = await front.SubmitAsync(await front.OpenAsync("/demandes"), "#demande form", ("accept", "false"),
            ("Refusal.Message", "Le groupe est au complet <mercredi>."));
        Assert.Contains("traitée par un autre agent", page.Text, StringComparison.Ordinal);
        Assert.Equal("Le groupe est au complet <mercredi>.", page.Document.QuerySelector("#Refusal_Message")?.TextContent);
    }

    [Fact]
    public async Task Accepting_says_so_and_offers_a_way_back_until_the_next_page()
    {
        await using var front = await Front.StartAsync("requests");
        var id = Guid.NewGuid();
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(id));
        front.Upstream.Answers[DecideRoute] = Given.Done(id, RequestStatus.Accepted);
        front.Upstream.Answers["POST /api/biviers/planning/queue/reopen"] = Given.Done(id, RequestStatus.Pending);
        var page = await front.SubmitAsync(await front.OpenAsync("/demandes"), "#demande form", ("accept", "true"));
        Assert.Contains("Demande 2026-000017 acceptée.", page.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        var back = await front.SubmitAsync(page, ".toast form");
        Assert.Contains("remise à traiter", back.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(front.Upstream.Calls,
            c => c.Path.EndsWith("/reopen", StringComparison.Ordinal) && c.Body.Contains(id.ToString(), StringComparison.Ordinal));
        Assert.Null((await front.OpenAsync("/demandes")).Document.QuerySelector(".toast"));
    }

    [Fact]
    public async Task Only_the_ticked_days_of_a_request_are_decided()
    {
        await using var front = await Front.StartAsync("requests");
        var request = Given.Request(Guid.NewGuid(), days: 3);
        front.Upstream.Answers[QueueRoute] = Given.Queue(request);
        front.Upstream.Answers[DecideRoute] = Given.Done(request.RequestId, RequestStatus.PartlyAccepted);
        await front.SubmitAsync(await front.OpenAsync("/demandes"), "#demande form", ("accept", "true"), ("lines", request.Lines[1].LineId.ToString()));
        var sent = Assert.Single(front.Upstream.Calls, c => c.Method == "POST").Body;
        Assert.Contains(request.Lines[1].LineId.ToString(), sent, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Lines[0].LineId.ToString(), sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_families_write_is_text_never_markup()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(Guid.NewGuid(), family: "<b id='x'>DUPONT</b>", comment: "<script>alert(1)</script>"));
        var page = await front.OpenAsync("/demandes?q=%22%3E%3Cb%20id%3D'x'%3E");
        Assert.Null(page.Document.QuerySelector("#x"));
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("douze", "Input_Value")]
    [InlineData("-3", "Input_Value")]
    [InlineData("", "Input_Value")]
    public async Task A_quotient_that_is_no_number_comes_back_as_typed_with_its_sentence(string typed, string field)
    {
        await using var front = await Front.StartAsync("families");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        var page = await front.OpenAsync($"/familles/{Given.Family}");
        page = await front.SubmitAsync(page, "form[action*='Quotient']", ("Input.Value", typed), ("Input.Source", "Attestation CAF"));
        Assert.Equal(200, page.Status);
        Assert.Equal(typed, page.Document.GetElementById(field)?.GetAttribute("value") ?? "");
        Assert.NotNull(page.Document.GetElementById(field + "-erreur"));
        Assert.Equal("Attestation CAF", page.Document.GetElementById("Input_Source")?.GetAttribute("value"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Fact]
    public async Task A_quotient_is_written_with_a_comma_as_people_do()
    {
        await using var front = await Front.StartAsync("families");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers[$"POST /api/biviers/family/families/{Given.Family}/quotients"] = Given.File();
        var page = await front.OpenAsync($"/familles/{Given.Family}");
        page = await front.SubmitAsync(page, "form[action*='Quotient']", ("Input.Value", "612,50"), ("Input.Source", "Attestation CAF"));
        Assert.Contains("\"value\":612.50", Assert.Single(front.Upstream.Calls, c => c.Method == "POST").Body, StringComparison.Ordinal);
        Assert.Contains("612,5 enregistré", page.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_away_gives_a_page_with_a_way_to_try_again()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers[QueueRoute] = 502;
        var page = await front.OpenAsync("/demandes?type=absence");
        Assert.Equal((503, "Le service ne répond pas pour le moment"), (page.Status, page.Title));
        Assert.NotNull(page.Document.QuerySelector("a[href='/biviers/mairie/demandes?type=absence']"));
    }

    [Fact]
    public async Task The_file_shows_what_it_can_when_billing_is_away()
    {
        await using var front = await Front.StartAsync("families", "billing");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers["GET /api/biviers/billing/charges"] = 503;
        var page = await front.OpenAsync($"/familles/{Given.Family}");
        Assert.Equal((200, "DUPONT Jean"), (page.Status, page.Title));
        Assert.Contains("Une partie de la fiche manque", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_moment_ago_is_arriving_and_no_service_is_away()
    {
        await using var front = await Front.StartAsync("families", "billing");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        foreach (var part in (string[])["billing/charges", "billing/account"])
        {
            front.Upstream.Answers[$"GET /api/biviers/{part}"] = 404;
        }

        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}/office"] = 404;
        var page = await front.OpenAsync($"/familles/{Given.Family}");

        Assert.Contains("Ce dossier vient d’arriver", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ne répond pas", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/familles/99999999-0000-0000-0000-000000000001", 404)]
    [InlineData("/demandes/99999999-0000-0000-0000-000000000001", 404)]
    [InlineData("/familles/pas-un-numero", 404)]
    [InlineData("/rien", 404)]
    [InlineData("/journee?date=2026-13-45", 200)]
    [InlineData("/demandes?p=-4&d=x&age=%00", 200)]
    public async Task Odd_addresses_never_break_a_page(string path, int status)
    {
        await using var front = await Front.StartAsync("families", "requests", "attendance", "messages");
        front.Upstream.Answers[QueueRoute] = Given.Queue();
        front.Upstream.Answers["GET /api/biviers/planning/day"] = new DayView(new DateOnly(2026, 12, 8), [], null, []);
        await front.OpenAsync("/demandes");
        Assert.Equal(status, (await front.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task A_commune_that_is_not_open_is_told_what_comes_first_and_documents_that_wait_are_on_the_first_page()
    {
        await using var front = await Front.StartAsync("families", "requests", "settings");
        front.Upstream.Biviers = front.Upstream.Biviers with { State = TenantState.Soon };
        front.Upstream.Answers[QueueRoute] = Given.Queue();
        front.Upstream.Answers["GET /api/biviers/family/documents/queue"] = new DocumentQueueView([], 1, 1, 2, 2, 0, 0);

        var page = await front.OpenAsync("/");

        Assert.DoesNotContain("Rien n’attend", page.Text, StringComparison.Ordinal);
        Assert.Equal(["reglages", "tarifs", "recouvrement", "dossiers", "imports"],
            page.Document.QuerySelectorAll(".todo a").Select(a => a.GetAttribute("href")!.Split('/')[^1]).Where(p => p != "pieces").Take(5));
        Assert.Contains("Demander l’ouverture", page.Text, StringComparison.Ordinal);
        Assert.Contains("2\u00A0pièces à vérifier", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_those_of_people_until_notices_are_asked_for_and_a_new_one_begins_with_its_family()
    {
        await using var front = await Front.StartAsync("families", "messages");
        front.Upstream.Answers["GET /api/biviers/messaging/threads"] = new ThreadPage([], 1, 1, 0, 0);
        front.Upstream.Answers["GET /api/biviers/family/families"] = new FamilyPage(
            [new FamilySummary(Given.Family, "1001001818331", "DUPONT Jean", "Biviers", ["Tom"])],
            1, 1, 1);
        string Last() => front.Upstream.Calls.Last(c => c.Path == "/api/biviers/messaging/threads").Query;

        var box = await front.OpenAsync("/messages");
        Assert.Contains("kind=conversation", Last(), StringComparison.Ordinal);
        await front.OpenAsync("/messages?voir=tous");
        Assert.DoesNotContain("kind", Last(), StringComparison.Ordinal);
        Assert.EndsWith("/messages/nouveau", box.Document.QuerySelector("main a.btn.main")?.GetAttribute("href"), StringComparison.Ordinal);
        var found = await front.SubmitAsync(await front.OpenAsync("/messages/nouveau"), "main form[role=search]", ("q", "dupont"));
        Assert.EndsWith($"famille={Given.Family}", found.Document.QuerySelector("main tbody a")?.GetAttribute("href"), StringComparison.Ordinal);
        // Who may write but not read files writes all the same.
        await using var writer = await Front.StartAsync("messages");
        var blank = await writer.SubmitAsync(await writer.OpenAsync($"/messages/nouveau?famille={Given.Family}"), "main form[method=post]",
            ("Input.Subject", ""), ("Input.Body", ""));
        Assert.Contains("Donnez un objet", blank.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(writer.Upstream.Calls, c => c.Method == "POST" && c.Path == "/api/biviers/messaging/threads");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/demandes")]
    [InlineData("/demandes/traitees")]
    [InlineData("/journee")]
    [InlineData("/familles")]
    [InlineData("/familles/10000000-0000-0000-0000-000000000001")]
    [InlineData("/messages")]
    [InlineData("/messages/70000000-0000-0000-0000-000000000001?voir=a-repondre")]
    [InlineData("/messages/nouveau?famille=10000000-0000-0000-0000-000000000001")]
    [InlineData("/messages/nouveau?q=dupont")]
    public async Task Every_link_leads_somewhere_and_every_form_has_its_token(string path)
    {
        await using var front = await Front.StartAsync("families", "requests", "attendance", "messages");
        var thread = Guid.Parse("70000000-0000-0000-0000-000000000001");
        var at = new DateTime(2026, 12, 7, 9, 0, 0, DateTimeKind.Utc);
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(Guid.NewGuid()), Given.Request(Guid.NewGuid()));
        front.Upstream.Answers["GET /api/biviers/planning/day"] = new DayView(new DateOnly(2026, 12, 8), [], null,
            [new DayService("restauration", "Repas", "Garderie", [new DayPool("Repas", 4, 4)], [])]);
        front.Upstream.Answers["GET /api/biviers/planning/requests"] = new RequestPage([], 1, 1, 0);
        front.Upstream.Answers["GET /api/biviers/family/families"] = new FamilyPage(
            [new FamilySummary(Given.Family, "1001001818331", "DUPONT Jean", "Biviers", ["Tom"])],
            1, 2, 30);
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers["GET /api/biviers/messaging/unread"] = new UnreadView(1);
        front.Upstream.Answers["GET /api/biviers/messaging/threads"] = new ThreadPage(
            [new ThreadSummary(thread, "Repas", "conversation", "Jean Dupont", at, "Bonjour", true, "DUPONT Jean", true)],
            1, 2, 21, 1);
        front.Upstream.Answers[$"GET /api/biviers/messaging/threads/{thread}"] = new ThreadView(thread, "Repas", "conversation", Given.Family, "DUPONT Jean",
            true, [new MessageView(Guid.NewGuid(), at, "Jean Dupont", false, "Bonjour")]);
        front.Upstream.Answers[$"POST /api/biviers/messaging/threads/{thread}/read"] = 204;
        var page = await front.OpenAsync(path);
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("a"), a => string.IsNullOrEmpty(a.GetAttribute("href")));
        Assert.All(page.Document.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("[name=__RequestVerificationToken]")));
        Assert.Equal(page.Document.QuerySelectorAll("[id]").Length, page.Document.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_post_without_the_forms_token_changes_nothing()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers[QueueRoute] = Given.Queue(Given.Request(Guid.NewGuid()));
        var page = await front.OpenAsync("/demandes");
        page = await front.SubmitAsync(page, "#demande form", ("accept", "true"), ("__RequestVerificationToken", "faux"));
        Assert.Equal((400, "Cette page est restée ouverte trop longtemps"), (page.Status, page.Title));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }
}
