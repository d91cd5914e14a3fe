using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ical.Net;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>The private calendar, read back by another library than the one that writes it.</summary>
public abstract class AgendaTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    [Fact]
    public async Task A_calendar_reads_the_bookings_without_signing_in_and_first_names_are_all_it_learns()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        await family.AskAsync(family.Book(Canteen, Monday14), family.Book(Canteen, Tuesday15));
        var made = await MakeAsync(family);

        var (text, calendar) = await FetchAsync(made.Path);

        Assert.Equal(["2026-12-14", "2026-12-15"],
            calendar.Events.Select(e => e.Start!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(calendar.Events,
            e => Assert.Equal(("Louise : Restauration scolaire", "Garderie périscolaire", "CONFIRMED"), (e.Summary, e.Location, e.Status)));
        Assert.All(calendar.Events, e => Assert.True(e.IsAllDay));
        foreach (var secret in new[] { "DUPONT", "Dupont", family.Family.ToString(), family.Child.ToString(), family.Child.ToString("N"), "1001001818331" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.NotNull((await family.Parent.GetAsAsync<FeedView[]>($"{family.Api}/feeds")).Single().ReadAt);
    }

    [Fact]
    public async Task A_cancelled_day_keeps_its_id_and_goes_out_as_cancelled_and_what_waits_is_not_in_it()
    {
        var day = new DateOnly(2027, 1, 5);
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");
        await family.AskAsync(family.Book(Canteen, day), family.Book("alsh-mercredi-journee", new DateOnly(2027, 1, 6)));
        var made = await MakeAsync(family);
        var before = Assert.Single((await FetchAsync(made.Path)).Calendar.Events);

        await family.AskAsync(family.Cancel(Canteen, day));

        var after = Assert.Single((await FetchAsync(made.Path)).Calendar.Events);
        Assert.Equal((before.Uid, "CANCELLED"), (after.Uid, after.Status));
        Assert.True(after.Sequence > before.Sequence);
    }

    [Fact]
    public async Task A_unit_with_hours_is_on_the_clock_of_the_commune_in_winter_and_summer()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Biviers, document =>
        {
            var unit = document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).SelectMany(s => s!["units"]!.AsArray())
                .Single(u => (string)u!["key"]! == Canteen);
            unit!["attendance"] = JsonNode.Parse("""{ "slot": { "from": "11:30", "to": "13:20" } }""");
        });
        var family = await world.AddFamilyAsync(Biviers, Canteen);
        await family.AskAsync(family.Book(Canteen, Monday14), family.Book(Canteen, new DateOnly(2027, 6, 1)));

        var (text, calendar) = await FetchAsync((await MakeAsync(family)).Path, world);

        Assert.Contains("DTSTART;TZID=Europe/Paris:20261214T113000\r\n", text, StringComparison.Ordinal);
        Assert.Equal([new DateTime(2026, 12, 14, 10, 30, 0), new DateTime(2027, 6, 1, 9, 30, 0)], calendar.Events.Select(e => e.Start!.AsUtc));
        Assert.Single(calendar.TimeZones);
    }

    [Fact]
    public async Task A_renewed_or_ended_address_stops_at_once_and_only_its_owner_ends_it()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var guardian = Guid.NewGuid();
        var parent = World.Service.Client(Tokens.Guardian(Biviers, family.Family, guardian: guardian));
        var made = await parent.PostAsAsync<FeedMade>($"{family.Api}/feeds", new MakeFeed(false));
        var other = World.Service.Client(Tokens.Guardian(Biviers, family.Family));

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await other.PostAsJsonAsync($"{family.Api}/feeds/{made.Feed.FeedId}/revoke", new { }));
        var renewed = await parent.PostAsAsync<FeedMade>($"{family.Api}/feeds/{made.Feed.FeedId}/renew", new { });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Biviers, made.Path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Biviers, renewed.Path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Pays, renewed.Path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("nowhere", renewed.Path));

        Assert.Equal(HttpStatusCode.NoContent, (await parent.PostAsJsonAsync($"{family.Api}/feeds/{made.Feed.FeedId}/revoke", new { })).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Biviers, renewed.Path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Biviers, "agenda/" + new string('a', 43) + ".ics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Biviers, "agenda/x.ics"));
    }

    [Fact]
    public async Task Who_leaves_the_household_no_longer_reads_its_calendar()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var made = await MakeAsync(family);

        await World.Service.DeliverAsync(family.Snapshot(2));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Biviers, made.Path));
    }

    [Fact]
    public async Task An_address_for_one_child_with_limits_says_until_when_to_book_and_a_sixth_address_is_refused()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var made = await MakeAsync(family, new MakeFeed(true, family.Child));
        Assert.Equal("Louise", made.Feed.Child);

        var limits = (await FetchAsync(made.Path)).Calendar.Events.ToList();

        Assert.Contains(limits, e => e.Summary!.StartsWith("Limite pour réserver : Restauration scolaire, ", StringComparison.Ordinal));
        Assert.All(limits, e => Assert.Empty(e.Alarms));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await family.Parent.PostAsJsonAsync($"{family.Api}/feeds", new MakeFeed(false, Guid.NewGuid())));
        for (var i = 0; i < 4; i++)
        {
            await MakeAsync(family);
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "feed.too-many",
            await family.Parent.PostAsJsonAsync($"{family.Api}/feeds", new MakeFeed(false)));
    }

    private static Task<FeedMade> MakeAsync(Household family, MakeFeed? body = null) =>
        family.Parent.PostAsAsync<FeedMade>($"{family.Api}/feeds", body ?? new MakeFeed(false));

    private async Task<HttpStatusCode> StatusAsync(string tenant, string path)
    {
        using var response = await World.Service.Client(null).GetAsync(Address(tenant, path));
        return response.StatusCode;
    }

    private async Task<(string Text, Calendar Calendar)> FetchAsync(string path, PlanningWorld? world = null)
    {
        using var response = await (world ?? World).Service.Client(null).GetAsync(Address(Biviers, path));
        Assert.Equal("text/calendar", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        return (text, Calendar.Load(text)!);
    }

    // As the gateway leads it to the service.
    private static string Address(string tenant, string path) => $"/agenda/{tenant}/{path["agenda/".Length..]}";
}

public sealed class AgendaOnSqlite(SharedWorld shared) : AgendaTests(shared, TestDatabase.Sqlite);

public sealed class AgendaOnSqlServer(SharedWorld shared) : AgendaTests(shared, TestDatabase.SqlServer);
