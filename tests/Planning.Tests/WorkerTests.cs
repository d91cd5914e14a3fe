using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What goes wrong for one row or one commune is its own: the others are served. Rows are made to fail by triggers of the database file.</summary>
public sealed class WorkerTests
{
    private const string Pays = PlanningWorld.Pays;
    private const string Biviers = PlanningWorld.Biviers;
    private const string Meal = "bessins-restauration";
    private static readonly DateOnly Tuesday8 = new(2026, 12, 8);
    private static readonly DateOnly Thursday10 = new(2026, 12, 10);

    [Fact]
    public async Task A_certificate_that_always_fails_holds_up_no_other_and_the_log_names_nobody()
    {
        await using var world = await StartAsync();
        var logs = Listen(world);
        var (broken, first) = await AbsentAsync(world);
        world.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        var (_, second) = await AbsentAsync(world);
        await FailAsync(world, $"UPDATE ON Evidence WHEN upper(OLD.Id) = '{first.Id:D}'", first.Id);

        world.Service.Clock.Advance(TimeSpan.FromHours(50));

        await Eventually.SeeAsync(() => StateAsync(world, second.Id), s => s == EvidenceState.Missed);
        Assert.Equal(EvidenceState.Awaited, await StateAsync(world, first.Id));
        Assert.Equal(CellState.AbsentExcused, (await broken.SeeAsync(Meal, Tuesday8))!.State);
        Assert.Contains(logs,
            l => l.Contains("A row (DueEvidence) failed and was left for the next round: DbUpdateException SqliteException", StringComparison.Ordinal));
        Assert.DoesNotContain(
            logs, l =>
                l.Contains("Louise", StringComparison.Ordinal) || l.Contains("DUPONT", StringComparison.Ordinal)
                    || l.Contains(first.Id.ToString(), StringComparison.OrdinalIgnoreCase));

        // Once it can, it is.
        await SqlAsync(world, "DROP TRIGGER fails");
        world.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.SeeAsync(() => StateAsync(world, first.Id), s => s == EvidenceState.Missed);
    }

    [Fact]
    public async Task A_family_that_cannot_be_reminded_keeps_no_other_from_its_reminder()
    {
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite, more: ("Reminders:Poll", "00:00:00.1"));
        List<Household> families = [await world.AddFamilyAsync(Biviers, "restauration"), await world.AddFamilyAsync(Biviers, "restauration"),
            await world.AddFamilyAsync(Biviers, "restauration")];
        foreach (var family in families)
        {
            await family.AskAsync(family.Book("restauration", new DateOnly(2026, 12, 11)));
            (await family.Parent.PutAsJsonAsync($"{family.Api}/reminders", new SetReminder(true))).EnsureSuccessStatusCode();
        }

