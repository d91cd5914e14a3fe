using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Days that were held until paid and were not: what goes with them, and what was asked of them meanwhile.</summary>
public abstract class UnpaidDayTests(TestDatabase database)
{
    private const string Pays = PlanningWorld.Pays;
    private const string Unit = WeekWorld.Unit;
    private const string Snack = "bessins-gouter";
    private static readonly DateOnly Monday14 = WeekWorld.Monday14;

    [Fact]
    public async Task A_day_that_goes_takes_along_what_requires_it_and_nothing_else()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, Unit, "bessins-restauration");
        await family.AskAsync(
            family.Book(Unit, Monday14), family.Book(Snack, Monday14), family.Book("bessins-restauration", Monday14), family.Book(Unit, Monday14.AddDays(1)),
            family.Book(Snack, Monday14.AddDays(1)));

        await DeliverAsync(family, Unit, Monday14);
        await DeliverAsync(family, Unit, Monday14);

        Assert.Equal(
            [BookingState.None, BookingState.None, BookingState.Confirmed, BookingState.Confirmed, BookingState.Confirmed],
            [await StateAsync(family, Unit, 0), await StateAsync(family, Snack, 0), await StateAsync(family, "bessins-restauration", 0),
                await StateAsync(family, Unit, 1), await StateAsync(family, Snack, 1)]);
        Assert.Equal((0, 1), (await world.TakenAsync(Pays, Snack, Monday14), await world.TakenAsync(Pays, Snack, Monday14.AddDays(1))));
        Assert.Equal([Unit, Snack],
            (await world.SettledAsync(family.Child, 7)).Where(c => c.Outcome == CellOutcome.None).Select(c => c.Unit).Order(StringComparer.Ordinal));
        var told = Assert.Single(world.Service.Published.OfType<FamilyNotified>(), n => n.Kind == "prepaid");
        Assert.Contains("– Goûter, 14 décembre", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_that_goes_frees_all_its_days_and_takes_along_what_requires_one_of_them()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(WeekWorld.Week, Monday14), family.Book(Snack, Monday14.AddDays(3)));
        Assert.Equal("1 1 1 1", await world.TakenAsync());

        await DeliverAsync(family, WeekWorld.Week, Monday14);

        Assert.Equal("0 0 0 0", await world.TakenAsync());
        Assert.Equal([BookingState.None, BookingState.None, BookingState.None, BookingState.None], await family.DaysAsync());
        Assert.Equal((BookingState.None, BookingState.None), (await StateAsync(family, WeekWorld.Week, 0), await StateAsync(family, Snack, 3)));
        Assert.Equal(0, await world.TakenAsync(Pays, Snack, Monday14.AddDays(3)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_absence_asked_of_an_unpaid_day_is_settled_with_it_and_nothing_is_due(bool takenBack)
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, "bessins-restauration");
        await family.AskAsync(family.Book("bessins-restauration", Monday14));
        var booked = (await world.CellAsync(Pays, family.Child, "bessins-restauration", Monday14))!.Version;
        world.Service.Clock.Advance(TimeSpan.FromDays(5));
        var asked = await family.AskAsync(family.Absent("bessins-restauration", Monday14));
        Assert.Equal("pending.late", asked.Lines[0].Code);
        if (takenBack)
        {
            await family.Parent.PostAsync($"{family.Api}/requests/{asked.Id}/cancel", null).OkAsync();
        }

        // Billing knows the booking, not what was asked of it since.
        await DeliverAsync(family, "bessins-restauration", Monday14, booked);

        Assert.Equal(BookingState.None, await StateAsync(family, "bessins-restauration", 0));
        Assert.Equal(0, await world.TakenAsync(Pays, "bessins-restauration", Monday14));
        Assert.Equal(CellOutcome.None, (await world.SettledAsync(family.Child, 2))[^1].Outcome);
        Assert.Equal(0, (await world.Agent(Pays).GetAsAsync<QueuePage>($"/api/{Pays}/planning/queue?service=bessins-restauration")).Total);
        if (!takenBack)
        {
            var line = (await family.ReadAsync(asked.Id)).Lines[0];
            Assert.Equal((LineOutcome.Excused, "unpaid", "Jour non payé à temps : il n’est plus réservé, rien n’est dû."),
                (line.Outcome, line.Code, line.Text));
        }
    }

    [Fact]
    public async Task A_day_booked_anew_is_another_booking_that_an_old_word_leaves_alone()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(Unit, Monday14));
        var old = (await world.CellAsync(Pays, family.Child, Unit, Monday14))!.Version;
        await family.AskAsync(family.Cancel(Unit, Monday14));
        await world.ChangeSettingsAsync(Pays, document => document["oneChangePerCell"] = false);
        Assert.Equal("booked", (await family.AskAsync(family.Book(Unit, Monday14))).Lines[0].Code);

        await DeliverAsync(family, Unit, Monday14, old);

        Assert.Equal(BookingState.Confirmed, await StateAsync(family, Unit, 0));
    }

    private async Task<PlanningWorld> StartAsync()
    {
        var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(5, "{}");
        await world.ChangeSettingsAsync(Pays, document =>
        {
            document["facilities"]!.AsArray().Single(f => (string?)f!["key"] == "bessins")!["pools"]!.AsArray()
                .Add(JsonNode.Parse($$"""{"key":"{{Snack}}","label":"Goûter","capacity":5}"""));
            WeekWorld.ServiceOf(document, Unit)["units"]!.AsArray()
                .Add(JsonNode.Parse($$"""{"key":"{{Snack}}","label":"Goûter","pools":["{{Snack}}"],"requires":["{{Unit}}"]}"""));
        });
        return world;
    }

    private static async Task<BookingState> StateAsync(Household family, string unit, int day) =>
        (await family.World.CellAsync(Pays, family.Child, unit, Monday14.AddDays(day)))?.Booking ?? BookingState.None;

    private static async Task DeliverAsync(Household family, string unit, DateOnly date, long? version = null) =>
        await family.World.Service.DeliverAsync(new DaysUnpaid(
            Pays, family.World.Service.Clock.GetUtcNow().UtcDateTime, family.Family,
            [new UnpaidDay(family.Child, unit, date, version ?? (await family.World.CellAsync(Pays, family.Child, unit, date))!.Version)]));
}

public sealed class UnpaidDayOnSqlite() : UnpaidDayTests(TestDatabase.Sqlite);

public sealed class UnpaidDayOnSqlServer() : UnpaidDayTests(TestDatabase.SqlServer);
