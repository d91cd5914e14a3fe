using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;
using static Preau.Planning.Tests.WeekWorld;

namespace Preau.Planning.Tests;

public abstract class WeekWaitingTests(TestDatabase database)
{
    private const string Wishes = """
        {"periods":[{"key":"decembre","label":"Décembre","first":"2026-12-14","last":"2026-12-18",
          "wishes":{"from":"2026-12-08T08:00","until":"2026-12-09T12:00","tie":"time","siblingsTogether":SIBLINGS,
            "criteria":[{"label":"Habite Bessins","points":10,"for":{"communes":["Bessins"]}},{"label":"Fratrie","points":2,"sibling":true}]}}]}
        """;

    private const string Allocation = $"/api/{Pays}/planning/allocations/{Unit}/decembre";

    [Fact]
    public async Task A_week_waits_for_a_place_on_each_of_its_days_and_is_offered_accepted_and_left_as_one()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(1, """{"waitingList":{"offer":{"hours":4}}}""");
        var families = await world.AddFamiliesAsync(4, Unit);
        await families[0].AskAsync(families[0].Book(Unit, FourDays[0]));
        await families[1].AskAsync(families[1].Book(Unit, FourDays[3]));
        var week = await families[2].AskAsync(families[2].Book(Week, Monday14));
        var day = await families[3].AskAsync(families[3].Book(Unit, FourDays[3]));

        Assert.Equal((LineOutcome.Waitlisted, "waiting"), (week.Lines[0].Outcome, week.Lines[0].Code));
        Assert.EndsWith("Votre rang : 1er.", week.Lines[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("Votre rang : 2e.", day.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal(("refused.week-asked", "1 0 0 1"),
            ((await families[2].AskAsync(families[2].Book(Unit, FourDays[1]))).Lines[0].Code, await world.TakenAsync()));
        var waits = Assert.Single((await families[2].OffersAsync()).Waiting);
        Assert.Equal((FourDays[0], FourDays[3], 1), (waits.Date, waits.Last, waits.Rank));

        // One day is not enough: it goes to nobody, or to who wants that day alone.
        await families[0].AskAsync(families[0].Cancel(Unit, FourDays[0]));
        Assert.Equal(BookingState.Waitlisted, (await world.StatesAsync([families[2]], Week, Monday14))[0]);
        await families[1].AskAsync(families[1].Cancel(Unit, FourDays[3]));

        var offer = Assert.Single((await families[2].OffersAsync()).Offers);
        Assert.Equal((FourDays[0], FourDays[3], "1 1 1 1"), (offer.Date, offer.Last, await world.TakenAsync()));
        Assert.Equal([.. Enumerable.Repeat(BookingState.Offered, 4)], await families[2].DaysAsync());
        var told = await Eventually.SeeAsync(() => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "offer").ToList()),
            n => n.Count == 1);
        Assert.Contains("chaque jour de la semaine", told[0].Text, StringComparison.Ordinal);

        // Left without an answer it goes on: the day that another waits for is given, the rest is free.
        world.Service.Clock.Advance(TimeSpan.FromHours(5));
        await world.SweepAsync();
        Assert.Equal("0 0 0 1", await world.TakenAsync());
        Assert.Equal(BookingState.Offered, (await world.StatesAsync([families[3]], Unit, FourDays[3]))[0]);
        var again = await families[2].AskAsync(families[2].Book(Week, Monday14));
        await families[3].AnswerAsync("decline").OkAsync();
        await families[2].AnswerAsync("accept").OkAsync();

        Assert.Equal([.. Enumerable.Repeat(BookingState.Confirmed, 4)], await families[2].DaysAsync());
        Assert.Equal((LineOutcome.Booked, "booked.offer"),
            ((await families[2].ReadAsync(again.Id)).Lines[0].Outcome, (await families[2].ReadAsync(again.Id)).Lines[0].Code));
        Assert.Equal([Week], (await world.SettledAsync(families[2].Child, 1)).Where(c => c.Outcome == CellOutcome.Booked).Select(c => c.Unit));
    }

    [Theory]
    [InlineData("""{"waitingList":{}}""", 1, true)]
    [InlineData("""{"validation":{"book":"manual"}}""", 2, false)]
    public async Task A_day_of_a_week_that_waits_is_refused_with_what_to_do_and_what_to_do_works(string rule, int places, bool listed)
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(places, rule);
        var families = await world.AddFamiliesAsync(2, Unit);
        if (listed)
        {
            await families[1].AskAsync(families[1].Book(Unit, FourDays[3]));
        }

        Assert.Equal(listed ? LineOutcome.Waitlisted : LineOutcome.Pending, (await families[0].AskAsync(families[0].Book(Week, Monday14))).Lines[0].Outcome);

        var refused = (await families[0].AskAsync(families[0].Book(Unit, FourDays[1]))).Lines[0];

