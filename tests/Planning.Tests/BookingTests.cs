using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class BookingTests(TestDatabase database)
{
    private static readonly DateOnly Monday14 = new(2026, 12, 14);

    [Fact]
    public async Task A_meal_asked_in_time_with_a_place_free_is_booked_at_once_and_settled()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration");

        var receipt = await family.AskAsync(family.Book("restauration", Monday14));

        var line = Assert.Single(receipt.Lines);
        Assert.Equal((RequestStatus.Accepted, LineOutcome.Booked, "booked"), (receipt.Status, line.Outcome, line.Code));
        Assert.Equal("2026-00001", receipt.Number);
        Assert.Equal(new DateTime(2026, 12, 10, 12, 0, 0), line.Deadline);
        Assert.Equal("Réservé. Annulable jusqu’au jeudi 10 décembre à 12\u00a0h.", line.Text);
        Assert.Equal(new DateTime(2026, 12, 10, 12, 0, 0), receipt.UndoUntil);
        Assert.Equal(1, await world.TakenAsync(PlanningWorld.Biviers, "repas-elementaire", Monday14));
        var settled = Assert.Single(await world.SettledAsync(family.Child, 1));
        Assert.Equal((CellOutcome.Booked, 1L, receipt.Number), (settled.Outcome, settled.Version, settled.RequestNumber));
        var cell = await family.SeeAsync("restauration", Monday14);
        Assert.Equal((CellState.Booked, CellActions.Cancel | CellActions.Absence, true), (cell!.State, cell.Actions, cell.Mine));
    }

    [Fact]
    public async Task The_demo_families_have_days_around_today_and_requests_that_wait()
    {
        await using var world = await PlanningWorld.StartAsync(database, demo: true);
        var jean = world.Service.Client(Tokens.Guardian(PlanningWorld.Biviers, Guid.Parse("10000000-0000-0000-0000-000000000001")));

        var month = await jean.GetAsAsync<MonthView>("/api/biviers/planning/month?month=2026-12");

        Assert.Equal(["Louise", "Tom", "Inès"], month.Children.Select(c => c.FirstName));
        Assert.Contains(month.Children[0].Rows.Single(r => r.Unit == "restauration").Cells, c => c is { State: CellState.Booked, Mine: true });
        Assert.Contains(month.Children[0].Rows.Single(r => r.Unit == "restauration").Cells, c => c is { State: CellState.Booked, Mine: false });
    }
}

public sealed class BookingOnSqlite() : BookingTests(TestDatabase.Sqlite);

public sealed class BookingOnSqlServer() : BookingTests(TestDatabase.SqlServer);
