using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Waiting;
using Preau.Planning.Changing;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Whatever families, agents and the clock do, in whatever order: no place is given twice and none is lost.</summary>
public sealed class PlacesProperties
{
    private const string Biviers = PlanningWorld.Biviers;
    private const string Day = "alsh-mercredi-journee";
    private const string Afternoon = "alsh-mercredi-apres-midi";
    private static readonly string[] Pools = ["alsh-matin-6-11", "alsh-apres-midi-6-11"];
    private static readonly DateOnly Wednesday = new(2027, 1, 27);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task No_sequence_of_acts_overbooks_or_loses_a_place(int seed, bool offers)
    {
        var random = new Random(seed);
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        await world.ChangeSettingsAsync(Biviers, document =>
        {
            var rule = document["rules"]!["mercredi"]![0]!;
            rule["full"] = "waitingList";
            rule["validation"]!["book"] = seed == 3 ? "manual" : "automatic";
            rule["waitingList"] = JsonNode.Parse(offers ? """{"offer":{"hours":4}}""" : "{}");
            document["oneChangePerCell"] = false;
        });
        var families = new List<Household>();
        for (var i = 0; i < 7; i++)
        {
            families.Add(await world.AddFamilyAsync(Biviers, "alsh-mercredi"));
        }

        int[] capacity = [2, 3], most = [2, 3];
        await CapacityAsync(world, capacity);
        var last = new Dictionary<Guid, Guid>();
        for (var step = 0; step < 70; step++)
        {
            var family = families[random.Next(families.Count)];
            var unit = random.Next(3) == 0 ? Afternoon : Day;
            switch (random.Next(12))
            {
                case 0 or 1 or 2 or 3:
                    last[family.Family] = (await family.AskAsync(family.Book(unit, Wednesday))).Id;
                    break;
                case 4 or 5:
                    last[family.Family] = (await family.AskAsync(family.Cancel(unit, Wednesday))).Id;
                    break;
                case 6:
                    await family.PostAsync(family.Absent(unit, Wednesday));
                    break;
                case 7:
                    await family.AnswerAsync(random.Next(3) == 0 ? "decline" : "accept");
                    break;
                case 8:
                    world.Service.Clock.Advance(TimeSpan.FromHours(random.Next(6)));
                    await world.Service.InTenantAsync(Biviers, async scope =>
                    {
                        await scope.GetRequiredService<Sweep>().EndOffersAsync(default);
                        return true;
                    });
                    break;
                case 9:
                    var pool = random.Next(2);
                    capacity[pool] = random.Next(1, 5);
                    most[pool] = Math.Max(most[pool], capacity[pool]);
                    await CapacityAsync(world, capacity);
                    break;
                case 10 when last.TryGetValue(family.Family, out var request):
                    await family.Parent.PostAsync($"{family.Api}/requests/{request}/cancel", null);
                    break;
                default:
                    await DecideAsync(world, random);
                    break;
            }

            var held = await CheckAsync(world, capacity, step);
            // Lowered places are kept by whoever has them; they only become fewer.
            most = [.. most.Select((m, i) => Math.Max(capacity[i], Math.Min(m, held[i])))];
            Assert.True(held[0] <= most[0] && held[1] <= most[1], $"step {step}: {held[0]} and {held[1]} places given of {capacity[0]} and {capacity[1]}");
        }
    }