        Assert.Equal((LineOutcome.Refused, "refused.week-asked"), (refused.Outcome, refused.Code));
        Assert.Equal(
            "« Semaine » est déjà demandée pour cette semaine-là et attend sa réponse. Pour ce jour seul, annulez d’abord la semaine depuis son premier jour, "
            + "puis demandez le jour.", refused.Text);
        Assert.Equal("withdrawn", (await families[0].AskAsync(families[0].Cancel(Week, Monday14))).Lines[0].Code);
        Assert.Equal(listed ? "booked" : "pending.validation", (await families[0].AskAsync(families[0].Book(Unit, FourDays[1]))).Lines[0].Code);
        Assert.Equal(listed ? "0 1 0 1" : "0 1 0 0", await world.TakenAsync());
    }

    [Fact]
    public async Task A_freed_day_goes_to_the_week_when_it_completes_it_and_it_is_its_turn()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(1, "{}");
        var families = await world.AddFamiliesAsync(4, Unit);
        await families[0].AskAsync(families[0].Book(Unit, FourDays[2]));
        await families[1].AskAsync(families[1].Book(Week, Monday14));
        await families[2].AskAsync(families[2].Book(Unit, FourDays[2]));
        await families[3].AskAsync(families[3].Book(Week, Monday14));

        await families[0].AskAsync(families[0].Cancel(Unit, FourDays[2]));
        Assert.Equal((BookingState.Confirmed, "1 1 1 1"), ((await world.StatesAsync([families[1]], Week, Monday14))[0], await world.TakenAsync()));

        // The week given up frees four days: the day goes to who waits for it, which leaves too little for the other week.
        await families[1].AskAsync(families[1].Cancel(Week, Monday14));
        Assert.Equal([BookingState.Confirmed, BookingState.None], await world.StatesAsync([families[2], families[1]], Unit, FourDays[2]));
        Assert.Equal((BookingState.Waitlisted, "0 0 1 0"), ((await world.StatesAsync([families[3]], Week, Monday14))[0], await world.TakenAsync()));
        await families[2].AskAsync(families[2].Cancel(Unit, FourDays[2]));
        Assert.Equal((BookingState.Confirmed, "1 1 1 1"), ((await world.StatesAsync([families[3]], Week, Monday14))[0], await world.TakenAsync()));
    }

    [Fact]
    public async Task A_closed_day_takes_an_offered_week_back_and_gives_it_none_until_it_is_open_again()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(1, """{"waitingList":{"offer":{"hours":24}}}""");
        var families = await world.AddFamiliesAsync(2, Unit);
        await families[0].AskAsync(families[0].Book(Unit, FourDays[0]));
        await families[1].AskAsync(families[1].Book(Week, Monday14));
        await families[0].AskAsync(families[0].Cancel(Unit, FourDays[0]));
        Assert.Single((await families[1].OffersAsync()).Offers);

        var agent = world.Agent(Pays);
        var strike = await agent.PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions",
            new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(FourDays[2], FourDays[2], "Grève", DisruptionEffect.Close, Services: [Unit])));

        Assert.Equal((BookingState.Waitlisted, "0 0 0 0"), ((await world.StatesAsync([families[1]], Week, Monday14))[0], await world.TakenAsync()));
        await agent.PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions/{strike.Id}/undo", new { });
        await world.SweepAsync();
        Assert.Equal((BookingState.Offered, "1 1 1 1"), ((await world.StatesAsync([families[1]], Week, Monday14))[0], await world.TakenAsync()));
    }

    [Fact]
    public async Task A_wished_week_is_ranked_once_with_the_days_and_gets_all_of_them_or_waits()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(2, Wishes.Replace("SIBLINGS", "false", StringComparison.Ordinal));
        var families = await world.AddFamiliesAsync(4, Unit);
        await world.Service.DeliverAsync(families[2].Snapshot(2) with { City = "Bessins" });
        var week = await families[0].AskAsync(families[0].Book(Week, Monday14));
        await families[1].AskAsync(families[1].Book(Week, Monday14));
        await families[2].AskAsync(families[2].Book(Unit, FourDays[2]));
        await families[3].AskAsync(families[3].Book(Unit, FourDays[2]), families[3].Book(Unit, FourDays[3]));
        Assert.Equal((LineOutcome.Pending, "pending.wish", "0 0 0 0"), (week.Lines[0].Outcome, week.Lines[0].Code, await world.TakenAsync()));
        Assert.Equal("refused.week-asked", (await families[0].AskAsync(families[0].Book(Unit, FourDays[1]))).Lines[0].Code);

        await AllocateAsync(world);

        // The resident's Thursday comes first, then the earlier week; the second week finds Thursday full and takes no other day either.
        Assert.Equal([BookingState.Confirmed, BookingState.Waitlisted], await world.StatesAsync([families[0], families[1]], Week, Monday14));
        Assert.Equal([BookingState.Confirmed, BookingState.Waitlisted], await world.StatesAsync([families[2], families[3]], Unit, FourDays[2]));
        Assert.Equal((BookingState.Confirmed, "1 1 2 2"), ((await world.StatesAsync([families[3]], Unit, FourDays[3]))[0], await world.TakenAsync()));
        var ranked = (await world.Agent(Pays).GetAsAsync<AllocationPreview>(Allocation)).Lines;
        Assert.Equal([(FourDays[0], 1, true), (FourDays[0], 2, false), (FourDays[2], 1, true), (FourDays[2], 4, false), (FourDays[3], 3, true)],
            ranked.Select(l => (l.Date, l.Rank, l.Booked)));
        Assert.Contains("4 jours réservés", (await ToldAsync(world, families[0])).Text, StringComparison.Ordinal);

        await families[3].AskAsync(families[3].Cancel(Unit, FourDays[3]));
        await families[2].AskAsync(families[2].Cancel(Unit, FourDays[2]));
        Assert.Equal((BookingState.Confirmed, BookingState.Waitlisted),
            ((await world.StatesAsync([families[1]], Week, Monday14))[0], (await world.StatesAsync([families[3]], Unit, FourDays[2]))[0]));
    }

    [Fact]
    public async Task Brothers_and_sisters_who_wish_a_week_and_days_of_it_are_placed_together_or_not_at_all()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(1, Wishes.Replace("SIBLINGS", "true", StringComparison.Ordinal));
        var families = await world.AddFamiliesAsync(2, Unit);
        var sibling = Guid.NewGuid();
        var snapshot = families[0].Snapshot(2);
        await world.Service.DeliverAsync(snapshot with
        {
            Children = [.. snapshot.Children, new FamilyChild(sibling, "Tom", "DUPONT", "m", new DateOnly(2019, 5, 3), "École", "CP", 2, false, null)]
        });
        await world.EnrolAsync(Pays, families[0].Family, sibling, Unit);
        await families[0].AskAsync(families[0].Book(Week, Monday14), new Intent(sibling, Unit, FourDays[3], IntentAction.Book));
        await families[1].AskAsync(families[1].Book(Unit, FourDays[1]));

        await AllocateAsync(world);

        Assert.Equal("0 1 0 0", await world.TakenAsync());
        var lines = (await world.Agent(Pays).GetAsAsync<AllocationPreview>(Allocation)).Lines;
        Assert.Equal([2, 2, 0], lines.OrderByDescending(l => l.Points).Select(l => l.Points));
        Assert.Equal(families[1].Family, lines.Single(l => l.Booked).FamilyId);
    }

    [Fact]
    public async Task A_closed_day_is_allocated_to_nobody()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(5, Wishes.Replace("SIBLINGS", "false", StringComparison.Ordinal));
        var families = await world.AddFamiliesAsync(4, Unit);
        var week = await families[0].AskAsync(families[0].Book(Week, Monday14));
        await families[1].AskAsync(families[1].Book(Unit, FourDays[1]), families[1].Book(Unit, FourDays[2]));
        await families[2].AskAsync(families[2].Book(Unit, FourDays[2]));
        await families[3].AskAsync(families[3].Book(Unit, FourDays[3]));
        var agent = world.Agent(Pays);
        // Thursday by an act, Friday by the calendar.
        await agent.PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions",
            new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(FourDays[2], FourDays[2], "Grève", DisruptionEffect.Close, Services: [Unit])));
        await world.ChangeSettingsAsync(Pays, document =>
        {
            document["closures"] ??= new JsonArray();
            document["closures"]!.AsArray()
                .Add(JsonNode.Parse($$"""{"first":"2026-12-18","last":"2026-12-18","label":"Travaux","scope":"service","target":"{{Unit}}"}"""));
        });

        await AllocateAsync(world);

        Assert.Equal("0 1 0 0", await world.TakenAsync());
        Assert.Equal(BookingState.Confirmed, (await world.StatesAsync([families[1]], Unit, FourDays[1]))[0]);
        Assert.Equal([BookingState.Refused, BookingState.Refused], await world.StatesAsync([families[1], families[2]], Unit, FourDays[2]));
        Assert.Equal(BookingState.Waitlisted, (await world.StatesAsync([families[3]], Unit, FourDays[3]))[0]);
        var line = (await families[0].ReadAsync(week.Id)).Lines[0];
        Assert.Equal("waiting.allocation", line.Code);
        Assert.Contains("Le service est fermé un de ces jours", line.Text, StringComparison.Ordinal);
    }

    private static async Task AllocateAsync(PlanningWorld world)
    {
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 9, 11, 1, 0, TimeSpan.Zero));
        var agent = world.Agent(Pays);
        var preview = await agent.GetAsAsync<AllocationPreview>(Allocation);
        Assert.Equal("done",
            (await (await agent.PostAsJsonAsync(Allocation, new ApplyAllocation(preview.Seed, preview.Fingerprint))).ReadAsync<AllocationPeriod>()).State);
    }

    private static async Task<FamilyNotified> ToldAsync(PlanningWorld world, Household family) =>
        (await Eventually.SeeAsync(
            () => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "allocation" && n.FamilyId == family.Family).ToList()),
            n => n.Count == 1))[0];
}

public sealed class WeekWaitingOnSqlite() : WeekWaitingTests(TestDatabase.Sqlite);

public sealed class WeekWaitingOnSqlServer() : WeekWaitingTests(TestDatabase.SqlServer);
