using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A Planning host with the communes of deploy/tenants (rules only) and families of the test's own.
/// Tuesday 8 December 2026, 9.10 in France, unless the test moves the clock.</summary>
public sealed class PlanningWorld : IAsyncDisposable
{
    public const string Biviers = "biviers";
    public const string Pays = "pays-saint-marcellin";

    /// <summary>Every commune that has a file.</summary>
    public static IEnumerable<TheoryDataRow<string>> Communes { get; } =
        [.. Directory.EnumerateFiles(Deploy("tenants"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(f => f != "schema").Order()
            .Select(f => new TheoryDataRow<string>(f))];

    private PlanningWorld(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }

    public static async Task<PlanningWorld> StartAsync(TestDatabase database, DateTimeOffset? now = null, bool demo = false, params (string, string)[] more)
    {
        List<(string, string)> settings = [("Tenants:Directory", Deploy("tenants")), .. more];
        if (demo)
        {
            settings.Add(("Demo:Directory", Deploy("demo")));
        }

        return new PlanningWorld(await ServiceUnderTest.StartAsync(PlanningApp.BuildAsync, now ?? new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero),
            database, [.. settings]));
    }

    public static string Deploy(string folder)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Preau.slnx")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory.FullName, "deploy", folder);
    }

    /// <summary>A family with one child of eight, enrolled to these services for the school year.</summary>
    public async Task<Household> AddFamilyAsync(string tenant, params string[] services)
    {
        var household = new Household(this, tenant, Guid.NewGuid(), Guid.NewGuid());
        await Service.DeliverAsync(household.Snapshot(1));
        await EnrolAsync(tenant, household.Family, household.Child, services);
        return household;
    }

    public Task EnrolAsync(string tenant, Guid family, Guid child, params string[] services) => Service.InTenantAsync(tenant, async scope =>
    {
        var db = scope.GetRequiredService<PlanningDb>();
        db.Enrolments.AddRange(services.Select(s =>
            new Enrolment { FamilyId = family, ChildId = child, Service = s, From = new DateOnly(2026, 9, 1), Until = new DateOnly(2027, 8, 31) }));
        return await db.SaveChangesAsync();
    });

    public HttpClient Agent(string tenant, params string[] permissions) =>
        Service.Client(Tokens.Agent(tenant, permissions.Length > 0 ? permissions : [Permissions.Requests, Permissions.Attendance, Permissions.Settings]));

    /// <summary>Changes the commune's document as its agent would.</summary>
    public async Task ChangeSettingsAsync(string tenant, Action<JsonNode> change)
    {
        var agent = Agent(tenant);
        var view = await agent.GetAsAsync<SectionView>($"/api/{tenant}/planning/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        change(document);
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"/api/{tenant}/planning/settings", new { basedOn = view.Version, document, correction = "Mise au point." }));
    }

    /// <summary>Sets the places of a pool.</summary>
    public Task SetCapacityAsync(string tenant, string pool, int capacity) => ChangeSettingsAsync(tenant, document =>
    {
        var pools = document["facilities"]!.AsArray().SelectMany(f => f!["pools"]!.AsArray());
        pools.Single(p => (string?)p!["key"] == pool)!["capacity"] = capacity;
    });

    /// <summary>A day that was booked in time and has come: requests can't book the past.</summary>
    public Task PutBookedAsync(
        Household family, string unit, DateOnly date, AttendanceState attendance = AttendanceState.None, BookingState booking = BookingState.Confirmed) =>
        Service.InTenantAsync(family.Tenant, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            return await db.WriteAsync(ct =>
            {
                var cell = Cell.Of(family.Family, family.Child, unit, date);
                var settlement = new Settlement();
                settlement.Watch(cell);
                cell.Put(booking, attendance);
                db.Cells.Add(cell);
                settlement.Raise(db, Service.Clock.GetUtcNow().UtcDateTime);
                return Task.FromResult(true);
            }, CancellationToken.None);
        });

    public Task<int> TakenAsync(string tenant, string pool, DateOnly date) => Service.InTenantAsync(tenant, scope =>
        scope.GetRequiredService<PlanningDb>().PoolDays.Where(p => p.Pool == pool && p.Date == date).Select(p => p.Taken).SingleOrDefaultAsync());

    public Task<Cell?> CellAsync(string tenant, Guid child, string unit, DateOnly date) => Service.InTenantAsync(tenant, scope =>
        scope.GetRequiredService<PlanningDb>().Cells.AsNoTracking().SingleOrDefaultAsync(c => c.ChildId == child && c.Unit == unit && c.Date == date));

    /// <summary>What the service has published on a cell, oldest version first, once it holds that many.</summary>
    public async Task<List<SettledCell>> SettledAsync(Guid child, int count)
    {
        List<SettledCell> Look() =>
            [.. Service.Published.OfType<DaysSettled>().SelectMany(e => e.Cells).Where(c => c.ChildId == child).OrderBy(c => c.Version)];
        return await Eventually.SeeAsync(() => Task.FromResult(Look()), seen => seen.Count >= count);
    }

    /// <summary>What was told about a request, oldest version first, once it is that many.</summary>
    public async Task<List<PlanningRequestDecided>> DecidedAsync(Guid request, int count)
    {
        List<PlanningRequestDecided> Look() =>
            [.. Service.Published.OfType<PlanningRequestDecided>().Where(e => e.RequestId == request).OrderBy(e => e.Version)];
        return await Eventually.SeeAsync(() => Task.FromResult(Look()), seen => seen.Count >= count);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}

