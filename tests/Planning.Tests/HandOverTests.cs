using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A child goes to another file with what it has booked: Family tells where it came
/// from and since when, in whatever order the two files are told.</summary>
public abstract class HandOverTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Days_to_come_go_with_the_child_and_are_paid_by_its_new_household_whichever_file_is_told_first(bool newFirst)
    {
        var (old, @new) = await TwoAsync();
        await old.AskAsync(old.Book(Canteen, Monday14), old.Book(Canteen, Tuesday15));
        var gone = old.Snapshot(2) with { Children = [] };
        var came = WithOrigin(@new.Snapshot(2, "MARTIN Odile"), old);

        await World.Service.DeliverAsync(newFirst ? came : gone);
        await World.Service.DeliverAsync(newFirst ? gone : came);
        await World.Service.DeliverAsync(came);

        Assert.Equal((CellState.Booked, true), await @new.SeeAsync(Canteen, Monday14) is { } seen ? (seen.State, seen.Mine) : default);
        var settled = await World.SettledAsync(old.Child, 4);
        Assert.All(settled[^2..], cell => Assert.Equal(CellOutcome.Booked, cell.Outcome));
        Assert.Equal(@new.Family, World.Service.Published.OfType<DaysSettled>().Single(e => e.Cells.Contains(settled[^1])).FamilyId);
        Assert.Equal(4, World.Service.Published.OfType<DaysSettled>().SelectMany(e => e.Cells).Count(c => c.ChildId == old.Child));
        // The new household changes them as its own, and books on.
        Assert.Equal(LineOutcome.Cancelled, (await @new.AskAsync(@new.Cancel(Canteen, Tuesday15))).Lines[0].Outcome);
        Assert.Equal(LineOutcome.Booked, (await @new.AskAsync(@new.Book(Canteen, new DateOnly(2026, 12, 17)))).Lines[0].Outcome);
    }

    [Fact]
    public async Task Taken_back_the_days_return_and_an_old_snapshot_that_comes_late_takes_nothing_again()
    {
        var (old, @new) = await TwoAsync();
        await old.AskAsync(old.Book(Canteen, Monday14));
        var came = WithOrigin(@new.Snapshot(2, "MARTIN Odile"), old);
        await World.Service.DeliverAsync(old.Snapshot(2) with { Children = [] });
        await World.Service.DeliverAsync(came);
        await World.Service.DeliverAsync(WithOrigin(old.Snapshot(3), @new));
        await World.Service.DeliverAsync(@new.Snapshot(3, "MARTIN Odile") with { Children = [] });

        Assert.True((await old.SeeAsync(Canteen, Monday14))!.Mine);
        await World.Service.DeliverAsync(came);
        Assert.True((await old.SeeAsync(Canteen, Monday14))!.Mine);
        Assert.Equal(LineOutcome.Booked, (await old.AskAsync(old.Book(Canteen, new DateOnly(2026, 12, 17)))).Lines[0].Outcome);
    }

    [Fact]
    public async Task What_a_double_has_booked_is_the_childs_once_the_files_are_merged()
    {
        var stays = await World.AddFamilyAsync(Biviers, Canteen);
        var goes = await World.AddFamilyAsync(Biviers, Canteen);
        await stays.AskAsync(stays.Book(Canteen, Monday14));
        await goes.AskAsync(goes.Book(Canteen, Monday14), goes.Book(Canteen, Tuesday15));

        var merged = stays.Snapshot(2);
        await World.Service.DeliverAsync(merged with { Children = [merged.Children[0] with { Origin = new ChildOrigin(goes.Family, goes.Child, Today) }] });
        await World.Service.DeliverAsync(goes.Snapshot(2) with { MergedInto = stays.Family, Guardians = [] });

        Assert.True((await stays.SeeAsync(Canteen, Monday14))!.Mine);
        Assert.Equal((CellState.Booked, true), await stays.SeeAsync(Canteen, Tuesday15) is { } seen ? (seen.State, seen.Mine) : default);
        var twin = await World.SettledAsync(goes.Child, 4);
        Assert.Equal([CellOutcome.None, CellOutcome.None], twin[^2..].Select(c => c.Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_taken_back_gives_each_row_of_the_child_its_own_days_places_and_enrolment_again(bool goesFirst)
    {
        var (stays, goes) = (await World.AddFamilyAsync(Biviers, Canteen), await World.AddFamilyAsync(Biviers, Canteen));
        await stays.AskAsync(stays.Book(Canteen, Monday14));
        await goes.AskAsync(goes.Book(Canteen, Monday14), goes.Book(Canteen, Tuesday15), goes.Book(Canteen, Thursday17));
        var seats = await SeatsAsync(Monday14);
        await MergeAsync(stays, goes);
        Assert.Equal(seats - 1, await SeatsAsync(Monday14));
        // What is changed meanwhile stays true: Thursday is given up, by who has the child now.
        await stays.AskAsync(stays.Cancel(Canteen, Thursday17));

        var (alone, back) = (stays.Snapshot(3), goes.Snapshot(3));
        await World.Service.DeliverAsync(goesFirst ? back : alone);
        await World.Service.DeliverAsync(goesFirst ? alone : back);
        await World.Service.DeliverAsync(goes.Snapshot(4, "DUPONT Jeanne"));

        // Thursday was changed once (F-91), whoever did it.
        Assert.Equal([CellState.Booked, CellState.Booked, CellState.Locked], await StatesAsync(goes));
        Assert.Equal([CellState.Booked, CellState.Free, CellState.Free], await StatesAsync(stays));
        Assert.Equal(seats, await SeatsAsync(Monday14));
        Assert.Equal(CellOutcome.Booked, (await World.SettledAsync(goes.Child, 8)).Last(c => c.Date == Tuesday15).Outcome);
        Assert.Equal(CellOutcome.None, (await World.SettledAsync(stays.Child, 5)).Last(c => c.Date == Tuesday15).Outcome);
        Assert.Equal([(new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))], await EnrolledAsync(goes));
        Assert.Equal([(new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))], await EnrolledAsync(stays));
        // Each goes on by itself.
        Assert.Equal(LineOutcome.Booked, (await goes.AskAsync(goes.Book(Canteen, new DateOnly(2026, 12, 18)))).Lines[0].Outcome);
        Assert.Equal(LineOutcome.Cancelled, (await goes.AskAsync(goes.Cancel(Canteen, Tuesday15))).Lines[0].Outcome);
    }

    [Fact]
    public async Task A_demande_of_a_double_waits_for_its_own_family_again_once_the_merge_is_taken_back()
    {
        var stays = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var goes = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var day = new DateOnly(2027, 1, 6);
        var asked = await goes.AskAsync(goes.Book("alsh-mercredi-journee", day));
        await MergeAsync(stays, goes);
        Assert.Equal(CellState.Pending, (await stays.SeeAsync("alsh-mercredi-journee", day))!.State);

        await World.Service.DeliverAsync(goes.Snapshot(3));
        await World.Service.DeliverAsync(stays.Snapshot(3));
        await World.Agent(Biviers).PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions", new DecideRequests([asked.Id], true));

        Assert.Equal(goes.Family, Assert.Single(await World.DecidedAsync(asked.Id, 1)).FamilyId);
        Assert.Equal((CellState.Booked, true), await goes.SeeAsync("alsh-mercredi-journee", day) is { } seen ? (seen.State, seen.Mine) : default);
        Assert.Equal(CellState.Free, (await stays.SeeAsync("alsh-mercredi-journee", day))!.State);
    }

    [Fact]
    public async Task A_file_told_again_after_a_merge_changes_no_day_that_was_changed_since()
    {
        var (stays, goes) = (await World.AddFamilyAsync(Biviers, Canteen), await World.AddFamilyAsync(Biviers, Canteen));
        await goes.AskAsync(goes.Book(Canteen, Tuesday15));
        var merged = await MergeAsync(stays, goes);
        await stays.AskAsync(stays.Absent(Canteen, Tuesday15));
        var told = (await stays.SeeAsync(Canteen, Tuesday15))!.State;

        await World.Service.DeliverAsync(merged with { Version = 9, Name = "DUPONT Jeanne" });

        Assert.NotEqual(CellState.Booked, told);
        Assert.Equal(told, (await stays.SeeAsync(Canteen, Tuesday15))?.State);
    }

    [Fact]
    public async Task A_child_that_comes_back_has_one_enrolment_as_before()
    {
        var (old, @new) = await TwoAsync();
        await World.Service.DeliverAsync(old.Snapshot(2) with { Children = [] });
        await World.Service.DeliverAsync(WithOrigin(@new.Snapshot(2, "MARTIN Odile"), old));
        Assert.Equal([(Today, new DateOnly(2027, 8, 31))], await EnrolledAsync(@new));

        await World.Service.DeliverAsync(WithOrigin(old.Snapshot(3), @new));
        await World.Service.DeliverAsync(@new.Snapshot(3, "MARTIN Odile") with { Children = [] });

        Assert.Equal([(new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))], await EnrolledAsync(old));
        Assert.Empty(await EnrolledAsync(@new));
    }

    [Fact]
    public async Task A_demande_that_waits_is_answered_to_the_household_that_has_the_child()
    {
        var old = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var @new = new Household(World, Biviers, Guid.NewGuid(), old.Child);
        var asked = await old.AskAsync(old.Book("alsh-mercredi-journee", new DateOnly(2027, 1, 6)));
        Assert.Equal(RequestStatus.Pending, asked.Status);
        await World.Service.DeliverAsync(old.Snapshot(2) with { Children = [] });
        await World.Service.DeliverAsync(WithOrigin(@new.Snapshot(2, "MARTIN Odile"), old));

        await World.Agent(Biviers).PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions", new DecideRequests([asked.Id], true));

        Assert.Equal(@new.Family, Assert.Single(await World.DecidedAsync(asked.Id, 1)).FamilyId);
        Assert.Equal((CellState.Booked, true),
            await @new.SeeAsync("alsh-mercredi-journee", new DateOnly(2027, 1, 6)) is { } seen ? (seen.State, seen.Mine) : default);
    }

    /// <summary>Two rows of one child: the file of the second ends in that of the first.</summary>
    private async Task<FamilyChanged> MergeAsync(Household stays, Household goes)
    {
        var merged = stays.Snapshot(2);
        merged = merged with { Children = [merged.Children[0] with { Origin = new ChildOrigin(goes.Family, goes.Child, Today) }] };
        await World.Service.DeliverAsync(merged);
        await World.Service.DeliverAsync(goes.Snapshot(2) with { MergedInto = stays.Family, Guardians = [] });
        return merged;
    }

    private static async Task<CellState[]> StatesAsync(Household household)
    {
        List<CellState> states = [];
        foreach (var day in new[] { Monday14, Tuesday15, Thursday17 })
        {
            states.Add((await household.SeeAsync(Canteen, day))!.State);
        }

        return [.. states];
    }

    private Task<List<(DateOnly, DateOnly?)>> EnrolledAsync(Household household) => World.Service.InTenantAsync(Biviers, async scope =>
        (await scope.GetRequiredService<PlanningDb>().Enrolments.Where(e => e.FamilyId == household.Family).OrderBy(e => e.From).ToListAsync())
            .ConvertAll(e => (e.From, e.Until)));

    private Task<int> SeatsAsync(DateOnly day) => World.TakenAsync(Biviers, "repas-elementaire", day);

    private async Task<(Household Old, Household New)> TwoAsync()
    {
        var old = await World.AddFamilyAsync(Biviers, Canteen);
        var @new = new Household(World, Biviers, Guid.NewGuid(), old.Child);
        await World.Service.DeliverAsync(@new.Snapshot(1, "MARTIN Odile") with { Children = [] });
        return (old, @new);
    }

    private static FamilyChanged WithOrigin(FamilyChanged snapshot, Household from) =>
        snapshot with { Children = [snapshot.Children[0] with { Origin = new ChildOrigin(from.Family, from.Child, Today) }] };
}

public sealed class HandOverOnSqlite(SharedWorld shared) : HandOverTests(shared, TestDatabase.Sqlite);

public sealed class HandOverOnSqlServer(SharedWorld shared) : HandOverTests(shared, TestDatabase.SqlServer);
