using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class KnownFamilyTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    [Fact]
    public async Task The_newest_snapshot_of_a_family_holds_in_whatever_order_they_come()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var second = Guid.NewGuid();

        await World.Service.DeliverAsync(family.Snapshot(3, "DUPONT Troisième"), second);
        await World.Service.DeliverAsync(family.Snapshot(2, "DUPONT Deuxième"));
        await World.Service.DeliverAsync(family.Snapshot(3, "DUPONT Troisième"), second);
        await World.Service.DeliverAsync(family.Snapshot(3, "DUPONT Troisième bis"));

        var month = await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2026-12");
        Assert.Equal("DUPONT Troisième", month.Children.Single().Rows.Single().Payer);
    }

    [Fact]
    public async Task A_child_that_left_the_file_is_no_longer_the_familys()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        await World.Service.DeliverAsync(family.Snapshot(2) with { Children = [] });

        Assert.Empty((await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month")).Children);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await family.PostAsync(family.Book(Canteen, Monday14)));
    }

    [Fact]
    public async Task Dated_days_of_custody_count_before_the_anchor_and_the_anchor_after_the_last_of_them()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var snapshot = family.Snapshot(2);
        var custody = new Custody(Guid.NewGuid(), "Jeanne", new DateOnly(2026, 12, 7), new DateOnly(2026, 12, 27),
            [new DaySpan(new DateOnly(2026, 12, 7), new DateOnly(2026, 12, 8)), new DaySpan(new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 20))]);

        await World.Service.DeliverAsync(snapshot with { Children = [snapshot.Children[0] with { Custody = custody }] });

        var days = (await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2026-12")).Children.Single().CustodyDays!;
        Assert.Equal([true, true, false, true, true, false, false], new[] { 7, 8, 9, 14, 20, 21, 28 }.Select(d => days[d - 1]));
    }

    [Fact]
    public async Task Each_household_books_its_days_and_learns_only_that_the_other_has_booked()
    {
        var (jean, jeanne) = await SharedChildAsync();
        var booked = await jean.AskAsync(jean.Book(Canteen, Monday14));

        var seen = await jeanne.SeeAsync(Canteen, Monday14);
        var refused = await jeanne.AskAsync(jeanne.Book(Canteen, Monday14));
        var cancel = await jeanne.AskAsync(jeanne.Cancel(Canteen, Monday14));

        Assert.Equal((CellState.Booked, CellActions.None, "other-parent", false), (seen!.State, seen.Actions, seen.Blocked, seen.Mine));
        Assert.Equal((LineOutcome.Refused, "refused.other-parent"), Answer(refused));
        Assert.Equal("Jean a déjà réservé ce jour-là.", refused.Lines[0].Text);
        Assert.Equal((LineOutcome.Refused, "refused.other-parent"), Answer(cancel));
        var why = await jeanne.Parent.GetAsAsync<WhyView>($"{jeanne.Api}/cells/{jeanne.Child}/{Canteen}/2026-12-14/why");
        Assert.Equal("Jean a déjà réservé ce jour-là.", why.Answer);
        Assert.DoesNotContain(why.Facts, f => f.RequestNumber == booked.Number);
    }

    [Theory]
    [InlineData(BookingState.Pending, CellState.Pending, "Jean a demandé ce jour-là : la demande attend une réponse.")]
    [InlineData(BookingState.Wished, CellState.Pending, "Jean a noté un souhait pour ce jour-là : les places ne sont pas encore attribuées.")]
    [InlineData(BookingState.Waitlisted, CellState.Waitlisted, "Jean est sur la liste d’attente pour ce jour-là.")]
    [InlineData(BookingState.Offered, CellState.Waitlisted, "Une place est proposée pour ce jour-là à Jean, qui doit encore répondre.")]
    [InlineData(BookingState.CancelPending, CellState.Booked, "Jean a déjà réservé ce jour-là.")]
    public async Task What_the_other_household_waits_for_is_said_as_such_in_the_cell_the_refusal_and_why(BookingState booking, CellState state, string text)
    {
        var (jean, jeanne) = await SharedChildAsync();
        await World.PutBookedAsync(jean, Canteen, Monday14, booking: booking);

        var seen = (await jeanne.SeeAsync(Canteen, Monday14))!;
        var refused = await jeanne.AskAsync(jeanne.Book(Canteen, Monday14));
        var why = await jeanne.Parent.GetAsAsync<WhyView>($"{jeanne.Api}/cells/{jeanne.Child}/{Canteen}/2026-12-14/why");

        Assert.Equal((state, false, CellActions.None), (seen.State, seen.Mine, seen.Actions));
        Assert.Equal(("refused.other-parent", text), (refused.Lines[0].Code, refused.Lines[0].Text));
        Assert.Equal(text, why.Answer);
    }

    [Fact]
    public async Task A_day_the_one_household_gives_up_can_be_booked_and_paid_by_the_other()
    {
        var (jean, jeanne) = await SharedChildAsync();
        await jean.AskAsync(jean.Book(Canteen, Tuesday15));
        await jean.AskAsync(jean.Absent(Canteen, Tuesday15));

        Assert.Equal((LineOutcome.Booked, "booked"), Answer(await jeanne.AskAsync(jeanne.Book(Canteen, Tuesday15))));

        var last = (await World.SettledAsync(jean.Child, 3))[^1];
        var payer = World.Service.Published.OfType<DaysSettled>().Single(e => e.Cells.Contains(last)).FamilyId;
        Assert.Equal((CellOutcome.Booked, 3L, jeanne.Family), (last.Outcome, last.Version, payer));
        Assert.False((await jean.SeeAsync(Canteen, Tuesday15))!.Mine);
    }

    [Fact]
    public async Task Weeks_of_shared_custody_are_counted_from_the_anchor_on_both_sides_of_the_new_year()
    {
        var (jean, _) = await SharedChildAsync();

        var december = (await jean.Parent.GetAsAsync<MonthView>($"{jean.Api}/month?month=2026-12")).Children.Single().CustodyDays!;
        var january = (await jean.Parent.GetAsAsync<MonthView>($"{jean.Api}/month?month=2027-01")).Children.Single().CustodyDays!;

        // At Jean's: weeks of 30 November, 14 and 28 December (2026 has 53 ISO weeks), 11 January.
        Assert.Equal([true, false, true, false, true], new[] { 1, 7, 14, 21, 28 }.Select(d => december[d - 1]));
        Assert.Equal([true, false, true], new[] { 3, 4, 11 }.Select(d => january[d - 1]));
    }

    private async Task<(Household Jean, Household Jeanne)> SharedChildAsync()
    {
        var jean = new Household(World, Biviers, Guid.NewGuid(), Guid.NewGuid());
        var jeanne = new Household(World, Biviers, Guid.NewGuid(), jean.Child);
        await World.Service.DeliverAsync(jean.Snapshot(1, custody: new Custody(jeanne.Family, "Jeanne", new DateOnly(2026, 12, 14))));
        await World.Service.DeliverAsync(jeanne.Snapshot(1, "DUPONT Jeanne", custody: new Custody(jean.Family, "Jean", new DateOnly(2026, 12, 7))));
        await World.EnrolAsync(Biviers, jean.Family, jean.Child, Canteen);
        await World.EnrolAsync(Biviers, jeanne.Family, jean.Child, Canteen);
        return (jean, jeanne);
    }
}

public sealed class KnownFamiliesOnSqlite(SharedWorld shared) : KnownFamilyTests(shared, TestDatabase.Sqlite);

public sealed class KnownFamiliesOnSqlServer(SharedWorld shared) : KnownFamilyTests(shared, TestDatabase.SqlServer);
