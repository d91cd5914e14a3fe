using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>« À la place de » : what stands in the way is given up and the booking made in one act, or nothing changes and no place is lost.</summary>
public sealed class SwapTests(SwapTests.Shared shared) : IClassFixture<SwapTests.Shared>
{
    private const string Biviers = PlanningWorld.Biviers;
    private const string Day = "alsh-mercredi-journee";
    private const string Afternoon = "alsh-mercredi-apres-midi";
    private static readonly string[] Pools = ["alsh-matin-6-11", "alsh-apres-midi-6-11"];
    private DateOnly? _wednesday;

    private PlanningWorld World => shared.World;

    // A day of its own for each test.
    private DateOnly Wednesday => _wednesday ??= shared.Next();

    [Fact]
    public async Task A_half_day_takes_the_place_of_the_day_and_both_are_taken_back_together()
    {
        await RuleAsync("automatic", "refuse");
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        await family.AskAsync(family.Book(Day, Wednesday));
        // The afternoon is full but for the place that the day itself holds.
        await World.SetCapacityAsync(Biviers, Pools[1], 1);

        var done = await family.AskAsync(Instead(family, Afternoon, Day));

        Assert.Equal([(IntentAction.Cancel, "cancelled"), (IntentAction.Book, "booked")],
            done.Lines.Select(l => (l.Action, l.Code)).OrderByDescending(l => l.Action));
        Assert.Equal("None Confirmed 0 1", await StateAsync(family));
        var half = done.Lines.Single(l => l.Action == IntentAction.Cancel).LineId;
        await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{done.Id}/cancel", new UndoLines([half]));
        Assert.Equal("Confirmed None 1 1", await StateAsync(family));
    }

    [Theory]
    [InlineData("manual", "refuse", "refused.instead")]
    [InlineData("automatic", "toAgent", "refused.instead")]
    [InlineData("automatic", "waitingList", "refused.instead")]
    [InlineData("automatic", "refuse", "refused.full")]
    public async Task What_is_booked_stays_booked_where_the_other_is_not_sure(string validation, string full, string code)
    {
        await RuleAsync("automatic", "refuse");
        var (family, other) = (await World.AddFamilyAsync(Biviers, "alsh-mercredi"), await World.AddFamilyAsync(Biviers, "alsh-mercredi"));
        await family.AskAsync(family.Book(Afternoon, Wednesday));
        await other.AskAsync(other.Book(Day, Wednesday));
        await RuleAsync(validation, full);
        await World.SetCapacityAsync(Biviers, Pools[0], validation == "manual" ? 40 : 1);

        var preview = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/preview",
            new SubmitRequest(Guid.NewGuid(), [Instead(family, Day, Afternoon)]));
        var done = await family.AskAsync(Instead(family, Day, Afternoon));

