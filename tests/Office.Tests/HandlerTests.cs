using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Handlers whose form the demo's pages show only at times: each asks its service for
/// what the form says, and says what came of it or why nothing did.</summary>
public sealed class HandlerTests(HandlerTests.Shared shared) : IClassFixture<HandlerTests.Shared>
{
    private const string Api = "/api/biviers/planning";
    private static readonly Guid Id = Guid.Parse("50000000-0000-0000-0000-000000000001");
    private static readonly DateOnly Day = new(2026, 12, 10);

    [Fact]
    public async Task A_form_for_no_handler_is_a_wrong_address_on_every_page()
    {
        await using var front = await Front.StartAsync([.. Preau.Contracts.Permissions.All]);

        var answers = await front.SendForNoHandlerAsync();

        Assert.True(answers.Count > 40, $"Only {answers.Count}.");
        Assert.Equal("", string.Join('\n', answers.Where(a => a.Status != 404)));
    }

    [Fact]
    public async Task A_day_that_contradicts_itself_is_set_right_with_a_reason()
    {
        var (front, answers) = (shared.Front, shared.Front.Upstream.Answers);
        answers[$"GET {Api}/checks"] = new CheckList(
            [new CheckedCell("closed", "La cantine est fermée ce jour-là.", Given.Family, "DUPONT Jean", Given.Child, "Tom", "repas", "Repas", Day,
                CellState.Booked, 7)],
            1);
        answers[$"POST {Api}/checks/correct"] = 204;
        var page = await front.OpenAsync("/a-verifier");
        Assert.Contains("Choisissez ce qui est juste", (await front.SubmitAsync(page, "main form", ("reason", "Sortie scolaire"))).Text,
            StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, "main form", ("state", "Free"), ("reason", "  x "));
        Assert.Equal("Free", wrong.Document.QuerySelector("[name=state][checked]")?.GetAttribute("value"));
        Assert.Contains("Écrivez pourquoi vous corrigez", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("  x ", wrong.Document.QuerySelector("details[open] [name=reason]")!.GetAttribute("value"));
        Assert.Contains("Choisissez ce qui est juste",
            (await front.SubmitAsync(page, "main form", ("state", "Nowhere"), ("child", "x"), ("date", "2026-13-45"), ("version", "9".PadLeft(40, '9')))).Text,
            StringComparison.Ordinal);
        Assert.Empty(Sent("/checks/correct"));

        answers[$"POST {Api}/checks/correct"] = new Upstream.Refusal(409, "cell.changed", "Ce jour a changé entre-temps.");
        Assert.Contains("Ce jour a changé entre-temps.", (await front.SubmitAsync(page, "main form", ("state", "Free"), ("reason", "Sortie scolaire"))).Text,
            StringComparison.Ordinal);
        answers[$"POST {Api}/checks/correct"] = 204;
        var done = await front.SubmitAsync(page, "main form", ("state", "Free"), ("reason", "Sortie scolaire"));

        Assert.Contains("est corrigé. La facturation suit.", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Equal($$"""{"child":"{{Given.Child}}","unit":"repas","date":"2026-12-10","state":"Free","version":7,"reason":"Sortie scolaire"}""",
            Sent("/checks/correct")[^1]);
    }

    [Fact]
    public async Task Ticked_certificates_are_decided_together_after_a_question_that_names_their_count()
    {
        var (front, answers) = (shared.Front, shared.Front.Upstream.Answers);
        var at = new DateTime(2026, 12, 8, 9, 0, 0);
        EvidenceView One(int n) =>
            new(new Guid(n, 0, 0, new byte[8]), Given.Family, "DUPONT Jean", Given.Child, "Inès", "Raison médicale", Day, Day, Guid.NewGuid(), $"2026-0000{n}",
                EvidenceState.Given, at.AddDays(3), at.AddDays(3), false, "Justificatif attendu.", at, null, null, null, [], [], []);
        answers[$"GET {Api}/evidence/queue"] = new EvidencePage([One(1), One(2)], 1, 1, 2, 2, 0);
        answers[$"POST {Api}/evidence/decisions"] = new EvidencesDecided(1, 1);
        var page = await front.OpenAsync("/justificatifs");

        Assert.Equal(2, page.Document.QuerySelectorAll("input[type=checkbox][name=coche][form=plusieurs]").Length);
        Assert.Contains("Cochez au moins un justificatif.", (await front.SubmitAsync(page, "#plusieurs", ("accept", "true"))).Text, StringComparison.Ordinal);
        var ticked = ("coche", $"{One(1).Id}");
        Assert.Contains("Écrivez le motif du refus", (await front.SubmitAsync(page, "#plusieurs", ("accept", "false"), ticked)).Text, StringComparison.Ordinal);

        var asked = await front.SubmitAsync(page, "#plusieurs", ("accept", "false"), ("Reason", "Illisible"), ticked);
        Assert.Contains("Refuser 1 justificatif", asked.Document.GetElementById("t-sur")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var done = await front.SubmitAsync(asked, "main form");
        Assert.Contains("n’a pas pu être décidé", Toast(done), StringComparison.Ordinal);
        Assert.Equal($$"""{"ids":["{{One(1).Id}}"],"accept":false,"reason":"Illisible"}""", Sent("/evidence/decisions")[^1]);
    }

    [Fact]
    public async Task A_certificate_is_accepted_or_refused_with_a_reason_that_the_family_gets()
    {
        var (front, answers) = (shared.Front, shared.Front.Upstream.Answers);
        var at = new DateTime(2026, 12, 8, 9, 0, 0);
        var evidence = new EvidenceView(Id, Given.Family, "DUPONT Jean", Given.Child, "Inès", "Raison médicale", Day, Day, Guid.NewGuid(), "2026-00042",
            EvidenceState.Given, at.AddDays(3), at.AddDays(3), false, "Justificatif attendu.", at, null, null, null, [], [], []);
        answers[$"GET {Api}/evidence/queue"] = new EvidencePage([evidence], 1, 1, 1, 1, 0);
        answers[$"POST {Api}/evidence/{Id}/decision"] = new Upstream.Refusal(400, "reason.missing", "…");
        answers[$"GET {Api}/families/{Given.Family}/reach"] = new ReachView(true);
        var page = await front.OpenAsync("/justificatifs");
        var wrong = await front.SubmitAsync(page, "details form", ("Reason", "ko"));
        Assert.Contains("Écrivez le motif du refus", wrong.Document.GetElementById($"r-{Id:N}-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("ko", wrong.Document.GetElementById($"r-{Id:N}")!.GetAttribute("value"));
        answers[$"POST {Api}/evidence/{Id}/decision"] = new Upstream.Refusal(409, "evidence.settled", "Ce justificatif est déjà décidé.");
        Assert.Contains("déjà décidé", (await front.SubmitAsync(page, "details form", ("Reason", "Illisible"))).Text, StringComparison.Ordinal);

        answers[$"POST {Api}/evidence/{Id}/decision"] = evidence with { State = EvidenceState.Refused };
        var refused = await front.SubmitAsync(page, "details form", ("Reason", " Illisible "));
        Assert.StartsWith("Justificatif d’Inès refusé.", Toast(refused), StringComparison.Ordinal);
        Assert.Equal("""{"accept":false,"reason":"Illisible"}""", Sent($"/evidence/{Id}/decision")[^1]);
        var accepted = await front.SubmitAsync(page, "main form:has([name=accept][value=true])");
        Assert.StartsWith("Justificatif d’Inès accepté.", Toast(accepted), StringComparison.Ordinal);
        Assert.Contains("\"accept\":true", Sent($"/evidence/{Id}/decision")[^1], StringComparison.Ordinal);
        // A form from nowhere: there is no such certificate.
        Assert.Equal(404, (await front.SubmitAsync(page, "details form", ("id", $"{Guid.NewGuid()}"), ("Reason", "Illisible"))).Status);
        Assert.Equal(404, (await front.SubmitAsync(page, "details form", ("id", "x"), ("Reason", "Illisible"))).Status);
    }

    [Fact]
    public async Task What_an_agent_entered_is_taken_back_from_its_receipt()
    {
        var (front, answers) = (shared.Front, shared.Front.Upstream.Answers);
        var receipt = new Receipt(Id, "2026-00042", new DateTime(2026, 12, 8, 9, 10, 0), "Sophie Perrin", RequestStatus.Accepted,
            [new ReceiptLine(Guid.NewGuid(), Given.Child, "Tom", "repas", "Repas", "Restauration", "École", Day, IntentAction.Book, LineOutcome.Booked,
                "booked", "Réservé.", null)],
            null, null, null, null, null, []);
        answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        answers[$"GET {Api}/requests/{Id}"] = receipt;
        answers[$"POST {Api}/requests/{Id}/cancel"] = new Upstream.Refusal(409, "request.decided", "La limite pour annuler est passée.");
        var page = await front.OpenAsync($"/familles/{Given.Family}/recu/{Id}");
        var wrong = await front.SubmitAsync(page, "form[action*='Undo']");
        Assert.Contains("La limite pour annuler est passée.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Repas", wrong.Text, StringComparison.Ordinal);

        answers[$"POST {Api}/requests/{Id}/cancel"] = receipt with { Status = RequestStatus.Cancelled };
        answers[$"GET {Api}/requests/{Id}"] = receipt with { Status = RequestStatus.Cancelled };
        var done = await front.SubmitAsync(page, "form[action*='Undo']");
        Assert.Contains("Rien n’en reste dans le planning.", Toast(done), StringComparison.Ordinal);
        Assert.Null(done.Document.QuerySelector("form[action*='Undo']"));
        Assert.Equal(404, (await front.OpenAsync($"/familles/{Given.Family}/recu/{Guid.NewGuid()}")).Status);
    }

    private static string Toast(Front.Shown page) => page.Document.QuerySelector(".toast")?.TextContent.Trim() ?? "";

    private List<string> Sent(string path) => [.. shared.Front.Upstream.Calls.Where(c => c.Method == "POST" && c.Path == Api + path).Select(c => c.Body)];

    public sealed class Shared : IAsyncLifetime
    {
        internal Front Front { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Front = await Front.StartAsync(Permissions.Requests, Permissions.Families);

        public ValueTask DisposeAsync() => Front.DisposeAsync();
    }
}
