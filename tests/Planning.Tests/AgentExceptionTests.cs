using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What an agent may set aside in a family's name, one rule after the other (F-120).</summary>
public abstract class AgentExceptionTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Why = "Hospitalisation de la mère, vue avec le directeur";
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public async Task A_day_after_its_limit_is_booked_at_once_with_a_reason_that_the_family_reads()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        var receipt = await AskAsync(family, Why, family.Book(Canteen, Today));

        Assert.Equal((LineOutcome.Booked, "booked.exception"), Answer(receipt));
        Assert.Equal(("Sophie Perrin, pour la famille", Why), (receipt.Author, receipt.OverrideReason));
        Assert.StartsWith("Réservé par exception, après la limite du ", receipt.Lines[0].Text, StringComparison.Ordinal);
        var seen = Assert.Single((await family.Parent.GetAsAsync<RequestPage>($"{family.Api}/requests")).Items);
        Assert.Equal(Why, seen.OverrideReason);
        Assert.Contains((await family.Parent.GetAsAsync<Receipt>($"{family.Api}/requests/{seen.Id}")).History,
            h => h.Text == $"Par exception : {Why}" && h.By == "Sophie Perrin, pour la famille");
        var why = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{Canteen}/{Today:yyyy-MM-dd}/why");
        Assert.Contains(why.Facts, f => f.Text == $"Exception du service : {Why}" && f.By == "Sophie Perrin, pour la famille");
    }

    [Fact]
    public async Task Without_a_reason_a_late_day_waits_as_it_does_for_the_family()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        Assert.Equal((LineOutcome.Pending, "pending.late"), Answer(await AskAsync(family, null, family.Book(Canteen, Today))));
    }

    [Fact]
    public async Task A_second_change_needs_a_reason()
    {
        var day = new DateOnly(2027, 1, 5);
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        await family.AskAsync(family.Book(Canteen, day));
        await family.AskAsync(family.Cancel(Canteen, day));

        Assert.Equal("refused.changed-once", (await AskAsync(family, null, family.Book(Canteen, day))).Lines[0].Code);
        var receipt = await AskAsync(family, Why, family.Book(Canteen, day));

        Assert.Equal("booked.exception", receipt.Lines[0].Code);
        Assert.Equal("Réservé par exception, après un premier changement.", receipt.Lines[0].Text);
    }

    [Fact]
    public async Task A_day_not_open_yet_needs_a_reason()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Biviers, document =>
        {
            foreach (var version in document["rules"]!.AsObject().SelectMany(r => r.Value!.AsArray()))
            {
                version!["deadlines"]!["opens"] = JsonNode.Parse("""{ "anchor": "daysBefore", "days": 10, "time": "07:00" }""");
            }
        });
        var day = new DateOnly(2027, 1, 5);
        var family = await world.AddFamilyAsync(Biviers, Canteen);

        Assert.Equal("refused.not-open-yet", (await AskAsync(family, null, family.Book(Canteen, day))).Lines[0].Code);
        Assert.Equal("booked.exception", (await AskAsync(family, Why, family.Book(Canteen, day))).Lines[0].Code);
    }

    [Fact]
    public async Task A_full_day_is_opened_only_where_the_commune_allows_more_children_than_places_and_each_is_counted()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.SetCapacityAsync(Biviers, "repas-elementaire", 1);
        var first = await world.AddFamilyAsync(Biviers, Canteen);
        var second = await world.AddFamilyAsync(Biviers, Canteen);
        Assert.Equal("booked", (await first.AskAsync(first.Book(Canteen, Thursday17))).Lines[0].Code);

        Assert.DoesNotContain((await AskAsync(second, Why, second.Book(Canteen, Thursday17))).Lines, l => l.Outcome == LineOutcome.Booked);
        Assert.Equal(1, await world.TakenAsync(Biviers, "repas-elementaire", Thursday17));
        await world.ChangeSettingsAsync(Biviers, document =>
        {
            foreach (var version in document["rules"]!.AsObject().SelectMany(r => r.Value!.AsArray()))
            {
                version!["overCapacity"] = true;
            }
        });
        var third = await world.AddFamilyAsync(Biviers, Canteen);
        var receipt = await AskAsync(third, Why, third.Book(Canteen, Thursday17));

        Assert.Equal(("booked.exception", "Réservé par exception, au-delà des places."), (receipt.Lines[0].Code, receipt.Lines[0].Text));
        Assert.Equal(2, await world.TakenAsync(Biviers, "repas-elementaire", Thursday17));
        // The place goes back like any other.
        await AskAsync(third, Why, third.Cancel(Canteen, Thursday17));
        Assert.Equal(1, await world.TakenAsync(Biviers, "repas-elementaire", Thursday17));
    }

    [Fact]
    public async Task A_late_cancellation_and_a_late_absence_are_granted_with_a_reason()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin");
        await AskAsync(family, Why, family.Book(Canteen, Today), family.Book("garderie-matin", Today));

        var receipt = await AskAsync(family, Why, family.Cancel(Canteen, Today), family.Absent("garderie-matin", Today, "other"));

        Assert.Equal(["cancelled.exception", "absence.exception"], receipt.Lines.Select(l => l.Code));
        Assert.Equal([LineOutcome.Cancelled, LineOutcome.Excused], receipt.Lines.Select(l => l.Outcome));
        Assert.Equal(AttendanceState.AbsentExcused, (await World.CellAsync(Biviers, family.Child, "garderie-matin", Today))!.Attendance);
    }

    [Fact]
    public async Task No_reason_opens_a_closed_day_a_day_that_is_over_another_age_or_a_service_without_enrolment()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        await World.PutBookedAsync(family, Canteen, Today.AddDays(-4));

        var receipt = await AskAsync(family, Why, family.Book(Canteen, new DateOnly(2026, 12, 25)), family.Book(Canteen, Today.AddDays(-1)),
            family.Cancel(Canteen, Today.AddDays(-4)), family.Book("garderie-matin", Thursday17));

        Assert.Equal(["refused.closed", "refused.past", "refused.past", "refused.not-enrolled"], receipt.Lines.Select(l => l.Code));
        Assert.Equal(BookingState.Confirmed, (await World.CellAsync(Biviers, family.Child, Canteen, Today.AddDays(-4)))!.Booking);
    }

    [Fact]
    public async Task A_family_makes_no_exceptions_and_an_agent_says_why()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var body = new SubmitRequest(Guid.NewGuid(), [family.Book(Canteen, Today)], OverrideReason: Why);

        foreach (var path in new[] { "requests", "requests/preview" })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "exception.agents-only",
                await family.Parent.PostAsJsonAsync($"{family.Api}/{path}", body));
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "exception.reason",
                await World.Agent(Biviers).PostAsJsonAsync($"{family.Api}/{path}", body with { Family = family.Family, OverrideReason = " x " }));
        }
    }

    [Fact]
    public async Task What_the_service_entered_by_mistake_it_takes_back_the_same_day_and_a_family_cannot()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var receipt = await AskAsync(family, Why, family.Book(Canteen, Today));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "undo.too-late",
            await family.Parent.PostAsync($"{family.Api}/requests/{receipt.Id}/cancel", null));
        var undone = await World.Agent(Biviers).PostAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}/cancel", new { });

        Assert.Equal(RequestStatus.Cancelled, undone.Status);
        Assert.Equal(BookingState.None, (await World.CellAsync(Biviers, family.Child, Canteen, Today))!.Booking);
    }

    private static Task<Receipt> AskAsync(Household family, string? reason, params Intent[] intents) =>
        family.World.Agent(Biviers)
            .PostAsAsync<Receipt>($"{family.Api}/requests", new SubmitRequest(Guid.NewGuid(), intents, Family: family.Family, OverrideReason: reason));
}

public sealed class AgentExceptionOnSqlite(SharedWorld shared) : AgentExceptionTests(shared, TestDatabase.Sqlite);

public sealed class AgentExceptionOnSqlServer(SharedWorld shared) : AgentExceptionTests(shared, TestDatabase.SqlServer);