        Assert.Equal(["refused.kept", code], done.Lines.OrderByDescending(l => l.Action).Select(l => l.Code));
        Assert.Equal(done.Lines.Select(l => l.Code), preview.Lines.Select(l => l.Code));
        Assert.Equal((RequestStatus.Refused, "None Confirmed"), (done.Status, (await StateAsync(family))[..14]));
    }

    [Fact]
    public async Task A_typical_week_swaps_each_of_its_days_and_leaves_those_without_a_clash()
    {
        _wednesday = Shared.OfTwo;
        await RuleAsync("automatic", "refuse");
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        await family.AskAsync(family.Book(Day, Wednesday));
        var pattern = new PatternRequest(Guid.NewGuid(), IntentAction.Book, Wednesday, [new PatternRow(family.Child, Afternoon, [3])],
            Until: Wednesday.AddDays(7));
        var asked = await family.Parent.PostAsAsync<PatternPreview>($"{family.Api}/requests/pattern/preview", pattern);
        Assert.Equal(Day, asked.Receipt.Lines.Single(l => l.Outcome == LineOutcome.Refused).Instead!.Unit);

        var done = await (await family.Parent.PostAsJsonAsync($"{family.Api}/requests/pattern", pattern with { Instead = [Day] })).ReadAsync<Receipt>();

        Assert.Equal(["booked", "booked", "cancelled"], done.Lines.Select(l => l.Code).Order());
        Assert.Equal("None Confirmed", (await StateAsync(family))[..14]);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "unit.unknown",
            await family.Parent.PostAsJsonAsync($"{family.Api}/requests/pattern", pattern with { Instead = ["rien"] }));
    }

    [Fact]
    public async Task A_week_takes_the_place_of_its_single_days_whole_or_not_at_all()
    {
        await World.AddWeekAsync(2, """{"full":"refuse"}""");
        var (family, other) = (await World.AddFamilyAsync(WeekWorld.Pays, WeekWorld.Unit), await World.AddFamilyAsync(WeekWorld.Pays, WeekWorld.Unit));
        await family.AskAsync(family.Book(WeekWorld.Unit, WeekWorld.FourDays[0]), family.Book(WeekWorld.Unit, WeekWorld.FourDays[1]));
        var refused = await family.AskAsync(family.Book(WeekWorld.Week, WeekWorld.Monday14));
        Assert.Equal(WeekWorld.Unit, Assert.Single(refused.Lines).Instead!.Unit);

        await other.AskAsync(other.Book(WeekWorld.Unit, WeekWorld.FourDays[3]));
        await World.SetCapacityAsync(WeekWorld.Pays, WeekWorld.Unit, 1);
        var full = await family.AskAsync(family.Book(WeekWorld.Week, WeekWorld.Monday14) with { Instead = [WeekWorld.Unit] });
        Assert.Equal(RequestStatus.Refused, full.Status);
        Assert.Equal(("1 1 0 1", BookingState.Confirmed), (await World.TakenAsync(), (await family.DaysAsync())[0]));

        await World.SetCapacityAsync(WeekWorld.Pays, WeekWorld.Unit, 2);
        var done = await family.AskAsync(family.Book(WeekWorld.Week, WeekWorld.Monday14) with { Instead = [WeekWorld.Unit] });

        Assert.Equal(["booked", "cancelled", "cancelled"], done.Lines.Select(l => l.Code).Order());
        Assert.Equal("1 1 1 2", await World.TakenAsync());
        Assert.All(await family.DaysAsync(), state => Assert.Equal(BookingState.Confirmed, state));
        Assert.True((await World.CellAsync(WeekWorld.Pays, family.Child, WeekWorld.Unit, WeekWorld.FourDays[0]))!.IsPart);

        // Whichever of its lines is named, all of the swap goes back: the days are booked as before, the others and the week are not.
        Assert.NotNull(done.UndoUntil);
        var day = done.Lines.First(l => l.Action == IntentAction.Cancel);
        var back = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{done.Id}/cancel", new UndoLines([day.LineId]));

        Assert.All(back.Lines, l => Assert.Equal("taken-back", l.Code));
        Assert.Equal([BookingState.Confirmed, BookingState.Confirmed, BookingState.None, BookingState.None], await family.DaysAsync());
        Assert.Equal("1 1 0 1", await World.TakenAsync());
        Assert.False((await World.CellAsync(WeekWorld.Pays, family.Child, WeekWorld.Unit, WeekWorld.FourDays[0]))!.IsPart);
        Assert.Equal(BookingState.None, (await World.CellAsync(WeekWorld.Pays, family.Child, WeekWorld.Week, WeekWorld.Monday14))!.Booking);

        // Once something has happened to one of its days, the days are for themselves.
        var again = await family.AskAsync(family.Book(WeekWorld.Week, WeekWorld.Monday14) with { Instead = [WeekWorld.Unit] });
        await family.AskAsync(family.Absent(WeekWorld.Unit, WeekWorld.FourDays[1]));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "undo.changed",
            await family.Parent.PostAsJsonAsync($"{family.Api}/requests/{again.Id}/cancel", new { }));
        Assert.Equal("1 0 1 2", await World.TakenAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_is_swapped_in_whatever_order_no_child_has_both_none_loses_what_it_had_and_places_add_up(int seed)
    {
        var random = new Random(seed);
        List<Household> families = [];
        for (var i = 0; i < 5; i++)
        {
            families.Add(await World.AddFamilyAsync(Biviers, "alsh-mercredi"));
        }

        var swapped = 0;
        for (var step = 0; step < 45; step++)
        {
            if (step % 9 == 0)
            {
                await RuleAsync(random.Next(3) == 0 ? "manual" : "automatic", random.Next(2) == 0 ? "refuse" : "waitingList");
                await World.SetCapacityAsync(Biviers, Pools[0], random.Next(1, 4));
                await World.SetCapacityAsync(Biviers, Pools[1], random.Next(2, 5));
            }

            var family = families[random.Next(families.Count)];
            var (unit, other) = random.Next(2) == 0 ? (Day, Afternoon) : (Afternoon, Day);
            var before = await BookingsAsync(family);
            var receipt = await family.AskAsync(random.Next(4) == 0 ? family.Cancel(unit, Wednesday) : Instead(family, unit, other));
            var after = await BookingsAsync(family);

            Assert.False(Stands(after[unit]) && Stands(after[other]), $"Both, step {step}.");
            if (receipt.Lines.Length == 2)
            {
                var done = receipt.Lines.All(l => l.Outcome != LineOutcome.Refused);
                swapped += done ? 1 : 0;
                Assert.True(done || before.SequenceEqual(after), $"Half a swap, step {step}.");
                Assert.False(before[other] is BookingState.Confirmed && !(after[unit] is BookingState.Confirmed || after[other] is BookingState.Confirmed),
                    $"Lost, step {step}.");
            }

            await AssertPlacesAsync(step);
        }

        Assert.True(swapped > 3, $"Only {swapped}.");
    }

    private static bool Stands(BookingState state) => state is not (BookingState.None or BookingState.Refused);

    private Intent Instead(Household family, string unit, string other) => family.Book(unit, Wednesday) with { Instead = [other] };

    private Task RuleAsync(string validation, string full) => World.ChangeSettingsAsync(Biviers, document =>
    {
        var rule = document["rules"]!["mercredi"]![0]!;
        rule["full"] = full;
        rule["validation"]!["book"] = validation;
        rule["validation"]!["cancel"] = "automatic";
        rule["waitingList"] = full == "waitingList" ? JsonNode.Parse("{}") : null;
        document["oneChangePerCell"] = false;
        foreach (var pool in document["facilities"]!.AsArray().SelectMany(f => f!["pools"]!.AsArray()).Where(p => Pools.Contains((string?)p!["key"])))
        {
            pool!["capacity"] = 40;
        }
    });

    private async Task<Dictionary<string, BookingState>> BookingsAsync(Household family) => new()
    {
        [Day] = (await World.CellAsync(Biviers, family.Child, Day, Wednesday))?.Booking ?? BookingState.None,
        [Afternoon] = (await World.CellAsync(Biviers, family.Child, Afternoon, Wednesday))?.Booking ?? BookingState.None,
    };

    // Bookings of the day and the afternoon, then places taken in the morning and the afternoon.
    private async Task<string> StateAsync(Household family)
    {
        var booked = await BookingsAsync(family);
        return $"{booked[Day]} {booked[Afternoon]} {await World.TakenAsync(Biviers, Pools[0], Wednesday)} {await World.TakenAsync(Biviers, Pools[1], Wednesday)}";
    }

    private async Task AssertPlacesAsync(int step)
    {
        var held = await World.Service.InTenantAsync(Biviers,
            scope => scope.GetRequiredService<PlanningDb>().Cells.AsNoTracking().Where(c => c.Date == Wednesday).ToListAsync());
        foreach (var pool in Pools)
        {
            Assert.Equal((step, held.Count(c => c.SeatKeys.Contains(pool))), (step, await World.TakenAsync(Biviers, pool, Wednesday)));
        }
    }

    public sealed class Shared : IAsyncLifetime
    {
        /// <summary>The first of two Wednesdays that no other test has.</summary>
        public static readonly DateOnly OfTwo = new(2027, 3, 24);
        private static readonly DateOnly[] Wednesdays =
            [.. ((int[])[6, 13, 20, 27]).Select(d => new DateOnly(2027, 1, d)), .. ((int[])[3, 10, 17]).Select(d => new DateOnly(2027, 3, d))];
        private int _next;

        public PlanningWorld World { get; private set; } = null!;

        public DateOnly Next() => Wednesdays[_next++];

        public async ValueTask InitializeAsync() => World = await PlanningWorld.StartAsync(TestDatabase.Sqlite);

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