    [Theory]
    [InlineData(11, true, "automatic")]
    [InlineData(12, false, "automatic")]
    [InlineData(13, true, "manual")]
    public async Task No_sequence_of_acts_on_weeks_and_their_days_overbooks_or_loses_a_place(int seed, bool offers, string validation)
    {
        var random = new Random(seed);
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        await world.AddWeekAsync(2,
            $$"""{"validation":{"book":"{{validation}}","cancel":"automatic","absence":"automatic"},"waitingList":{{(offers ? """{"offer":{"hours":4}}""" : "{}")}}}""");
        await world.ChangeSettingsAsync(WeekWorld.Pays, document => document["oneChangePerCell"] = false);
        var families = await world.AddFamiliesAsync(6, WeekWorld.Unit);
        var last = new Dictionary<Guid, Guid>();
        var (capacity, strike) = (2, (Guid?)null);
        int[] most = [2, 2, 2, 2];
        for (var step = 0; step < 120; step++)
        {
            var family = families[random.Next(families.Count)];
            var (unit, day) = random.Next(2) == 0 ? (WeekWorld.Week, WeekWorld.Monday14) : (WeekWorld.Unit, WeekWorld.FourDays[random.Next(4)]);
            switch (random.Next(13))
            {
                case 0 or 1 or 2 or 3 or 4:
                    last[family.Family] = (await family.AskAsync(family.Book(unit, day))).Id;
                    break;
                case 5 or 6:
                    last[family.Family] = (await family.AskAsync(family.Cancel(unit, day))).Id;
                    break;
                case 7:
                    last[family.Family] = (await family.AskAsync(family.Absent(unit, day))).Id;
                    break;
                case 8:
                    await family.AnswerAsync(random.Next(3) == 0 ? "decline" : "accept");
                    break;
                case 9:
                    world.Service.Clock.Advance(TimeSpan.FromHours(random.Next(2, 7)));
                    await world.Service.InTenantAsync(WeekWorld.Pays, async scope =>
                    {
                        await scope.GetRequiredService<Sweep>().EndOffersAsync(default);
                        return true;
                    });
                    break;
                case 10 when random.Next(2) == 0:
                    capacity = random.Next(1, 4);
                    most = [.. most.Select(m => Math.Max(m, capacity))];
                    await world.SetCapacityAsync(WeekWorld.Pays, WeekWorld.Unit, capacity);
                    break;
                case 10:
                    strike = await StrikeAsync(world, strike, day);
                    await world.SweepAsync();
                    break;
                case 11 when last.TryGetValue(family.Family, out var request):
                    await family.Parent.PostAsync($"{family.Api}/requests/{request}/cancel", null);
                    break;
                default:
                    await DecideAsync(world, random, WeekWorld.Pays);
                    break;
            }

            var held = await CheckWeekAsync(world, capacity, step);
            most = [.. most.Select((m, i) => Math.Max(capacity, Math.Min(m, held[i])))];
            Assert.True(held.Zip(most).All(d => d.First <= d.Second), $"step {step}: {string.Join(' ', held)} places given of {capacity}");
        }
    }

