using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Demandes about files and documents of families, as an agent decides them.</summary>
public sealed class FilesPageTests
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Guid Line = Guid.NewGuid();

    [Fact]
    public async Task An_agent_reads_before_and_after_accepts_what_is_ticked_and_must_say_why_for_the_rest()
    {
        await using var front = await Front.StartAsync(Permissions.Requests, Permissions.Families);
        front.Upstream.Answers[$"GET {Api}/requests/queue"] = new FamilyRequestPage([Asked(withheld: false)], 1, 1, 1);
        front.Upstream.Answers[$"POST {Api}/requests/{Id}/decision"] = new Upstream.Refusal(400, "reason.missing", "La famille doit savoir pourquoi.");
        var page = await front.OpenAsync("/demandes/dossiers?type=responsable&q=dupont");
        Assert.Contains("Doublon possible", page.Text, StringComparison.Ordinal);
        Assert.Equal(("12 rue des Bonbons", "27 montée de l’Église"),
            (page.Document.QuerySelector("del")?.TextContent, page.Document.QuerySelector("ins")?.TextContent));

        var wrong = await front.SubmitAsync(page, "form[data-once]", ("accept", "false"));
        Assert.Contains("La famille doit savoir pourquoi.", wrong.Document.QuerySelector("[id^='r-'][id$='-erreur']")?.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}/requests/{Id}/decision"] = Asked(withheld: false) with { Status = RequestStatus.Accepted };
        var done = await front.SubmitAsync(page, "form[data-once]", ("accept", "true"));

        Assert.Contains("Demande D2026-00007 acceptée.", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains($"\"accepted\":[\"{Line}\"]", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_left_to_who_may_read_it_and_the_page_to_who_decides_requests()
    {
        await using var front = await Front.StartAsync(Permissions.Requests);
        front.Upstream.Answers[$"GET {Api}/requests/queue"] = new FamilyRequestPage([Asked(withheld: true)], 1, 1, 1);
        var page = await front.OpenAsync("/demandes/dossiers");
        Assert.Null(page.Document.QuerySelector("form[data-once]"));
        Assert.Contains("à décider par un agent qui en a le droit", page.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await front.OpenAsync("/pieces")).Status);
    }

    [Fact]
    public async Task A_document_is_opened_accepted_until_a_day_or_refused_with_a_reason()
    {
        await using var front = await Front.StartAsync(Permissions.Families);
        var sent = new SentDocumentView(Id, DocumentStatus.Waiting, new DateTime(2026, 12, 7, 9, 0, 0), "Jean Dupont", null,
            [new DocumentFileView(Line, "application/pdf", 90_000)], null, null, null, []);
        var item = new DocumentQueueItem(Given.Family, "DUPONT Jean", "assurance", "Assurance", Given.Child, "Tom", DocumentNeed.Waiting, null, sent,
            new DateOnly(2027, 8, 31), false, false, null);
        front.Upstream.Answers[$"GET {Api}/documents/queue"] = new DocumentQueueView(
            [item, item with { Key = "pai", NeedsHealth = true, Sent = sent with { DocumentId = Guid.NewGuid() } }],
            1, 1, 2, 2, 1, 0);
        front.Upstream.Answers[$"POST {Api}/documents/{Id}/decision"] = new Upstream.Refusal(400, "reason.missing", "La famille doit savoir pourquoi.");
        var page = await front.OpenAsync("/pieces");
        Assert.Contains("avec le droit « Santé »", page.Text, StringComparison.Ordinal);
        var forms = $"form:has(input[value='{Id}'])";
        var wrong = await front.SubmitAsync(page, $"details {forms}");
        Assert.Contains("La famille doit savoir pourquoi.", wrong.Text, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}/documents/{Id}/decision"] = new FileDocumentsView([], 0);
        var done = await front.SubmitAsync(page, $".pair > {forms}");

        Assert.Contains("Pièce acceptée.", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"accept\":true,\"until\":\"2027-08-31\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        front.Upstream.Answers[$"GET {Api}/documents/queue"] = new DocumentQueueView(
            [item with { Sent = null, Need = DocumentNeed.Missing, Due = new DateOnly(2026, 12, 1) }],
            1, 1, 1, 0, 1, 0);
        Assert.Contains("jamais envoyé", (await front.OpenAsync("/pieces?etat=manquantes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_received_on_paper_is_put_into_the_familys_file()
    {
        await using var front = await Front.StartAsync(Permissions.Families);
        front.Upstream.Answers[$"GET {Api}/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers[$"GET {Api}/families/{Given.Family}/documents"] = new FileDocumentsView(
            [new AskedDocumentView("assurance", "Assurance", null, Given.Child, "Tom", true, null, false, false, false, DocumentNeed.Missing, false, null,
                null)],
            1);
        var page = await front.OpenAsync($"/familles/{Given.Family}/pieces");
        Assert.Contains("1 pièce obligatoire manque", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, "form[enctype]");
        Assert.Contains("Choisissez un fichier.", wrong.Text, StringComparison.Ordinal);
    }

    private static FamilyRequestView Asked(bool withheld) => new(
        Id, "D2026-00007", withheld ? "sanitaires" : "responsable", "Informations du responsable", Given.Family, "DUPONT Jean", null, null,
        new DateTime(2026, 12, 7, 20, 41, 0), "Jean Dupont", RequestStatus.Pending, false,
        [new FamilyRequestLineView(Line, "household.street", "Adresse", null, withheld ? null : "12 rue des Bonbons", withheld ? null : "27 montée de l’Église",
            null, false, withheld)],
        null, null, null, null, 3,
        new DateOnly(2026, 12, 15), ["Doublon possible : Tom Dupont."]);
}
