using Preau.Contracts.Api;
using Preau.Planning.Dates.Deadlines;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>Until when a family can take back what it asked.</summary>
public static class Undo
{
    /// <summary>Taking back a booking is cancelling, and taking back a cancellation or an absence is booking: the same limits.</summary>
    public static DateTimeOffset Until(IntentAction action, Unit unit, DateOnly date)
    {
        var day = unit.Service.Day(date);
        return action == IntentAction.Book ? day.Cancel.ClosesAt : day.Book.ClosesAt;
    }

    /// <summary>What nobody has answered yet can be withdrawn until the day is over.</summary>
    public static DateTimeOffset WhileWaiting(Unit unit, DateOnly date) => LocalMinutes.EndOf(date.ToDateTime(LocalMinutes.LastOfDay), unit.Service.Zone);
}