    private static async Task<Guid?> StrikeAsync(PlanningWorld world, Guid? strike, DateOnly day)
    {
        var path = $"/api/{WeekWorld.Pays}/planning/disruptions";
        if (strike is not null)
        {
            await world.Agent(WeekWorld.Pays).PostAsAsync<DisruptionView>($"{path}/{strike}/undo", new { });
            return null;
        }

        return (await world.Agent(WeekWorld.Pays)
            .PostAsAsync<DisruptionView>(path,
                new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(day, day, "Grève", DisruptionEffect.Close, Services: [WeekWorld.Unit])))).Id;
    }

    private static Task<int[]> CheckWeekAsync(PlanningWorld world, int capacity, int step) => world.Service.InTenantAsync(WeekWorld.Pays, async scope =>
    {
        var db = scope.GetRequiredService<PlanningDb>();
        var cells = await db.Cells.AsNoTracking().ToListAsync();
        var places = await db.WaitingPlaces.AsNoTracking().Where(p => p.State != WaitingState.Suspended).ToListAsync();
        var closed = await db.Disruptions.Where(d => d.UndoneAt == null).Select(d => d.First).ToListAsync();
        int[] held = [.. WeekWorld.FourDays.Select(d => cells.Count(c => c.Date == d && c.Seats.Length > 0))];
        var taken = WeekWorld.FourDays.Select(d => db.PoolDays.Where(p => p.Pool == WeekWorld.Unit && p.Date == d).Sum(p => p.Taken));
        Assert.Equal($"{step}: {string.Join(' ', held)}", $"{step}: {string.Join(' ', taken)}");
        var waiting = cells.Where(c => !c.IsPart && c.Booking is BookingState.Waitlisted or BookingState.Offered).Select(c => c.LineId).Order();
        Assert.Equal(waiting, places.Select(p => (Guid?)p.Id).Order());
        foreach (var week in cells.Where(c => c.Unit == WeekWorld.Week))
        {
            var parts = cells.Where(c => c.IsPart && c.ChildId == week.ChildId).ToList();
            var stands = week.Booking is BookingState.Confirmed or BookingState.Pending or BookingState.Offered or BookingState.CancelPending;
            Assert.True(parts.Count == (stands ? 4 : 0), $"step {step}: a week {week.Booking} has {parts.Count} days");
            Assert.All(parts,
                p => Assert.Equal((step, p.Attendance != AttendanceState.AbsentExcused && p.Booking != BookingState.Refused), (step, p.Seats.Length > 0)));
            Assert.True(week.Booking != BookingState.Confirmed || WeekParts.AreExcused(parts) == (week.Attendance == AttendanceState.AbsentExcused),
                $"step {step}: the week is billed otherwise than its days");
        }

        foreach (var one in places.Where(p => p.State == WaitingState.Waiting))
        {
            List<DateOnly> days = one.Unit == WeekWorld.Week ? [.. WeekWorld.FourDays] : [one.Date];
            Assert.True(days.Exists(d => held[Array.IndexOf(WeekWorld.FourDays, d)] >= capacity || closed.Contains(d)),
                $"step {step}: one waits for {one.Unit} beside free places");
        }

        return held;
    });

    private static async Task DecideAsync(PlanningWorld world, Random random, string tenant = Biviers)
    {
        var agent = world.Agent(tenant);
        var path = $"/api/{tenant}/planning/queue";
        if (random.Next(3) == 0)
        {
            var decided = (await agent.GetAsAsync<QueuePage>(path + "?status=decided")).Items.Select(i => i.RequestId).DefaultIfEmpty(Guid.NewGuid()).Take(2);
            await agent.PostAsJsonAsync(path + "/reopen", new { requests = decided }).OkAsync();
            return;
        }

        var waiting = (await agent.GetAsAsync<QueuePage>(path)).Items.Select(i => i.RequestId).DefaultIfEmpty(Guid.NewGuid()).Take(2);
        await agent.PostAsJsonAsync(path + "/decisions", new { requests = waiting, accept = random.Next(2) == 0, reason = "Plus de place" }).OkAsync();
    }

    private static Task CapacityAsync(PlanningWorld world, int[] capacity) => world.ChangeSettingsAsync(Biviers, document =>
    {
        foreach (var pool in document["facilities"]!.AsArray().SelectMany(f => f!["pools"]!.AsArray()).Where(p => Pools.Contains((string?)p!["key"])))
        {
            pool!["capacity"] = capacity[Array.IndexOf(Pools, (string?)pool["key"])];
        }
    });

    private static Task<int[]> CheckAsync(PlanningWorld world, int[] capacity, int step) => world.Service.InTenantAsync(Biviers, async scope =>
    {
        var db = scope.GetRequiredService<PlanningDb>();
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date == Wednesday).ToListAsync();
        var places = await db.WaitingPlaces.AsNoTracking().ToListAsync();
        int[] held = [.. Pools.Select(p => cells.Count(c => c.SeatKeys.Contains(p)))];
        foreach (var (pool, i) in Pools.Select((p, i) => (p, i)))
        {
            Assert.Equal((step, pool, held[i]),
                (step, pool, await db.PoolDays.Where(p => p.Pool == pool && p.Date == Wednesday).Select(p => p.Taken).SingleOrDefaultAsync()));
        }

        Assert.Equal(cells.Where(c => c.Booking is BookingState.Waitlisted or BookingState.Offered).Select(c => c.LineId).Order(),
            places.Select(p => (Guid?)p.Id).Order());
        Assert.All(cells, c => Assert.True(c.Booking != BookingState.Offered || c.Seats.Length > 0));
        Assert.All(cells, c => Assert.True(c.Booking is not (BookingState.Waitlisted or BookingState.None or BookingState.Refused) || c.Seats.Length == 0));
        foreach (var waiting in places.Where(p => p.State == WaitingState.Waiting))
        {
            Assert.True(held[1] >= capacity[1] || (waiting.Unit == Day && held[0] >= capacity[0]),
                $"step {step}: one waits for {waiting.Unit} beside free places");
        }

        return held;
    });
}