        // Whatever the order is in which they are looked at, it is not the last.
        var broken = families.OrderBy(f => f.Family).First();
        await FailAsync(world, $"INSERT ON RemindersSent WHEN upper(NEW.FamilyId) = '{broken.Family:D}'", broken.Family, Biviers);
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 9, 11, 30, 0, TimeSpan.Zero));

        var told = await Eventually.SeeAsync(
            () => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "reminder").Select(n => n.FamilyId).ToList()),
            n => n.Count == 2);
        Assert.Equal(families.Where(f => f != broken).Select(f => f.Family).Order(), told.Order());
    }

    [Fact]
    public async Task A_list_that_cannot_be_served_keeps_no_later_day_from_its_places()
    {
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        await world.ListAsync(Meal, 1, """{"waitingList":{"offer":{"hours":4}}}""");
        var families = await world.AddFamiliesAsync(3, Meal);
        DateOnly[] days = [new(2026, 12, 14), new(2026, 12, 15)];
        foreach (var family in families)
        {
            await family.AskAsync([.. days.Select(d => family.Book(Meal, d))]);
        }

        await families[0].AskAsync([.. days.Select(d => families[0].Cancel(Meal, d))]);
        var offered = (await families[1].OffersAsync()).Offers.Single(o => o.Date == days[0]);
        await FailAsync(world, $"DELETE ON WaitingPlaces WHEN upper(OLD.Id) = '{offered.OfferId:D}'", offered.OfferId);
        world.Service.Clock.Advance(TimeSpan.FromHours(5));

        await world.SweepAsync();

        Assert.Equal([BookingState.Offered, BookingState.Waitlisted], await world.StatesAsync([families[1], families[2]], Meal, days[0]));
        Assert.Equal([BookingState.None, BookingState.Offered], await world.StatesAsync([families[1], families[2]], Meal, days[1]));
    }

    [Fact]
    public async Task A_commune_whose_rules_cannot_be_read_keeps_no_other_commune_waiting()
    {
        await using var world = await StartAsync();
        var logs = Listen(world);
        var (_, evidence) = await AbsentAsync(world);
        // Something is due there too, and its rules are broken.
        await world.Service.InTenantAsync(Biviers, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var version = await db.Settings.Where(s => s.Section == "planning").MaxAsync(s => s.Version);
            db.Settings.Add(new SettingsVersion
            {
                Section = "planning",
                Version = version + 1,
                Document = """{"validator":"Madame DUPONT"}""",
                At = world.Service.Clock.GetUtcNow().UtcDateTime,
                By = "Test"
            });
            db.Evidence.Add(new Evidence
            {
                FamilyId = Guid.NewGuid(),
                ChildId = Guid.NewGuid(),
                Reason = "medical",
                RequestId = Guid.NewGuid(),
                RequestNumber = "2026-1",
                First = Tuesday8,
                Last = Tuesday8,
                DueAt = world.Service.Clock.GetUtcNow().UtcDateTime,
                ClosesAt = world.Service.Clock.GetUtcNow().UtcDateTime,
            });
            return await db.SaveChangesAsync();
        });

        world.Service.Clock.Advance(TimeSpan.FromHours(50));

        await Eventually.SeeAsync(() => StateAsync(world, evidence.Id), s => s == EvidenceState.Missed);
        await Eventually.SeeAsync(() => Task.FromResult(logs.ToList()),
            l => l.Exists(t => t.Contains("A round of WatchEvidence failed: BrokenSettingsException", StringComparison.Ordinal)));
        Assert.DoesNotContain(logs, l => l.Contains("DUPONT", StringComparison.Ordinal));
    }

    private static async Task<PlanningWorld> StartAsync()
    {
        var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        await world.ChangeSettingsAsync(Pays, d => d["absenceReasons"] = JsonNode.Parse(AbsenceRuleTests.Reasons));
        return world;
    }

    private static async Task<(Household Family, EvidenceView Evidence)> AbsentAsync(PlanningWorld world)
    {
        var family = await AbsenceRuleTests.BookedAsync(world, Tuesday8, Thursday10);
        await family.AskAsync(family.Absent(Meal, Tuesday8, "le-cres"));
        return (family, Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence")));
    }

    private static Task<EvidenceState> StateAsync(PlanningWorld world, Guid id) =>
        world.Service.InTenantAsync(Pays, s => s.GetRequiredService<PlanningDb>().Evidence.Where(e => e.Id == id).Select(e => e.State).SingleAsync());

    private static Task<int> FailAsync(PlanningWorld world, string on, Guid id, string tenant = Pays) =>
        SqlAsync(world,
            $"CREATE TRIGGER fails BEFORE {on.Replace(id.ToString("D"), id.ToString("D").ToUpperInvariant(), StringComparison.Ordinal)} BEGIN SELECT RAISE(ABORT, 'Louise DUPONT {id}'); END",
            tenant);

    private static Task<int> SqlAsync(PlanningWorld world, string sql, string tenant = Pays) =>
        world.Service.InTenantAsync(tenant, s => s.GetRequiredService<PlanningDb>().Database.ExecuteSqlRawAsync(sql));

    private static ConcurrentQueue<string> Listen(PlanningWorld world)
    {
        var logs = new Logs();
        world.Service.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        return logs.Lines;
    }

    /// <summary>All that is logged from now on, exceptions included.</summary>
    private sealed class Logs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