/// <summary>One family with one child, and its parent's client.</summary>
public sealed record Household(PlanningWorld World, string Tenant, Guid Family, Guid Child)
{
    private HttpClient? _client;

    public HttpClient Parent => _client ??= World.Service.Client(Tokens.Guardian(Tenant, Family));

    public string Api => $"/api/{Tenant}/planning";

    public FamilyChanged Snapshot(long version, string name = "DUPONT Jean", DateOnly? birthDate = null, Custody? custody = null) => new(
        Tenant, World.Service.Clock.GetUtcNow().UtcDateTime, Family, version, "1001001818331", name, true,
        [new FamilyGuardian(Guid.NewGuid(), "M.", "Jean", "DUPONT", "Père", null, null, true, false)],
        [new FamilyChild(Child, "Louise", "DUPONT", "f", birthDate ?? new DateOnly(2018, 3, 12), "École", "CE2", 1, false, custody)],
        []);

    public Intent Book(string unit, DateOnly date) => new(Child, unit, date, IntentAction.Book);

    public Intent Cancel(string unit, DateOnly date) => new(Child, unit, date, IntentAction.Cancel);

    public Intent Absent(string unit, DateOnly date, string reason = "medical") => new(Child, unit, date, IntentAction.Absence, reason);

    public Task<HttpResponseMessage> PostAsync(params Intent[] intents) =>
        Parent.PostAsJsonAsync($"{Api}/requests", new SubmitRequest(Guid.NewGuid(), intents));

    public async Task<Receipt> AskAsync(params Intent[] intents) => await (await PostAsync(intents)).ReadAsync<Receipt>();

    public async Task<MonthCell?> SeeAsync(string unit, DateOnly date)
    {
        var month = await Parent.GetAsAsync<MonthView>($"{Api}/month?month={date:yyyy-MM}");
        return month.Children.Single(c => c.ChildId == Child).Rows.Single(r => r.Unit == unit).Cells.SingleOrDefault(c => c.Day == date.Day);
    }
}

/// <summary>Cells as they stand in a test's beginning, without the acts that led there.</summary>
internal static class StandingCells
{
    public static Cell Put(this Cell cell, BookingState booking, AttendanceState attendance = AttendanceState.None, string? seats = null)
    {
        cell.Restore(new CellStanding { FamilyId = cell.FamilyId, Booking = booking, Attendance = attendance });
        cell.Hold(seats is null ? [] : [seats]);
        cell.Rise();
        return cell;
    }
}
