using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Biviers asks for an insurance per child, a proof of residence, the prescription of who brings the own meal, a photograph.</summary>
public abstract class DocumentTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid Ines = Guid.Parse("30000000-0000-0000-0000-000000000003");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");

    private HttpClient AsMoreau => Family.Client(Tokens.Guardian("biviers", Moreau, "Claire Moreau"));

    private HttpClient AsJeanne => Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont"));

    [Fact]
    public async Task What_is_to_be_done_comes_first_and_what_the_other_household_sent_counts_without_being_shown()
    {
        var jean = await AsJean().GetAsAsync<FileDocumentsView>($"{Api}/me/documents");
        Assert.Equal(("assurance", Ines, DocumentNeed.Missing), (jean.Documents[0].Key, jean.Documents[0].ChildId, jean.Documents[0].Need));
        var prescription = jean.Documents.Single(d => d.Key == "ordonnance");
        Assert.Equal((Tom, DocumentNeed.Expiring, new DateOnly(2026, 12, 20)), (prescription.ChildId, prescription.Need, prescription.Current!.Until));
        Assert.Equal("Le visage est caché par la casquette.", jean.Documents.Single(d => d is { Key: "photo", ChildId: { } id } && id == Tom).Current!.Reason);
        Assert.Equal(1, jean.Missing);

        var hers = (await AsJeanne.GetAsAsync<FileDocumentsView>($"{Api}/me/documents")).Documents.Single(d => d.Key == "ordonnance");
        Assert.Equal((true, DocumentNeed.Expiring), (hers.Elsewhere, hers.Need));
        Assert.Null(hers.Current);
        var file = $"{Api}/documents/{prescription.Current.DocumentId}/files/{prescription.Current.Files[0].FileId}";
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJeanne.GetAsync(file));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await AsAgent(Permissions.Requests, Permissions.Families).GetAsync($"{Api}/documents/{prescription.Current.DocumentId}/files/{Guid.NewGuid()}"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsJean().GetAsync(file));
        // The first page asks each household for what is its own to send.
        var home = await AsJean().GetAsAsync<FamilyHome>($"{Api}/me/home");
        Assert.Equal([("Inès", DocumentNeed.Missing), ("Tom", DocumentNeed.Expiring)], home.Due.Where(d => d.By is not null).Select(d => (d.Child, d.Need)));
        Assert.DoesNotContain((await AsJeanne.GetAsAsync<FamilyHome>($"{Api}/me/home")).Due, d => d.Need == DocumentNeed.Expiring);
    }

    [Fact]
    public async Task A_health_document_is_opened_by_the_health_right_alone_and_the_family_reads_who_did()
    {
        var before = (await AsJean().GetAsAsync<FileDocumentsView>($"{Api}/me/documents")).Documents.Single(d => d.Key == "pai").Current!;
        var file = $"{Api}/documents/{before.DocumentId}/files/{before.Files[0].FileId}";
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "health.forbidden", await AsAgent(Permissions.Families).GetAsync(file));

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "health.forbidden",
            await TryDecideAsync(before.DocumentId, new DecideDocument(false, null, "Illisible")));

        var opened = await AsAgent(Permissions.Families, Permissions.Health).GetAsync(file);

        await HttpAssert.StatusAsync(HttpStatusCode.OK, opened);
        Assert.Equal(("application/pdf", "no-store"), (opened.Content.Headers.ContentType!.MediaType, opened.Headers.CacheControl!.ToString()));
        var after = (await AsJean().GetAsAsync<FileDocumentsView>($"{Api}/me/documents")).Documents.Single(d => d.Key == "pai").Current!;
        Assert.Equal(before.Sights.Length + 1, after.Sights.Length);
        Assert.Equal("Sophie Perrin", after.Sights[0].By);
    }

    [Fact]
    public async Task An_insurance_is_sent_accepted_until_the_end_of_the_school_year_and_missing_no_more()
    {
        var sent = await SendAsync(AsMoreau, "assurance", Noe, Files.Pdf);
        var waiting = sent.Documents.Single(d => d.Key == "assurance").Waiting!;
        Assert.Single((await SendAsync(AsMoreau, "assurance", Noe, Files.Pdf)).Documents.Single(d => d.Key == "assurance").Waiting!.Files);
        Assert.Equal(2, (await SendAsync(AsMoreau, "assurance", Noe, Files.Jpeg(60, 40))).Documents.Single(d => d.Key == "assurance").Waiting!.Files.Length);
        var queue = await AsAgent(Permissions.Families).GetAsAsync<DocumentQueueView>($"{Api}/documents/queue");
        Assert.Equal(new DateOnly(2027, 8, 31), queue.Items.Single(i => i.Sent!.DocumentId == waiting.DocumentId).SuggestedUntil);

        await DecideAsync(waiting.DocumentId, new DecideDocument(true));

        var after = (await AsMoreau.GetAsAsync<FileDocumentsView>($"{Api}/me/documents")).Documents.Single(d => d.Key == "assurance");
        Assert.Equal((DocumentNeed.Accepted, new DateOnly(2027, 8, 31)), (after.Need, after.Current!.Until));
        await DecideAsync(waiting.DocumentId, new DecideDocument(true));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "document.decided",
            await TryDecideAsync(waiting.DocumentId, new DecideDocument(false, null, "Trop tard")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "document.decided",
            await AsMoreau.PostAsJsonAsync($"{Api}/me/documents/{waiting.DocumentId}/withdraw", new { }));
    }

    [Fact]
    public async Task A_document_holds_on_its_last_day_and_six_files_are_the_most()
    {
        var id = (await SendAsync(AsMoreau, "assurance", Noe, Files.Pdf)).Documents.Single(d => d.Key == "assurance").Waiting!.DocumentId;
        for (var file = 2; file <= 6; file++)
        {
            await SendAsync(AsMoreau, "assurance", Noe, Files.Jpeg(40 + file, 40));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "file.too-many", await TrySendAsync(AsMoreau, "assurance", Noe, Files.Jpeg(60, 60)));
        var today = DateOnly.FromDateTime(Family.Clock.GetUtcNow().UtcDateTime);
        await DecideAsync(id, new DecideDocument(true, today));

        var last = (await AsMoreau.GetAsAsync<FileDocumentsView>($"{Api}/me/documents")).Documents.Single(d => d.Key == "assurance");
        Assert.Equal(today, last.Current!.Until);
        Assert.Equal(DocumentNeed.Expiring, last.Need);
    }

    [Fact]
    public async Task A_refusal_has_a_reason_that_reaches_the_family_and_another_file_may_follow()
    {
        var id = (await SendAsync(AsMoreau, "assurance", Noe, Files.Pdf)).Documents.Single(d => d.Key == "assurance").Waiting!.DocumentId;
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing", await TryDecideAsync(id, new DecideDocument(false)));

        await DecideAsync(id, new DecideDocument(false, null, "C’est celle de l’an dernier."));

        var told = await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == Moreau).ToList()),
            n => n.Count == 1);
        Assert.Contains("C’est celle de l’an dernier.", told[0].Text, StringComparison.Ordinal);
        var again = (await SendAsync(AsMoreau, "assurance", Noe, Files.Jpeg(50, 50))).Documents.Single(d => d.Key == "assurance");
        Assert.Equal(DocumentNeed.Waiting, again.Need);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await AsJean().PostAsJsonAsync($"{Api}/me/documents/{again.Waiting!.DocumentId}/withdraw", new { }));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsMoreau.PostAsJsonAsync($"{Api}/me/documents/{again.Waiting.DocumentId}/withdraw", new { }));
        Assert.Equal(DocumentNeed.Refused,
            (await AsMoreau.GetAsAsync<FileDocumentsView>($"{Api}/me/documents")).Documents.Single(d => d.Key == "assurance").Need);
    }

    [Fact]
    public async Task A_photograph_is_drawn_anew_upright_and_without_what_the_camera_wrote_in_it()
    {
        var jpeg = Files.Jpeg(80, 40, exif: true);
        Assert.True(jpeg.AsSpan().IndexOf("LIEU-SECRET"u8) > 0);
        var id = (await SendAsync(AsMoreau, "photo", Noe, jpeg)).Documents.Single(d => d.Key == "photo").Waiting!.DocumentId;
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsMoreau.GetAsync($"{Api}/children/{Noe}/photo"));

        await DecideAsync(id, new DecideDocument(true, new DateOnly(2026, 12, 9)));

        var photo = await AsAgent(Permissions.Attendance).GetAsync($"{Api}/children/{Noe}/photo");
        var bytes = await photo.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/jpeg", photo.Content.Headers.ContentType!.MediaType);
        Assert.True(bytes.AsSpan().IndexOf("LIEU-SECRET"u8) < 0);
        Assert.True(bytes.AsSpan().IndexOf("Exif"u8) < 0);
        Assert.Equal((40, 80), Files.SizeOf(bytes));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJean().GetAsync($"{Api}/children/{Noe}/photo"));
        Assert.Equal(HttpStatusCode.OK, (await AsJean().GetAsync($"{Api}/children/{Louise}/photo")).StatusCode);
        // On its last day it is shown, the day after no more.
        Family.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.OK, (await AsMoreau.GetAsync($"{Api}/children/{Noe}/photo")).StatusCode);
        Family.Clock.Advance(TimeSpan.FromDays(1));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsMoreau.GetAsync($"{Api}/children/{Noe}/photo"));
    }

    [Theory]
    [InlineData("bom", null)]
    [InlineData("prefix", null)]
    [InlineData("no-eof", null)]
    [InlineData("html", "file.type")]
    [InlineData("late-header", "file.type")]
    [InlineData("pdf-packed", null)]
    [InlineData("program", "file.type")]
    [InlineData("program-and-pdf", "file.type")]
    [InlineData("page-and-pdf", "file.type")]
    [InlineData("archive-and-pdf", "file.type")]
    [InlineData("svg", "file.type")]
    [InlineData("gif", "file.type")]
    [InlineData("pdf-script", "file.active")]
    [InlineData("pdf-script-in-numbers", "file.active")]
    [InlineData("pdf-launch", "file.active")]
    [InlineData("pdf-attachment", "file.active")]
    [InlineData("pdf-packed-script", "file.active")]
    [InlineData("pdf-bomb", "file.active")]
    [InlineData("empty", "file.empty")]
    [InlineData("truncated-jpeg", "file.damaged")]
    [InlineData("bomb-png", "file.damaged")]
    [InlineData("heavy", "file.too-large")]
    public async Task A_file_is_judged_by_its_content(string kind, string? code)
    {
        var sent = await TrySendAsync(AsMoreau, "assurance", Noe, Files.Of(kind));

        if (code is null)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, sent);
        }
        else
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, sent);
        }
    }

    [Fact]
    public async Task Of_a_picture_with_a_file_behind_it_the_picture_alone_is_kept_and_served_to_be_saved()
    {
        var sent = (await SendAsync(AsMoreau, "assurance", Noe, Files.Polyglot())).Documents.Single(d => d.Key == "assurance").Waiting!;

        var got = await AsMoreau.GetAsync($"{Api}/documents/{sent.DocumentId}/files/{sent.Files[0].FileId}");

        var bytes = await got.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.AsSpan().IndexOf("SECRET-DERRIERE"u8) < 0 && bytes.AsSpan().IndexOf("PK\u0003\u0004"u8) < 0);
        Assert.Equal(("image/jpeg", "attachment"), (got.Content.Headers.ContentType!.MediaType, got.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(["nosniff", "sandbox; default-src 'none'"],
            [.. got.Headers.GetValues("X-Content-Type-Options"), .. got.Headers.GetValues("Content-Security-Policy")]);
    }

    [Fact]
    public async Task What_is_not_asked_and_ends_that_make_no_sense_are_refused()
    {
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await TrySendAsync(AsMoreau, "passeport", Noe, Files.Pdf));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await TrySendAsync(AsMoreau, "assurance", Tom, Files.Pdf));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await TrySendAsync(AsMoreau, "assurance", null, Files.Pdf));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "document.end", await TrySendAsync(AsJean(), "ordonnance", Tom, Files.Pdf));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "document.end", await TrySendAsync(AsJean(), "ordonnance", Tom, Files.Pdf, "2026-12-07"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "file.type", await TrySendAsync(AsMoreau, "photo", Noe, Files.Pdf));
    }

    [Fact]
    public async Task The_family_is_reminded_once_at_each_step_and_agents_read_what_is_missing()
    {
        var missing = await AsAgent(Permissions.Families).GetAsAsync<DocumentQueueView>($"{Api}/documents/queue?state=missing");
        Assert.Contains(missing.Items, i => i.FamilyId == Moreau && i.Key == "assurance" && i.RemindedAt is null);
        var expiring = await AsAgent(Permissions.Families).GetAsAsync<DocumentQueueView>($"{Api}/documents/queue?state=expiring");
        Assert.Equal([("DUPONT Jean", "ordonnance"), ("DUPONT Jeanne", "ordonnance")], expiring.Items.Select(i => (i.FamilyName, i.Key)).Order());

        var first = await RoundAsync(1);
        Assert.Contains("« Attestation d’assurance », Noé : à envoyer avant le 18 décembre 2026.", first[0].Text, StringComparison.Ordinal);
        Family.Clock.Advance(TimeSpan.FromHours(1));
        Family.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, (await RoundAsync(2)).Count);
    }

    [Fact]
    public async Task What_is_asked_otherwise_from_now_on_is_what_families_are_reminded_of()
    {
        Assert.Contains("Noé : à envoyer avant le 18 décembre 2026.", (await RoundAsync(1))[0].Text, StringComparison.Ordinal);

        // The insurance later, the photograph no more a matter, a new paper soon.
        await ChangeAsync(documents =>
        {
            documents.Single(d => (string?)d!["key"] == "assurance")!["due"] = "2027-02-15";
            documents.Add(JsonNode.Parse("""{ "key": "charte", "label": "Charte signée", "due": "2026-12-20" }"""));
        });
        var second = (await RoundAsync(2))[1];
        Assert.Contains("« Charte signée », Noé : à envoyer avant le 20 décembre 2026.", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("assurance", second.Text, StringComparison.Ordinal);

        // A month before the new day the insurance is asked for again; of the former day no more is said.
        Family.Clock.Advance(TimeSpan.FromDays(43));
        var third = (await RoundAsync(3))[2];
        Assert.Contains("« Charte signée », Noé : attendu depuis le 20 décembre 2026.", third.Text, StringComparison.Ordinal);
        Assert.Contains("Noé : à envoyer avant le 15 février 2027.", third.Text, StringComparison.Ordinal);

        // Asked as a favour, or not at all, it is nobody's reminder.
        await ChangeAsync(documents =>
        {
            documents.Single(d => (string?)d!["key"] == "assurance")!["need"] = "optional";
            documents.Remove(documents.Single(d => (string?)d!["key"] == "charte"));
            documents.Add(JsonNode.Parse("""{ "key": "reglement", "label": "Règlement lu", "due": "2027-02-25" }"""));
        });
        Family.Clock.Advance(TimeSpan.FromDays(30));
        var last = (await RoundAsync(4))[3];
        Assert.Contains("« Règlement lu », Noé", last.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("assurance", last.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Charte", last.Text, StringComparison.Ordinal);

        async Task ChangeAsync(Action<JsonArray> change)
        {
            using var agent = AsAgent(Permissions.Settings);
            var before = await agent.GetAsAsync<SectionView>($"{Api}/settings");
            var document = JsonNode.Parse(before.Document.GetRawText())!;
            change(document["documents"]!.AsArray());
            await HttpAssert.StatusAsync(HttpStatusCode.OK,
                await agent.PutAsJsonAsync($"{Api}/settings", new SaveSection(before.Version, JsonSerializer.SerializeToElement(document))));
        }
    }

    private Task<List<FamilyNotified>> RoundAsync(int count) => Eventually.PassAsync(
        Family.Clock, TimeSpan.FromMinutes(20),
        () => Task.FromResult(Family.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == Moreau).ToList()), n => n.Count >= count);

    private async Task DecideAsync(Guid id, DecideDocument decision) => await HttpAssert.StatusAsync(HttpStatusCode.OK, await TryDecideAsync(id, decision));

    private Task<HttpResponseMessage> TryDecideAsync(Guid id, DecideDocument decision) =>
        AsAgent(Permissions.Families).PostAsJsonAsync($"{Api}/documents/{id}/decision", decision);

    private static async Task<FileDocumentsView> SendAsync(HttpClient client, string key, Guid? child, byte[] file)
    {
        var sent = await TrySendAsync(client, key, child, file);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, sent);
        return (await sent.Content.ReadFromJsonAsync<FileDocumentsView>())!;
    }

    private static Task<HttpResponseMessage> TrySendAsync(HttpClient client, string key, Guid? child, byte[] file, string? until = null) =>
        client.PostAsync($"{Api}/me/documents/upload?document={key}{(child is null ? "" : $"&child={child}")}{(until is null ? "" : $"&until={until}")}",
            new ByteArrayContent(file));
}

public sealed class DocumentsOnSqlite() : DocumentTests(TestDatabase.Sqlite);

public sealed class DocumentsOnSqlServer() : DocumentTests(TestDatabase.SqlServer);
