using System.Net;
using System.Net.Http.Json;
using System.Text;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class IsolationTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private static readonly string[] Everything = [Permissions.Requests, Permissions.Attendance, Permissions.Settings];

    [Fact]
    public async Task No_route_answers_a_stranger()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        Assert.Equal(World.Service.Routes().Count, await World.Service.RefuseStrangersAsync(Biviers, Pays, family.Family, Everything));
        Assert.InRange(World.Service.Routes().Count, 14, 120);
    }

    [Fact]
    public async Task A_parent_sees_and_touches_nothing_of_another_family()
    {
        var mine = await World.AddFamilyAsync(Biviers, Canteen);
        var other = await World.AddFamilyAsync(Biviers, Canteen);
        var receipt = await other.AskAsync(other.Book(Canteen, Monday14));

        foreach (var path in new[] { $"month?family={other.Family}", $"enrolments?family={other.Family}", $"requests?family={other.Family}",
            $"requests/{receipt.Id}", $"cells/{other.Child}/{Canteen}/2026-12-14/why", $"cells/{other.Child}/{Canteen}/2026-12-14/why?family={other.Family}" })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await mine.Parent.GetAsync($"{mine.Api}/{path}"));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await mine.Parent.PostAsync($"{mine.Api}/requests/{receipt.Id}/cancel", null));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await mine.PostAsync(mine.Book(Canteen, Tuesday15) with { Child = other.Child }));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await mine.Parent.PostAsJsonAsync($"{mine.Api}/requests",
                new SubmitRequest(Guid.NewGuid(), [mine.Book(Canteen, Tuesday15)], Family: other.Family)));
        Assert.Equal(CellState.Booked, (await other.SeeAsync(Canteen, Monday14))!.State);
    }

    [Fact]
    public async Task No_route_breaks_on_a_bad_body()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        Assert.NotEqual(0, await World.Service.RefuseBadBodiesAsync(Biviers, Tokens.Guardian(Biviers, family.Family), Tokens.Agent(Biviers, Everything)));
    }

    [Fact]
    public async Task No_route_breaks_on_strange_parameters()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        string[] values = ["", "abc", "-1", "0", "999999999999999999999", "2026-13-45", "0001-01-01", "9999-12-31", "9999-12", "0001-01", "%00", "%F0%9F%8D%8E",
            "' OR 1=1 --", Guid.Empty.ToString(), new string('x', 5000)];
        var tried = 0;
        foreach (var route in World.Service.Routes().Where(r => r.Method == "GET"))
        {
            // Staff routes for the agent, the others for the parent: who may not call never gets as far as the parameters.
            var client = route.Policy.StartsWith("staff", StringComparison.Ordinal) ? World.Agent(Biviers) : family.Parent;
            foreach (var path in route.WithStrangeQueries(Biviers, values))
            {
                using var response = await client.GetAsync(path);
                Assert.True((int)response.StatusCode < 500, $"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode}");
                tried++;
            }
        }

        foreach (var date in new[] { "0001-01-01", "9999-12-31", "2026-02-30", "demain" })
        {
            var response = await family.Parent.GetAsync($"{family.Api}/cells/{family.Child}/{Canteen}/{date}/why");
            Assert.InRange((int)response.StatusCode, 400, 404);
        }

        Assert.InRange(tried, 1_000, 100_000);
    }

    [Theory]
    [InlineData("""{"key":"KEY","intents":[]}""", "request.invalid")]
    [InlineData("""{"key":"KEY","intents":[null]}""", "intent.invalid")]
    [InlineData("""{"key":"KEY","intents":[{"unit":"restauration","date":"2026-12-14","action":"Book"}]}""", "intent.invalid")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":null,"date":"2026-12-14","action":"Book"}]}""", "intent.invalid")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"restauration","date":"2026-12-14","action":"Fly"}]}""", "request.malformed")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"restauration","date":"2026-12-14","action":99}]}""", "intent.invalid")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"restauration","date":"2026-02-30","action":"Book"}]}""", "request.malformed")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"restauration","date":"9999-12-31","action":"Book"}]}""", "date.out-of-range")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"cantine","date":"2026-12-14","action":"Book"}]}""", "unit.unknown")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"restauration","date":"2026-12-14","action":"Book"},{"child":"CHILD","unit":"restauration","date":"2026-12-14","action":"Cancel"}]}""",
        "intents.duplicate")]
    [InlineData("""{"key":"KEY","intents":[{"child":"CHILD","unit":"restauration","date":"2026-12-14","action":"Book","price":0.01}]}""", "request.malformed")]
    public async Task A_request_that_makes_no_sense_is_refused_whole(string body, string code)
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var content = new StringContent(
            body.Replace("KEY", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("CHILD", family.Child.ToString(), StringComparison.Ordinal),
            Encoding.UTF8, "application/json");

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await family.Parent.PostAsync($"{family.Api}/requests", content));
    }

    [Fact]
    public async Task All_cells_that_are_ticked_are_answered_and_what_is_too_much_is_said()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin");
        Intent[] Days(int count) => [.. Enumerable.Range(0, count).Select(i => family.Book(i % 2 == 0 ? Canteen : "garderie-matin", Monday14.AddDays(i / 2)))];

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "request.invalid", await family.PostAsync(Days(2501)));
        var receipt = await family.AskAsync(Days(288));

        Assert.Equal(288, receipt.Lines.Length);
        Assert.InRange(receipt.Lines.Count(l => l.Outcome == LineOutcome.Booked), 80, 180);
        // What happened first is told first, also within one instant.
        Assert.Equal("Demande envoyée.", receipt.History[0].Text);
    }
}

public sealed class IsolationOnSqlite(SharedWorld shared) : IsolationTests(shared, TestDatabase.Sqlite);

public sealed class IsolationOnSqlServer(SharedWorld shared) : IsolationTests(shared, TestDatabase.SqlServer);
