using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class DemoTests(TestDatabase database)
{
    [Theory]
    [InlineData("2026-11-23T03:00:00Z")]
    [InlineData("2026-12-08T08:10:00Z")]
    [InlineData("2027-01-06T12:00:00Z")]
    [InlineData("2027-02-20T23:30:00Z")]
    public async Task The_demo_has_days_around_today_requests_that_wait_and_no_place_given_twice(string now)
    {
        await using var world = await PlanningWorld.StartAsync(database, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture),
            demo: true);
        var jean = world.Service.Client(Tokens.Guardian(PlanningWorld.Biviers, Guid.Parse("10000000-0000-0000-0000-000000000001")));

        var month = await jean.GetAsAsync<MonthView>("/api/biviers/planning/month");
        var requests = await jean.GetAsAsync<RequestPage>("/api/biviers/planning/requests?since=2026-01-01");

        Assert.Equal(["Louise", "Tom", "Inès"], month.Children.Select(c => c.FirstName));
        Assert.NotEmpty(requests.Items);
        foreach (var request in requests.Items)
        {
            var receipt = await jean.GetAsAsync<Receipt>($"/api/biviers/planning/requests/{request.Id}");
            Assert.All(receipt.Lines, l => Assert.NotEqual(LineOutcome.Refused, l.Outcome));
        }

        foreach (var commune in PlanningWorld.Communes.Select(c => c.Data))
        {
            var (cells, taken, waiting) = await world.Service.InTenantAsync(commune, async scope =>
            {
                var db = scope.GetRequiredService<PlanningDb>();
                return ((await db.Cells.AsNoTracking().ToListAsync()).Sum(c => c.SeatKeys.Count), await db.PoolDays.SumAsync(p => p.Taken),
                    await db.Requests.CountAsync());
            });
            Assert.Equal((commune, cells), (commune, taken));
            Assert.NotEqual((commune, 0), (commune, taken));
            Assert.NotEqual((commune, 0), (commune, waiting));
        }
    }

    [Theory]
    [InlineData("2026-11-23T08:10:00Z")]
    [InlineData("2026-12-08T08:10:00Z")]
    [InlineData("2027-04-20T08:10:00Z")]
    public async Task Strikes_and_trips_of_the_demo_fall_on_open_days_with_children_booked(string now)
    {
        await using var world = await PlanningWorld.StartAsync(database, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture),
            demo: true);
        foreach (var commune in PlanningWorld.Communes.Select(c => c.Data))
        {
            var agent = world.Agent(commune);
            foreach (var one in (await agent.GetAsAsync<DisruptionPage>($"/api/{commune}/planning/disruptions")).Items
                .Where(d => d.First != new DateOnly(2027, 5, 7)))
            {
                Assert.True(one.Children > 0, $"{commune}: {one.Cause} {one.First}");
                Assert.NotEmpty((await agent.GetAsAsync<DayView>($"/api/{commune}/planning/day?date={one.First:yyyy-MM-dd}")).Services
                    .SelectMany(s => s.Children));
            }
        }

        Assert.Equal(3, (await world.Agent(PlanningWorld.Biviers).GetAsAsync<DisruptionPage>("/api/biviers/planning/disruptions")).Items.Length);
    }

    [Fact]
    public async Task Leave_of_the_demo_stands_beside_the_days_of_the_enrolment()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        var parent = world.Service.Client(Tokens.Guardian("harmonie", Guid.Parse("10000000-0000-0000-0000-000000000041")));

        var contract = Assert.Single((await parent.GetAsAsync<LeaveView>("/api/harmonie/planning/leave")).Contracts);
        var month = await parent.GetAsAsync<MonthView>("/api/harmonie/planning/month?month=2026-12");

        Assert.Equal([new DateOnly(2026, 12, 17), new DateOnly(2026, 12, 18)], contract.Days.Select(d => d.Date));
        Assert.All(month.Children.SelectMany(c => c.Rows).Single(r => r.Unit == "accueil-regulier").Cells.Where(c => c.Day is 17 or 18),
            c => Assert.Equal(CellState.Leave, c.State));
        Assert.NotEmpty(contract.Extra);
    }

    [Fact]
    public async Task Ztest_is_third_on_the_waiting_list_of_a_full_day_and_reads_why_a_late_booking_was_refused()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        var ztest = world.Service.Client(Tokens.Guardian(PlanningWorld.Pays, Guid.Parse("10000000-0000-0000-0000-000000000011")));

        var meals = (await ztest.GetAsAsync<MonthView>($"/api/{PlanningWorld.Pays}/planning/month?month=2026-12")).Children[0].Rows
            .Single(r => r.Unit == "bessins-restauration").Cells;
        var requests = await ztest.GetAsAsync<RequestPage>($"/api/{PlanningWorld.Pays}/planning/requests?since=2026-01-01");

        Assert.Equal((CellState.Waitlisted, 3), meals.Where(c => c.Day == 18).Select(c => (c.State, c.Rank)).Single());
        Assert.Equal(24, await world.TakenAsync(PlanningWorld.Pays, "bessins-restauration", new DateOnly(2026, 12, 18)));
        var refused = Assert.Single(requests.Items, r => r.Status == RequestStatus.Refused);
        Assert.Contains((await ztest.GetAsAsync<Receipt>($"/api/{PlanningWorld.Pays}/planning/requests/{refused.Id}")).Lines,
            l => l is { Outcome: LineOutcome.Refused, Code: "refused.deadline" });
        var evenings = (await ztest.GetAsAsync<MonthView>($"/api/{PlanningWorld.Pays}/planning/month?month=2026-12")).Children[0].Rows
            .Single(r => r.Unit == "bessins-garderie-soir").Cells;
        Assert.Equal(CellState.ClockMissing, evenings.Single(c => c.Day == 7).State);
    }

    [Fact]
    public async Task Nguyen_was_refused_for_an_old_insurance_certificate_then_enrolled_and_came()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        var nguyen = world.Service.Client(Tokens.Guardian(PlanningWorld.Biviers, Guid.Parse("10000000-0000-0000-0000-000000000003")));

        var asked = await nguyen.GetAsAsync<EnrolmentRequestView[]>("/api/biviers/planning/enrolments/requests");
        var month = await nguyen.GetAsAsync<MonthView>("/api/biviers/planning/month?month=2026-12");

        Assert.Equal([RequestStatus.Accepted, RequestStatus.Refused], asked.Select(r => r.Status));
        Assert.Contains("assurance", asked[1].Reason, StringComparison.Ordinal);
        Assert.Equal(CellState.PresentUnbooked, month.Children[0].Rows.Single(r => r.Unit == "garderie-matin").Cells.Single(c => c.Day == 4).State);
        var queue = await world.Service.Client(Tokens.Agent(PlanningWorld.Biviers, Permissions.Requests))
            .GetAsAsync<EnrolmentQueue>("/api/biviers/planning/enrolments/queue");
        Assert.Equal("Paul Martin", Assert.Single(queue.Items).Author);
    }

    [Theory]
    [InlineData("biviers", 1, 0)]
    [InlineData("croc-vacances", 0, 1)]
    public async Task An_agent_reads_what_waits_besides_the_requests(string tenant, int enrolments, int allocations)
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);

        var todo = await world.Service.Client(Tokens.Agent(tenant, Permissions.Requests)).GetAsAsync<TodoView>($"/api/{tenant}/planning/todo");

        Assert.Equal((enrolments, 0, allocations), (todo.Enrolments, todo.Certificates, todo.Allocations.Length));
        Assert.All(todo.Allocations, a => Assert.Equal(("croc-vacances", "Croc’Vacances, Vacances de Noël", 6), (a.Service, a.Label, a.Families)));
    }

    [Fact]
    public async Task What_the_first_page_counts_is_what_each_list_holds()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        var stranger = await world.AddFamilyAsync(PlanningWorld.Biviers);
        await world.PutBookedAsync(stranger, "restauration", new DateOnly(2026, 12, 14));
        var told = new List<TodoView>();
        foreach (var commune in PlanningWorld.Communes.Select(c => c.Data))
        {
            var agent = world.Agent(commune);
            var api = $"/api/{commune}/planning";
            var todo = await agent.GetAsAsync<TodoView>($"{api}/todo");
            told.Add(todo);
            var queue = await agent.GetAsAsync<QueuePage>($"{api}/queue");
            var evidence = await agent.GetAsAsync<EvidencePage>($"{api}/evidence/queue");
            var waiting = await agent.GetAsAsync<WaitingListView>($"{api}/waiting");

            Assert.Equal((commune, queue.Total), (commune, queue.Counts.Waiting));
            Assert.Equal((commune, (await agent.GetAsAsync<EnrolmentQueue>($"{api}/enrolments/queue")).Total), (commune, todo.Enrolments));
            Assert.Equal((commune, evidence.Total), (commune, todo.Certificates));
            Assert.Equal((commune, (await agent.GetAsAsync<CheckList>($"{api}/checks")).Total), (commune, todo.Checks));
            Assert.Equal((commune, (await agent.GetAsAsync<AnomaliesView>($"{api}/roll/anomalies")).Total), (commune, todo.Unmarked));
            Assert.Equal((commune, waiting.Days.SelectMany(d => d.Entries).Count(e => e.MayOffer)), (commune, todo.Places));
            Assert.Equal((commune, waiting.Total), (commune, waiting.Days.Sum(d => d.Entries.Length)));
            foreach (var period in todo.Allocations)
            {
                var preview = await agent.GetAsAsync<AllocationPreview>($"{api}/allocations/{period.Service}/{period.Period}");
                Assert.Equal(preview.Lines.Select(l => l.FamilyId).Distinct().Count(), period.Families);
            }
        }

        Assert.All(new[] { told.Sum(t => t.Enrolments), told.Sum(t => t.Checks), told.Sum(t => t.Unmarked), told.Sum(t => t.Allocations.Length) },
            n => Assert.True(n > 0));
        var ztest = world.Service.Client(Tokens.Guardian(PlanningWorld.Pays, Guid.Parse("10000000-0000-0000-0000-000000000011")));
        var home = await ztest.GetAsAsync<PlanningHome>($"/api/{PlanningWorld.Pays}/planning/home");
        var listed = new List<Guid>();
        foreach (var status in new[] { "Pending", "Waiting" })
        {
            listed.AddRange((await ztest.GetAsAsync<RequestPage>($"/api/{PlanningWorld.Pays}/planning/requests?since=2024-01-01&status={status}")).Items
                .Select(r => r.Id));
        }

        Assert.NotEmpty(listed);
        Assert.Equal(listed.Order(), home.Waiting.Select(r => r.Id).Order());
    }

    [Fact]
    public async Task A_parent_with_restricted_rights_sees_nothing_of_the_child()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        const string Tenant = "saint-martin-dauxigny";
        var host = world.Service.Client(Tokens.Guardian(Tenant, Guid.Parse("10000000-0000-0000-0000-000000000033")));
        var restricted = world.Service.Client(Tokens.Guardian(Tenant, Guid.Parse("10000000-0000-0000-0000-000000000035")));
        var child = Assert.Single((await host.GetAsAsync<MonthView>($"/api/{Tenant}/planning/month")).Children).ChildId;
        var request = (await host.GetAsAsync<RequestPage>($"/api/{Tenant}/planning/requests?since=2026-01-01")).Items[0].Id;

        Assert.Empty((await restricted.GetAsAsync<MonthView>($"/api/{Tenant}/planning/month")).Children);
        Assert.Empty((await restricted.GetAsAsync<RequestPage>($"/api/{Tenant}/planning/requests?since=2026-01-01")).Items);
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.NotFound, await restricted.GetAsync($"/api/{Tenant}/planning/requests/{request}"));
        await HttpAssert.StatusAsync(
            System.Net.HttpStatusCode.NotFound, await restricted.PostAsJsonAsync($"/api/{Tenant}/planning/requests",
                new SubmitRequest(Guid.NewGuid(), [new Intent(child, "repas", new DateOnly(2026, 12, 14), IntentAction.Cancel)])));
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.NotFound,
            await restricted.GetAsync($"/api/{Tenant}/planning/month?family=10000000-0000-0000-0000-000000000033"));
    }

    [Fact]
    public async Task In_a_week_of_school_the_queue_and_the_day_are_not_empty()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        var agent = world.Agent(PlanningWorld.Biviers);

        Assert.InRange((await agent.GetAsAsync<QueuePage>("/api/biviers/planning/queue")).Total, 2, 10);
        Assert.NotEmpty((await agent.GetAsAsync<DayView>("/api/biviers/planning/day")).Services.SelectMany(s => s.Children));
        var jean = world.Service.Client(Tokens.Guardian(PlanningWorld.Biviers, Guid.Parse("10000000-0000-0000-0000-000000000001")));
        var meals = (await jean.GetAsAsync<MonthView>("/api/biviers/planning/month")).Children[0].Rows.Single(r => r.Unit == "restauration").Cells;
        Assert.Contains(meals, c => c is { State: CellState.Booked, Mine: true });
        Assert.Contains(meals, c => c is { State: CellState.Booked, Mine: false });
        Assert.NotEmpty(await world.SettledAsync(Guid.Parse("30000000-0000-0000-0000-000000000001"), 1));
    }
}

public sealed class DemoOnSqlite() : DemoTests(TestDatabase.Sqlite);

public sealed class DemoOnSqlServer() : DemoTests(TestDatabase.SqlServer);
