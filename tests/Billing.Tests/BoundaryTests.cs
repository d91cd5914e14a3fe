using Preau.Billing.Cells;
using Preau.Billing.Overview;
using Preau.Contracts;

namespace Preau.Billing.Tests;

/// <summary>Boundaries that only an exact value shows.</summary>
public sealed class BoundaryTests
{
    [Fact]
    public void A_version_that_was_seen_changes_nothing()
    {
        var cell = new Cell { ChildId = Guid.NewGuid(), Unit = "repas", Date = new DateOnly(2026, 12, 8) };
        SettledCell State(long version, CellOutcome outcome) => new(cell.ChildId, cell.Unit, cell.Date, outcome, null, false, version, null, null);
        Assert.True(cell.Settle(State(3, CellOutcome.Booked), Guid.NewGuid(), Guid.NewGuid()));

        Assert.False(cell.Settle(State(3, CellOutcome.AbsentExcused), Guid.NewGuid(), Guid.NewGuid()));
        Assert.False(cell.Settle(State(2, CellOutcome.AbsentExcused), Guid.NewGuid(), Guid.NewGuid()));
        Assert.Equal(CellOutcome.Booked, cell.Outcome);
    }

    [Theory]
    [InlineData(0, "notDue")]
    [InlineData(1, "under30")]
    [InlineData(30, "under60")]
    [InlineData(60, "under90")]
    [InlineData(90, "over90")]
    public void A_debt_is_of_one_age_alone(int days, string age) => Assert.Equal([age], Ages.All.Where(a => a.Holds(days)).Select(a => a.Key));
}
