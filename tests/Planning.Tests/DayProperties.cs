using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Whatever families, agents, the roll, strikes and the clock do in whatever order:
/// places are the days that stand, and events tell the last state.</summary>
public sealed class DayProperties
{
    private const string Pays = PlanningWorld.Pays;
    private const string Meal = "dionay-restauration";
    private static readonly DateOnly Today = new(2026, 12, 8);
    private static readonly DateOnly Monday = new(2026, 12, 14);
    private static readonly CellState[] Rights = [CellState.Free, CellState.Booked, CellState.AbsentExcused, CellState.AbsentBilled, CellState.Present];

    [Theory]
    [InlineData(21, "toAgent", "automatic", null, false)]
    [InlineData(22, "toAgent", "manual", null, false)]
    [InlineData(23, "waitingList", "automatic", """{"offer":{"hours":4},"latest":{"anchor":"daysBefore","days":0,"time":"12:00"}}""", false)]
    [InlineData(24, "waitingList", "automatic", """{"latest":{"anchor":"daysBefore","days":0,"time":"12:00"}}""", false)]
    [InlineData(25, "waitingList", "automatic", """{"latest":{"anchor":"daysBefore","days":0,"time":"12:00"}}""", true)]
    public async Task No_sequence_of_acts_leaves_a_place_without_its_day_or_a_day_without_its_place(
        int seed, string full, string validation, string? list, bool allocates)
    {
        var random = new Random(seed);
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        await world.ListAsync(Meal, 2, RuleOf(full, validation, list, lateAfter: 2, allocates));
        await world.ChangeSettingsAsync(Pays, document => document["oneChangePerCell"] = false);
        var families = await world.AddFamiliesAsync(5, Meal);
        var (last, marks, strike) = (new Dictionary<Guid, Guid>(), new List<NewMark>(), (Guid?)null);
        for (var step = 0; step < 90; step++)
        {
            if (allocates && step == 20)
            {
                await AllocateAsync(world);
            }

            if (step == 30)
            {
                // From now on it is too late without an agent: what is given up is up for exchange.
                await world.ListAsync(Meal, 2, RuleOf(full, validation, list, lateAfter: 7, allocates));
            }

            // What is asked long before comes first, then the day is there.
            var day = step < 60 ? Monday : Today;
            var family = families[random.Next(families.Count)];
            switch (random.Next(14))
            {
                case 0 or 1 or 2:
                    last[family.Family] = (await family.AskAsync(family.Book(Meal, day))).Id;
                    break;
                case 3:
                    last[family.Family] = (await family.AskAsync(family.Cancel(Meal, day))).Id;
                    break;
                case 4:
                    last[family.Family] = (await family.AskAsync(family.Absent(Meal, day))).Id;
                    break;
                case 5 when last.TryGetValue(family.Family, out var request):
                    await family.Parent.PostAsync($"{family.Api}/requests/{request}/cancel", null);
                    break;
                case 6:
                    await AskAsAgentAsync(world, family, day, random);
                    break;
                case 7:
                    await family.AnswerAsync(random.Next(3) == 0 ? "decline" : "accept");
                    break;
                case 8:
                    await DecideAsync(world, random);
                    break;
                case 9:
                    strike = await StrikeAsync(world, strike, day);
                    break;
                case 10:
                    await MarkAsync(world, family, marks, random);
                    break;
                case 11:
                    await world.Agent(Pays).PostAsJsonAsync($"{family.Api}/roll/decide", new DecideNoShow(family.Child, Meal, Today, random.Next(2) == 0));
                    break;
                case 12 when step < 60:
                    world.Service.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 40)));
                    await world.SweepAsync();
                    break;
                default:
                    await CorrectAsync(world, family, day, Rights[random.Next(Rights.Length)]);
                    break;
            }

            await CheckAsync(world, step);
        }

        await ToldAsync(world);
    }

    /// <summary>Wishes end, and an agent gives the places.</summary>
    private static async Task AllocateAsync(PlanningWorld world)
    {
        world.Service.Clock.Advance(TimeSpan.FromHours(6));
        var route = $"/api/{Pays}/planning/allocations/{Meal}/avent";
        var ranking = await world.Agent(Pays).GetAsAsync<AllocationPreview>(route);
        Assert.NotEmpty(ranking.Lines);
        (await world.Agent(Pays).PostAsJsonAsync(route, new ApplyAllocation(ranking.Seed, ranking.Fingerprint))).EnsureSuccessStatusCode();
        await Eventually.SeeAsync(
            () => world.Service.InTenantAsync(Pays, s => s.GetRequiredService<PlanningDb>().WaitingPlaces.CountAsync(w => w.State == WaitingState.Wish)),
            left => left == 0);
    }

    private static string RuleOf(string full, string validation, string? list, int lateAfter, bool allocates) => new JsonObject
    {
        ["periods"] = allocates ? JsonNode.Parse("""
            [{ "key": "avent", "label": "Avent", "first": "2026-12-14", "last": "2026-12-18",
               "wishes": { "from": "2026-12-01T00:00", "until": "2026-12-08T15:00", "criteria": [{ "label": "Habite la commune", "points": 10, "for": { "resident": true } }] } }]
            """) : new JsonArray(),
        ["full"] = full,
        ["validation"] = new JsonObject { ["book"] = validation, ["cancel"] = "automatic", ["absence"] = validation },
        ["lateExchange"] = list is not null,
        ["waitingList"] = list is null ? null : JsonNode.Parse(list),
        ["deadlines"] = new JsonObject { ["book"] = Limit(lateAfter, "refuse"), ["absence"] = Limit(2, "toAgent") },
    }.ToJsonString();

    private static JsonObject Limit(int days, string late) => new() { ["anchor"] = "daysBefore", ["days"] = days, ["time"] = "23:59", ["late"] = late };

    private static async Task AskAsAgentAsync(PlanningWorld world, Household family, DateOnly day, Random random)
    {
        var intent = random.Next(3) switch { 0 => family.Cancel(Meal, day), 1 => family.Absent(Meal, day), _ => family.Book(Meal, day) };
        (await world.Agent(Pays)
            .PostAsJsonAsync($"{family.Api}/requests", new SubmitRequest(Guid.NewGuid(), [intent], null, family.Family, "Accordé par téléphone")))
            .EnsureSuccessStatusCode();
    }

    private static async Task DecideAsync(PlanningWorld world, Random random)
    {
        var (agent, path) = (world.Agent(Pays), $"/api/{Pays}/planning/queue");
        if (random.Next(3) == 0)
        {
            var decided = (await agent.GetAsAsync<QueuePage>(path + "?status=decided")).Items.Select(i => i.RequestId).DefaultIfEmpty(Guid.NewGuid()).Take(2);
            await agent.PostAsJsonAsync(path + "/reopen", new { requests = decided }).OkAsync();
            return;
        }

        var waiting = (await agent.GetAsAsync<QueuePage>(path)).Items.Select(i => i.RequestId).DefaultIfEmpty(Guid.NewGuid()).Take(2);
        await agent.PostAsJsonAsync(path + "/decisions", new { requests = waiting, accept = random.Next(2) == 0, reason = "Plus de place" }).OkAsync();
    }

    private static async Task<Guid?> StrikeAsync(PlanningWorld world, Guid? strike, DateOnly day)
    {
        var path = $"/api/{Pays}/planning/disruptions";
        if (strike is not null)
        {
            await world.Agent(Pays).PostAsAsync<DisruptionView>($"{path}/{strike}/undo", new { });
            return null;
        }

        return (await world.Agent(Pays)
            .PostAsAsync<DisruptionView>(path,
                new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(day, day, "Grève", DisruptionEffect.Excuse, Services: [Meal])))).Id;
    }

    private static async Task MarkAsync(PlanningWorld world, Household family, List<NewMark> marks, Random random)
    {
        var mine = marks.FindAll(m => m.Child == family.Child);
        var undo = mine.Count > 0 && random.Next(3) == 0;
        var now = world.Service.Clock.GetUtcNow().UtcDateTime;
        var mark = new NewMark(Guid.NewGuid(), family.Child, Meal, Today, undo ? MarkKind.Undo : random.Next(2) == 0 ? MarkKind.Absent : MarkKind.Present, now,
            null, undo ? mine[random.Next(mine.Count)].Id : null);
        marks.Add(mark);
        await world.Agent(Pays).PostAsAsync<MarksResult>($"/api/{Pays}/planning/roll/marks", new SendMarks("Tablette", now, [mark]));
    }

    private static async Task CorrectAsync(PlanningWorld world, Household family, DateOnly day, CellState state)
    {
        if (await world.CellAsync(Pays, family.Child, Meal, day) is { } cell)
        {
            (await world.Agent(Pays)
                .PostAsJsonAsync($"{family.Api}/checks/correct", new CorrectCell(family.Child, Meal, day, state, cell.Version, "Erreur de saisie")))
                .EnsureSuccessStatusCode();
        }
    }

    private static Task<bool> CheckAsync(PlanningWorld world, int step) => world.Service.InTenantAsync(Pays, async scope =>
    {
        var db = scope.GetRequiredService<PlanningDb>();
        var cells = await db.Cells.AsNoTracking().ToListAsync();
        foreach (var day in new[] { Today, Monday })
        {
            var taken = await db.PoolDays.Where(p => p.Pool == Meal && p.Date == day).Select(p => p.Taken).SingleOrDefaultAsync();
            Assert.Equal((step, day, taken), (step, day, cells.Count(c => c.Date == day && c.Seats == Meal)));
        }

        Assert.All(cells,
            c => Assert.True(c.Seats == "" || c.MayHoldPlace, $"step {step}: a day {c.Booking} {c.Attendance} (exchange {c.Exchange}) holds a place"));
        Assert.All(cells, c => Assert.True(c.Seats != "" || !c.Comes, $"step {step}: a child comes ({c.Booking} {c.Attendance}) without a place"));
        Assert.All(cells,
            c => Assert.True(!c.Exchange || c.Attendance == AttendanceState.AbsentBilled, $"step {step}: a day {c.Booking} {c.Attendance} is up for exchange"));
        return true;
    });

    // Version after version, what was told last is what stands.
    private static async Task ToldAsync(PlanningWorld world)
    {
        var cells = await world.Service.InTenantAsync(Pays, scope => scope.GetRequiredService<PlanningDb>().Cells.AsNoTracking().ToListAsync());
        string Told() => string.Join('\n', cells.OrderBy(c => c.Date).ThenBy(c => c.ChildId).Select(c => $"{c.Date} {c.ChildId} {LastOf(world, c)}"));
        var stands = string.Join('\n', cells.OrderBy(c => c.Date).ThenBy(c => c.ChildId).Select(c => $"{c.Date} {c.ChildId} {OutcomeOf(c)}"));
        Assert.Equal(stands, await Eventually.SeeAsync(() => Task.FromResult(Told()), told => told == stands));
    }

    private static CellOutcome LastOf(PlanningWorld world, Cell cell) => world.Service.Published.OfType<DaysSettled>().SelectMany(e => e.Cells)
        .Where(c => c.ChildId == cell.ChildId && c.Unit == cell.Unit && c.Date == cell.Date).OrderBy(c => c.Version).LastOrDefault()?.Outcome
        ?? CellOutcome.None;

    private static CellOutcome OutcomeOf(Cell cell) => cell switch
    {
        { Attendance: AttendanceState.Present } => CellOutcome.Present,
        { Attendance: AttendanceState.PresentUnbooked } => CellOutcome.PresentUnbooked,
        { Attendance: AttendanceState.AbsentBilled } => CellOutcome.AbsentBilled,
        { Attendance: AttendanceState.AbsentExcused, Booking: BookingState.Confirmed } => CellOutcome.AbsentExcused,
        { Booking: BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending } => CellOutcome.Booked,
        _ => CellOutcome.None,
    };
}
