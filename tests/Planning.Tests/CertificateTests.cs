using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class CertificateTests(TestDatabase database)
{
    private const string Pays = PlanningWorld.Pays;
    private const string Meal = "bessins-restauration";
    private static readonly DateOnly Tuesday8 = new(2026, 12, 8);
    private static readonly DateOnly Thursday10 = new(2026, 12, 10);
    private static readonly DateOnly Friday11 = new(2026, 12, 11);

    [Fact]
    public async Task A_certificate_accepted_by_an_agent_leaves_nothing_to_pay_and_the_family_sees_who_opened_it()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);
        Assert.Equal((EvidenceState.Awaited, new DateTime(2026, 12, 10, 9, 10, 0), true), (evidence.State, evidence.Due, evidence.MaySend));

        Assert.Equal((evidence.RequestId, true, true), await OfListAsync(family, "pending"));
        Assert.True(await LineAwaitsAsync(family, evidence));
        Assert.Equal((Guid.Empty, false, true), await OfListAsync(family, "accepted"));
        var sent = await (await SendAsync(family.Parent, evidence, Jpeg(1))).ReadAsync<EvidenceView>();
        await SendAsync(family.Parent, evidence, Jpeg(1));
        var agent = world.Agent(Pays);
        var queue = await agent.GetAsAsync<EvidencePage>($"{family.Api}/evidence/queue");
        var file = Assert.Single(Assert.Single(queue.Items).Files);
        var bytes = await agent.GetAsync($"{family.Api}/evidence/{evidence.Id}/files/{file.FileId}");
        await agent.PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(true));

        Assert.Equal((Guid.Empty, false, false), await OfListAsync(family, "pending"));
        Assert.Equal((evidence.RequestId, false, false), await OfListAsync(family, "accepted"));
        Assert.False(await LineAwaitsAsync(family, evidence));
        Assert.Equal((EvidenceState.Given, "image/jpeg", 1, 0), (sent.State, file.ContentType, queue.Given, queue.Awaited));
        Assert.Equal(Jpeg(1), await bytes.Content.ReadAsByteArrayAsync());
        Assert.Equal(("nosniff", "attachment"),
            (bytes.Headers.GetValues("X-Content-Type-Options").Single(), bytes.Content.Headers.ContentDisposition!.DispositionType));
        var seen = await OneAsync(family, evidence);
        Assert.Equal((EvidenceState.Accepted, "Sophie Perrin"), (seen.State, Assert.Single(seen.Sights).By));
        Assert.Equal(CellOutcome.AbsentExcused, (await world.SettledAsync(family.Child, 1))[^1].Outcome);
        Assert.Equal(CellState.AbsentExcused, (await family.SeeAsync(Meal, Tuesday8))!.State);
    }

    [Fact]
    public async Task Many_certificates_are_decided_in_one_act_and_what_cannot_be_decided_any_more_is_counted()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);
        var other = await AbsentAsync(world, "le-cres", Thursday10);
        var agent = world.Agent(Pays);
        var path = $"{family.Api}/evidence/decisions";

        var refused = await agent.PostAsJsonAsync(path, new DecideEvidences([evidence.Id, other.Evidence.Id], false, "ko"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing", refused);
        var done = await agent.PostAsAsync<EvidencesDecided>(path,
            new DecideEvidences([evidence.Id, other.Evidence.Id, other.Evidence.Id, Guid.NewGuid()], true));

        Assert.Equal(new EvidencesDecided(2, 1), done);
        Assert.Equal((EvidenceState.Accepted, EvidenceState.Accepted),
            ((await OneAsync(family, evidence)).State, (await OneAsync(other.Family, other.Evidence)).State));
        Assert.Equal(CellState.AbsentExcused, (await family.SeeAsync(Meal, Tuesday8))!.State);
        await agent.PostAsAsync<EvidencesDecided>(path, new DecideEvidences([evidence.Id, other.Evidence.Id], false, "Illisible"));
        Assert.Equal((EvidenceState.Refused, "Illisible"), (await OneAsync(other.Family, other.Evidence) is var last ? (last.State, last.Note!) : default));
        Assert.Equal(CellState.AbsentBilled, (await other.Family.SeeAsync(Meal, Thursday10))!.State);
    }

    private static async Task<bool> LineAwaitsAsync(Household family, EvidenceView evidence) =>
        Assert.Single((await family.Parent.GetAsAsync<Receipt>($"{family.Api}/requests/{evidence.RequestId}")).Lines).AwaitsEvidence;

    // The one request of the list, whether it says that a certificate decides, and whether home names one that waits.
    private static async Task<(Guid Id, bool Awaits, bool Home)> OfListAsync(Household family, string status)
    {
        var found = (await family.Parent.GetAsAsync<RequestPage>($"{family.Api}/requests?status={status}")).Items.SingleOrDefault();
        var home = await family.Parent.GetAsAsync<PlanningHome>($"{family.Api}/home");
        return (found?.Id ?? Guid.Empty, found?.AwaitsEvidence ?? false, home.Waiting.Any(r => r.AwaitsEvidence));
    }

    [Fact]
    public async Task A_wrong_photo_is_taken_back_until_the_certificate_is_decided()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);
        var wrong = Assert.Single((await (await SendAsync(family.Parent, evidence, Jpeg(1))).ReadAsync<EvidenceView>()).Files);
        var withdraw = $"{family.Api}/evidence/{evidence.Id}/files/{wrong.FileId}/withdraw";
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await (await world.AddFamilyAsync(Pays, Meal)).Parent.PostAsync(withdraw, null));

        var without = await family.Parent.PostAsAsync<EvidenceView>(withdraw, new { });
        await family.Parent.PostAsAsync<EvidenceView>(withdraw, new { });

        Assert.Equal((true, EvidenceState.Awaited, 0), (wrong.MayWithdraw, without.State, without.Files.Length));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await family.Parent.GetAsync($"{family.Api}/evidence/{evidence.Id}/files/{wrong.FileId}"));
        var right = Assert.Single((await (await SendAsync(family.Parent, evidence, Jpeg(1))).ReadAsync<EvidenceView>()).Files);
        await world.Agent(Pays).PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(true));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "evidence.settled",
            await family.Parent.PostAsync($"{family.Api}/evidence/{evidence.Id}/files/{right.FileId}/withdraw", null));
        Assert.False(Assert.Single((await OneAsync(family, evidence)).Files).MayWithdraw);
    }

    [Fact]
    public async Task A_refused_certificate_has_the_day_billed_and_another_can_be_sent_until_the_limit()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);
        await SendAsync(family.Parent, evidence, Pdf());
        var decide = $"{family.Api}/evidence/{evidence.Id}/decision";
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing", await world.Agent(Pays).PostAsync(decide, Json("""{"accept":false}""")));

        await world.Agent(Pays).PostAsAsync<EvidenceView>(decide, new DecideEvidence(false, "Document illisible"));
        Assert.Equal(CellState.AbsentBilled, (await family.SeeAsync(Meal, Tuesday8))!.State);
        await SendAsync(family.Parent, evidence, Jpeg(2));
        await world.Agent(Pays).PostAsAsync<EvidenceView>(decide, new DecideEvidence(true));

        Assert.Equal([CellOutcome.AbsentExcused, CellOutcome.AbsentBilled, CellOutcome.AbsentExcused],
            (await world.SettledAsync(family.Child, 3)).Select(c => c.Outcome));
    }

    [Fact]
    public async Task Without_a_certificate_the_family_is_reminded_then_billed_once_and_told()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);

        world.Service.Clock.Advance(TimeSpan.FromHours(25));
        var reminder = (await NoticesAsync(world, family, 1))[0];
        Assert.Equal(CellState.AbsentExcused, (await family.SeeAsync(Meal, Tuesday8))!.State);
        world.Service.Clock.Advance(TimeSpan.FromHours(24));
        var missed = (await NoticesAsync(world, family, 2))[1];
        world.Service.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("Le justificatif de cette absence est à remettre avant le jeudi 10 décembre à 9\u00a0h\u00a010. Sans lui, les jours seront facturés.",
            reminder.Text);
        Assert.Equal(("evidence", "Absence de Louise le 8 décembre : justificatif", $"justificatifs/{evidence.Id}"),
            (missed.Kind, missed.Subject, missed.Path));
        Assert.Equal([CellOutcome.AbsentExcused, CellOutcome.AbsentBilled], (await world.SettledAsync(family.Child, 2)).Select(c => c.Outcome));
        Assert.Equal(EvidenceState.Missed, (await OneAsync(family, evidence)).State);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "evidence.too-late", await SendAsync(family.Parent, evidence, Jpeg(1)));
        Assert.Equal(2, (await NoticesAsync(world, family, 2)).Count);
    }

    [Fact]
    public async Task A_late_certificate_leaves_the_waiting_days_to_pay_and_after_ten_days_none_is_taken()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "saint-exupery", Tuesday8, Thursday10, Friday11);
        Assert.Equal((new DateTime(2026, 12, 11, 9, 10, 0), new DateTime(2026, 12, 18, 23, 59, 0)), (evidence.Due, evidence.AcceptedUntil));
        world.Service.Clock.Advance(TimeSpan.FromDays(5));
        await NoticesAsync(world, family, 1);
        await Eventually.SeeAsync(async () => (await OneAsync(family, evidence)).State, s => s == EvidenceState.Missed);

        await SendAsync(family.Parent, evidence, Jpeg(1));
        await world.Agent(Pays).PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(true));

        Assert.Equal([CellState.AbsentBilled, CellState.AbsentBilled, CellState.AbsentExcused],
            [(await family.SeeAsync(Meal, Tuesday8))!.State, (await family.SeeAsync(Meal, Thursday10))!.State, (await family.SeeAsync(Meal, Friday11))!.State]);
        var (late, never) = await AbsentAsync(world, "saint-exupery", new DateOnly(2026, 12, 14));
        world.Service.Clock.Advance(TimeSpan.FromDays(12));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "evidence.too-late", await SendAsync(late.Parent, never, Jpeg(1)));
    }

    [Fact]
    public async Task A_late_absence_for_an_agent_is_decided_with_its_certificate_and_never_by_the_clock()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "villejuif", Tuesday8);
        await SendAsync(family.Parent, evidence, Jpeg(1));
        var (silent, _) = await AbsentAsync(world, "villejuif", Tuesday8);
        world.Service.Clock.Advance(TimeSpan.FromDays(4));
        await NoticesAsync(world, silent, 1);
        await Eventually.SeeAsync(async () => (await NoticesAsync(world, silent, 1)).Any(n => n.Text.StartsWith("Aucun", StringComparison.Ordinal)),
            told => told);

        await world.Agent(Pays).PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(true));

        Assert.Equal(CellState.AbsentExcused, (await family.SeeAsync(Meal, Tuesday8))!.State);
        Assert.Equal(CellState.AbsencePending, (await silent.SeeAsync(Meal, Tuesday8))!.State);
    }

    [Fact]
    public async Task One_certificate_serves_an_absence_told_day_by_day_and_is_not_asked_any_more_once_all_is_taken_back()
    {
        await using var world = await StartAsync();
        var family = await AbsenceRuleTests.BookedAsync(world, Tuesday8, Thursday10);
        var first = await family.AskAsync(family.Absent(Meal, Tuesday8, "le-cres"));
        var second = await family.AskAsync(family.Absent(Meal, Thursday10, "le-cres"));

        var one = Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence"));
        Assert.Equal((Tuesday8, Thursday10), (one.First, one.Last));
        await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{second.Id}/cancel", new { });
        Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence"));
        await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{first.Id}/cancel", new { });
        Assert.Empty(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence"));
    }

    [Fact]
    public async Task Files_are_known_by_their_bytes_and_the_wrong_ones_are_refused_in_a_sentence()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);

        foreach (var (bytes, code) in (IEnumerable<(byte[], string)>)[
            ([], "file.empty"), (Encoding.UTF8.GetBytes("MZ\u0090 this program cannot be run"), "file.type"),
            (Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "file.type"),
            ([.. "MZ"u8, .. Pdf()], "file.type"), ([.. Pdf(), .. "4 0 obj<</S/JavaScript/JS(x)>>endobj"u8], "file.active"),
            (Jpeg(1)[..8], "file.damaged"), (Png(50_000, 50_000), "file.damaged"), (Encoding.ASCII.GetBytes("%PDF-1.7 without an end"), "file.damaged"),
            ([.. Jpeg(1), .. new byte[10 * 1024 * 1024]], "file.too-large")])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await SendAsync(family.Parent, evidence, bytes));
        }

        foreach (var bytes in (byte[][])[Jpeg(3), Png(800, 600), Pdf(), Heic(4032, 3024), [.. Jpeg(4), .. new byte[3 * 1024 * 1024]]])
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(family.Parent, evidence, bytes)).StatusCode);
        }

        Assert.Equal(["image/jpeg", "image/png", "application/pdf", "image/heic", "image/jpeg"],
            (await OneAsync(family, evidence)).Files.Select(f => f.ContentType));
    }

    [Fact]
    public async Task Nobody_else_sees_a_certificate_and_its_bytes_lie_encrypted_until_they_are_deleted()
    {
        await using var world = await StartAsync();
        var (family, evidence) = await AbsentAsync(world, "le-cres", Tuesday8);
        await SendAsync(family.Parent, evidence, Jpeg(1));
        var file = (await OneAsync(family, evidence)).Files[0];
        var other = await world.AddFamilyAsync(Pays, Meal);
        var path = $"{family.Api}/evidence/{evidence.Id}/files/{file.FileId}";

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await other.Parent.GetAsync(path));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await SendAsync(other.Parent, evidence, Jpeg(2)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden", await world.Agent(Pays, Permissions.Attendance).GetAsync(path));
        var kept = await world.Service.InTenantAsync(Pays, s => s.GetRequiredService<PlanningDb>().CertificateContents.AsNoTracking().SingleAsync());
        Assert.Equal(-1, kept.Sealed.AsSpan().IndexOf(Jpeg(1).AsSpan(0, 12)));

        await world.Agent(Pays).PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(true));
        world.Service.Clock.Advance(TimeSpan.FromDays(61));
        await Eventually.SeeAsync(async () => (await OneAsync(family, evidence)).Files[0].DeletedAt, at => at is not null);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "file.deleted", await family.Parent.GetAsync(path));
    }

    internal static byte[] Jpeg(byte mark) =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, mark, 0, 0xFF, 0xC0, 0, 17, 8, 2, 0x58, 3, 0x20, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xD9];

    private static byte[] Png(int width, int height) =>
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Big(width), .. Big(height), 8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            .. "IEND"u8];

    private static byte[] Heic(int width, int height) =>
        [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, 0, 0, 0, 20, .. "ispe"u8, 0, 0, 0, 0, .. Big(width), .. Big(height)];

    private static byte[] Pdf() =>
        Encoding.ASCII.GetBytes(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    private static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, EvidenceView evidence, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await client.PostAsync($"/api/{Pays}/planning/evidence/{evidence.Id}/upload", content);
    }

    private static Task<EvidenceView> OneAsync(Household family, EvidenceView evidence) =>
        family.Parent.GetAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}");

    private static Task<List<FamilyNotified>> NoticesAsync(PlanningWorld world, Household family, int count) => Eventually.SeeAsync(
        () => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == family.Family).OrderBy(n => n.At).ToList()),
        n => n.Count >= count);

    private static async Task<(Household Family, EvidenceView Evidence)> AbsentAsync(PlanningWorld world, string reason, params DateOnly[] days)
    {
        var family = await AbsenceRuleTests.BookedAsync(world, days);
        await family.AskAsync([.. days.Select(d => family.Absent(Meal, d, reason))]);
        return (family, Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence")));
    }

    private async Task<PlanningWorld> StartAsync()
    {
        var world = await PlanningWorld.StartAsync(database);
        await world.ChangeSettingsAsync(Pays, d => d["absenceReasons"] = JsonNode.Parse(AbsenceRuleTests.Reasons));
        return world;
    }
}

public sealed class CertificatesOnSqlite() : CertificateTests(TestDatabase.Sqlite);

public sealed class CertificatesOnSqlServer() : CertificateTests(TestDatabase.SqlServer);
