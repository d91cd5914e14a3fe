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
        Assert.Equal(["garderie-matin", Canteen], (await facility.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Services.Select(s => s.Service).Order());
        Assert.Empty((await other.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Services);
        Assert.Equal(["garderie-matin"], (await one.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14")).Filters!.Services.Select(s => s.Key));
        Assert.Equal(["garderie-matin"], (await one.GetAsAsync<WeekView>($"/api/{Biviers}/planning/week?date=2026-12-14")).Services.Select(s => s.Service));
        Assert.Equal("garderie-matin", (await one.GetAsAsync<RollView>($"/api/{Biviers}/planning/roll?date=2026-12-14")).Service);
        foreach (var path in (string[])["day?date=2026-12-14&service=restauration", "week?date=2026-12-14&service=restauration", "roll?date=2026-12-14&service=restauration", "roll/anomalies?service=restauration"])
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
            Assert.Equal("not-yours", Assert.Single((await agent.PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions", new DecideRequests([receipt.Id], true))).Results).Code);
        }

        Assert.True(Assert.Single((await inside.PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions", new DecideRequests([receipt.Id], true))).Results).Done);
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
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent("restauration=vp").PostAsJsonAsync($"/api/{Biviers}/planning/roll/decide", body));
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
        Assert.Equal((sees, marks), (scope.Allows(ScopeRight.See, "garderie-periscolaire", "garderie-matin"), scope.Allows(ScopeRight.Mark, "garderie-periscolaire", "garderie-matin")));
        Assert.Equal(text, scope.ToString());
        Assert.Equal(text, Membership.Parse(new Membership("biviers", Membership.Staff, null, null, [], text).ToClaim())!.ScopeText);
    }

    private HttpClient Agent(string scope) =>
        World.Service.Client(Tokens.Issue("Léa Garnier", new Membership(Biviers, Membership.Staff, null, null, [Permissions.Attendance, Permissions.Requests], scope)));
}

public sealed class ScopeOnSqlite(SharedWorld shared) : ScopeTests(shared, TestDatabase.Sqlite);

public sealed class ScopeOnSqlServer(SharedWorld shared) : ScopeTests(shared, TestDatabase.SqlServer);
