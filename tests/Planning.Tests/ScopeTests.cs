using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>An agent of some services sees, marks and decides there alone; one of a facility all of its services.</summary>
public abstract class ScopeTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    [Fact]
    public async Task Lists_and_roll_show_the_services_of_the_scope_alone()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin");
        await World.PutBookedAsync(family, Canteen, Monday14);
        await World.PutBookedAsync(family, "garderie-matin", Monday14);
        var (one, facility, other) = (Agent("garderie-matin=v"), Agent("@garderie-periscolaire=v"), Agent("@accueil-de-loisirs=vpd"));

        Assert.Equal(["garderie-matin"], (await one.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Services.Select(s => s.Service));
        Assert.Equal(["garderie-matin", Canteen],
            (await facility.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Services.Select(s => s.Service).Order());
        Assert.Empty((await other.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Services);
        Assert.Equal(["garderie-matin"], (await one.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Filters!.Services.Select(s => s.Key));
        Assert.Equal(["garderie-matin"], (await one.GetAsAsync<WeekView>($"/api/{Biviers}/planning/week?date=2026-12-14")).Services.Select(s => s.Service));
        Assert.Equal("garderie-matin", (await one.GetAsAsync<RollView>($"/api/{Biviers}/planning/roll?date=2026-12-14")).Service);
        foreach (var path in (string[])["day?date=2026-12-14&service=restauration", "week?date=2026-12-14&service=restauration",
            "roll?date=2026-12-14&service=restauration", "roll/anomalies?service=restauration"])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "service.unknown", await one.GetAsync($"/api/{Biviers}/planning/{path}"));
        }
    }

    [Fact]
    public async Task A_mark_is_kept_only_where_the_scope_lets_mark()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin");
        var today = new DateOnly(2026, 12, 8);
        await World.PutBookedAsync(family, Canteen, today);
        await World.PutBookedAsync(family, "garderie-matin", today);
        var now = new DateTime(2026, 12, 8, 8, 10, 0, DateTimeKind.Utc);
        var marks = new SendMarks("Tablette", now, [Mark(family, Canteen), Mark(family, "garderie-matin")]);

        var answers = (await Agent("garderie-matin=vp;restauration=v").PostAsAsync<MarksResult>($"/api/{Biviers}/planning/roll/marks", marks)).Results;

        Assert.Equal(["mark.not-yours", "recorded"], answers.Select(a => a.Code));

        NewMark Mark(Household of, string unit) => new(Guid.NewGuid(), of.Child, unit, today, MarkKind.Present, now);
    }

    [Fact]
    public async Task The_queue_holds_requests_of_the_scope_and_a_decision_outside_of_it_is_refused()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var receipt = await family.AskAsync(family.Book("alsh-mercredi-journee", Wednesday16));
        var (inside, outside, reader) = (Agent("alsh-mercredi=vd"), Agent("garderie-matin=vd"), Agent("alsh-mercredi=v"));

        Assert.Contains((await inside.GetAsAsync<QueuePage>($"/api/{Biviers}/planning/queue?q={receipt.Number}")).Items, i => i.RequestId == receipt.Id);
        var page = await outside.GetAsAsync<QueuePage>($"/api/{Biviers}/planning/queue?q={receipt.Number}");
        Assert.Empty(page.Items);
        Assert.Equal(0, page.Counts.Waiting);
        foreach (var agent in (HttpClient[])[outside, reader])
        {
            Assert.Equal(
                "not-yours", Assert.Single(
                    (await agent.PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions",
                        new DecideRequests([receipt.Id], true))).Results).Code);
        }

        Assert.True(
            Assert.Single(
                (await inside.PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions", new DecideRequests([receipt.Id], true))).Results).Done);
        Assert.Equal("not-yours", await ReopenAsync(outside));
        Assert.Equal("not-yours", await ReopenAsync(reader));
        Assert.Equal(0, (await outside.GetAsAsync<QueueCounts>($"/api/{Biviers}/planning/queue/counts")).Waiting);
        Assert.Equal("done", await ReopenAsync(inside));
        Assert.Equal(1, (await inside.GetAsAsync<QueueCounts>($"/api/{Biviers}/planning/queue/counts")).Waiting);

        async Task<string> ReopenAsync(HttpClient agent) =>
            Assert.Single((await agent.PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/reopen", new ReopenRequests([receipt.Id]))).Results).Code;
    }

    [Fact]
    public async Task Whether_an_absence_is_billed_is_settled_by_who_marks_there()
    {
        var body = new DecideNoShow(Guid.NewGuid(), Canteen, new DateOnly(2026, 12, 7), true);

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "mark.not-yours",
            await Agent("restauration=v;garderie-matin=vp").PostAsJsonAsync($"/api/{Biviers}/planning/roll/decide", body));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await Agent("restauration=vp").PostAsJsonAsync($"/api/{Biviers}/planning/roll/decide", body));
    }

    [Fact]
    public async Task Meals_are_counted_and_ordered_where_the_scope_reaches_alone()
    {
        var (inside, outside, reader) = (Agent("restauration=vp"), Agent("garderie-matin=vpd"), Agent("restauration=v"));
        var order = new OrderMeals(Guid.NewGuid(), Monday14, Monday14, "garderie-periscolaire");

        Assert.Equal(["garderie-periscolaire"], (await MealsAsync(inside)).Days.Select(d => d.Facility).Distinct());
        Assert.Empty((await MealsAsync(outside)).Days);
        foreach (var agent in (HttpClient[])[outside, reader])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "meals.not-yours",
                await agent.PostAsJsonAsync($"/api/{Biviers}/planning/meals/orders", order));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "meals.not-yours",
            await inside.PostAsJsonAsync($"/api/{Biviers}/planning/meals/orders", order with { Facility = null }));
        await HttpAssert.StatusAsync(HttpStatusCode.Created, await inside.PostAsJsonAsync($"/api/{Biviers}/planning/meals/orders", order));
        Assert.Single((await MealsAsync(inside)).Orders);
        Assert.Empty((await MealsAsync(outside)).Orders);

        static Task<MealsView> MealsAsync(HttpClient agent) => agent.GetAsAsync<MealsView>($"/api/{Biviers}/planning/meals?from=2026-12-14&to=2026-12-14");
    }

    [Fact]
    public async Task Enrolments_are_seen_and_decided_by_agents_of_their_service()
    {
        var family = await World.AddFamilyAsync(Biviers);
        var (inside, outside, reader) = (Agent("restauration=vd"), Agent("garderie-matin=vd"), Agent("restauration=v"));
        var create = new CreateEnrolment(family.Family, family.Child, Canteen, new DateOnly(2027, 1, 4), new DateOnly(2027, 7, 2));

        foreach (var agent in (HttpClient[])[outside, reader])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "not-yours", await agent.PostAsJsonAsync($"{family.Api}/enrolments", create));
        }

        var made = await inside.PostAsAsync<EnrolmentView>($"{family.Api}/enrolments", create);
        var change = new ChangeEnrolment(made.From, made.From.AddDays(30), "Déménagement.");
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "not-yours",
            await reader.PutAsJsonAsync($"{family.Api}/enrolments/{made.EnrolmentId}", change));
        Assert.Empty(await outside.GetAsAsync<EnrolmentView[]>($"{family.Api}/enrolments?family={family.Family}"));
        Assert.Single(await reader.GetAsAsync<EnrolmentView[]>($"{family.Api}/enrolments?family={family.Family}"));
        Assert.DoesNotContain((await outside.GetAsAsync<EnrolmentQueue>($"{family.Api}/enrolments/queue")).Items, i => i.Service != "garderie-matin");
    }

    [Fact]
    public async Task A_certificate_is_read_and_decided_where_its_days_are()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var wednesday = new DateOnly(2026, 12, 9);
        await World.PutBookedAsync(family, "alsh-mercredi-journee", wednesday);
        await family.AskAsync(family.Absent("alsh-mercredi-journee", wednesday));
        var evidence = Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence"));
        var (inside, outside, reader) = (Agent("alsh-mercredi=vd"), Agent("@garderie-periscolaire=vd"), Agent("@accueil-de-loisirs=v"));
        var path = $"{family.Api}/evidence/{evidence.Id}";

        Assert.Contains((await inside.GetAsAsync<EvidencePage>($"{family.Api}/evidence/queue?state=Awaited")).Items, e => e.Id == evidence.Id);
        Assert.DoesNotContain((await outside.GetAsAsync<EvidencePage>($"{family.Api}/evidence/queue?state=Awaited")).Items, e => e.Id == evidence.Id);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await outside.GetAsync(path));
        using var photo = new ByteArrayContent(CertificateTests.Jpeg(1));
        photo.Headers.ContentType = new("application/octet-stream");
        var file = Assert.Single((await (await family.Parent.PostAsync($"{path}/upload", photo)).ReadAsync<EvidenceView>()).Files);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await outside.GetAsync($"{path}/files/{file.FileId}"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await inside.GetAsync($"{path}/files/{file.FileId}"));
        Assert.Empty(await outside.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence?family={family.Family}"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await outside.PostAsJsonAsync($"{path}/decision", new DecideEvidence(true)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "not-yours", await reader.PostAsJsonAsync($"{path}/decision", new DecideEvidence(true)));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await inside.PostAsJsonAsync($"{path}/decision", new DecideEvidence(true)));
    }

    [Fact]
    public async Task Lists_of_waiting_corrections_disruptions_and_acts_for_a_family_end_where_the_scope_does()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        await World.PutBookedAsync(family, Canteen, Monday14);
        var cell = (await World.CellAsync(Biviers, family.Child, Canteen, Monday14))!;
        var outside = Agent("garderie-matin=vpd");
        var plan = new DisruptionPlan(Monday14, Monday14, "Grève", DisruptionEffect.Excuse, Services: [Canteen]);

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "service.unknown", await outside.GetAsync($"{family.Api}/waiting?service={Canteen}"));
        foreach (var (path, body) in (IEnumerable<(string, object)>)[
            ("checks/correct", new CorrectCell(family.Child, Canteen, Monday14, CellState.Free, cell.Version, "Erreur de saisie.")),
            ("checks/correct/many",
                new CorrectCells(Guid.NewGuid(), [new CellOfDay(family.Child, Canteen, Monday14, cell.Version)], CellState.Present, "Erreur de saisie.")),
            ("disruptions/preview", plan), ("disruptions", new ApplyDisruption(Guid.NewGuid(), plan)), ("disruptions/preview", plan with { Services = null }),
            ("requests", new SubmitRequest(Guid.NewGuid(), [family.Cancel(Canteen, Monday14)], Family: family.Family))])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "not-yours", await outside.PostAsJsonAsync($"{family.Api}/{path}", body));
        }

        Assert.Equal(["garderie-matin"], (await outside.GetAsAsync<DisruptionOptions>($"{family.Api}/disruptions/options")).Services.Select(s => s.Key));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent("restauration=vd").PostAsJsonAsync($"{family.Api}/disruptions/preview", plan));
    }

    [Fact]
    public async Task Settings_are_changed_for_the_services_one_sets_and_applied_by_who_sets_all()
    {
        var agent = Agent("restauration=vr");
        const string Draft = $"/api/{Biviers}/planning/settings/draft";
        var before = await agent.GetAsAsync<SettingsDraftView>(Draft);
        Task<HttpResponseMessage> ChangeAsync(string path) =>
            agent.PatchAsJsonAsync(Draft,
                new ChangeDraft(before.Revision, [new DraftChange(path, System.Text.Json.JsonSerializer.SerializeToElement("Cantine"))]));

        foreach (var path in (string[])["validator", "facilities/garderie-periscolaire/services/garderie-matin/label", "facilities/garderie-periscolaire/label",
            "facilities/garderie-periscolaire/services/restauration"])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "settings.not-yours", await ChangeAsync(path));
        }

        var after = await (await ChangeAsync("facilities/garderie-periscolaire/services/restauration/label")).ReadAsync<SettingsDraftView>();
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "settings.not-yours",
            await agent.PostAsJsonAsync($"{Draft}/apply", new ApplyDraft(after.Revision)));
        using var dropped = await World.Agent(Biviers).DeleteAsync($"{Draft}?basedOn={after.Revision}");
        await HttpAssert.StatusAsync(HttpStatusCode.OK, dropped);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("garderie-matin=vp", true, true)]
    [InlineData("garderie-matin=v", true, false)]
    [InlineData("@garderie-periscolaire=p", false, true)]
    [InlineData("restauration=vp", false, false)]
    public void A_scope_is_of_parts_and_of_groups(string text, bool sees, bool marks)
    {
        var scope = Scope.Parse(text);
        Assert.Equal(
            (sees, marks), (scope.Allows(ScopeRight.See, "garderie-periscolaire", "garderie-matin"),
                scope.Allows(ScopeRight.Mark, "garderie-periscolaire", "garderie-matin")));
        Assert.Equal(text, scope.ToString());
        Assert.Equal(text, Membership.Parse(new Membership("biviers", Membership.Staff, null, null, [], text).ToClaim())!.ScopeText);
    }

    private HttpClient Agent(string scope) => World.Service.Client(Tokens.Issue("Léa Garnier",
        new Membership(Biviers, Membership.Staff, null, null, [Permissions.Attendance, Permissions.Requests, Permissions.Settings], scope)));
}

public sealed class ScopeOnSqlite(SharedWorld shared) : ScopeTests(shared, TestDatabase.Sqlite);

public sealed class ScopeOnSqlServer(SharedWorld shared) : ScopeTests(shared, TestDatabase.SqlServer);
