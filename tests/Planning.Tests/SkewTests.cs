using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Who books reads closures, who closes reads bookings: on SQL Server neither writes what the other read, so both meet in a lock.</summary>
public abstract class SkewTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Meal = "bessins-restauration";

    [Fact]
    public async Task A_booking_and_a_strike_at_the_same_moment_leave_no_day_booked_that_is_closed()
    {
        var random = new Random(7);
        DateOnly[] days = [.. new[] { 11, 12, 14, 15, 18, 19, 21, 22, 25, 26, 28, 29 }.Select(d => new DateOnly(2027, 1, d)),
            .. new[] { 1, 2, 4, 5 }.Select(d => new DateOnly(2027, 2, d))];
        var left = new List<string>();
        var counts = new Dictionary<CellState, int>();
        foreach (var day in days)
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await World.AddFamilyAsync(Pays, Meal)));
            var plan = new DisruptionPlan(day, day, "Grève du personnel", DisruptionEffect.Close, Services: [Meal]);
            var asks = all.Select((f, i) => Task.Run(async () =>
            {
                await Task.Delay(i * 12);
                await f.AskAsync(f.Book(Meal, day));
            })).ToList();
            var strike = Task.Run(async () =>
            {
                await Task.Delay(random.Next(0, 90));
                var answer = await World.Agent(Pays).PostAsJsonAsync($"/api/{Pays}/planning/disruptions", new ApplyDisruption(Guid.NewGuid(), plan));
                Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
            });
            await Task.WhenAll([.. asks, strike]);
            foreach (var f in all)
            {
                var state = (await f.SeeAsync(Meal, day))?.State ?? CellState.Closed;
                counts[state] = counts.GetValueOrDefault(state) + 1;
                if (state is CellState.Booked or CellState.Pending)
                {
                    left.Add($"{day:yyyy-MM-dd}");
                }
            }
        }

        Assert.True(left.Count == 0,
            $"{left.Count} still booked on a closed day: {string.Join(' ', left)}; states {string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"))}");
    }
}

public sealed class SkewOnSqlite(SharedWorld shared) : SkewTests(shared, TestDatabase.Sqlite);

public sealed class SkewOnSqlServer(SharedWorld shared) : SkewTests(shared, TestDatabase.SqlServer);
