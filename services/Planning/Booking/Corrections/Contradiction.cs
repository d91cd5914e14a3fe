using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Corrections;

/// <summary>What makes a cell « À vérifier » (F-94): it contradicts the calendar, the enrolments, the other cells of the day or itself.</summary>
/// <param name="Kind">Stable: "present-absent", "closed", "requires"…</param>
/// <param name="Text">French sentence for agents.</param>
internal sealed record Contradiction(string Kind, string Text)
{
    /// <summary>Days before that are settled.</summary>
    public const int DaysBack = 31;

    /// <param name="child">Null when it is not known here.</param>
    /// <param name="isEnrolled">On that day, in the service of that key.</param>
    /// <param name="stands">A unit stands for the child on that day.</param>
    public static Contradiction? Find(Cell cell, KnownChild? child, PlanningRules rules, OpenDays open, DateOnly today, Func<string, bool> isEnrolled,
        Func<string, bool> stands)
    {
        if (cell.Date < today.AddDays(-DaysBack) || (cell.Booking != BookingState.Confirmed && cell.Attendance == AttendanceState.None))
        {
            return null;
        }

        if (cell.Attendance is AttendanceState.AbsentExcused or AttendanceState.AbsentBilled && cell.Clock.Arrival is not null)
        {
            return new("present-absent", "L’enfant est noté absent, et pourtant pointé présent.");
        }

        if (!cell.IsStanding)
        {
            return null;
        }

        var day = FrenchDates.Day(cell.Date, today);
        if (!rules.Units.TryGetValue(cell.Unit, out var unit))
        {
            return new("unknown-unit", "Cette prestation n’existe plus dans les réglages.");
        }

        if (!isEnrolled(unit.Service.Key))
        {
            return new("not-enrolled", $"L’enfant n’est pas inscrit à ce service le {day}.");
        }

        var info = unit.Service.Day(cell.Date).Info;
        var closed = child is null ? open.ClosedBy(unit.Service, cell.Date) : open.ClosedBy(unit.Service, child, cell.Date);
        if (cell.Attendance == AttendanceState.None && (!info.IsOpen || closed is not null))
        {
            return new("closed",
                $"Réservé alors que le service est fermé le {day}{((info.IsOpen ? closed?.Cause : info.Label) is { } label ? $" ({label})" : "")}.");
        }

        if (unit.Excludes.FirstOrDefault(stands) is { } clash)
        {
            return new("exclusive", $"L’enfant a aussi « {rules.UnitLabel(clash)} » ce jour-là, et les deux ne vont pas ensemble.");
        }

        return unit.Requires.FirstOrDefault(needed => !stands(needed)) is { } missing
            ? new("requires", $"Il manque « {rules.UnitLabel(missing)} » ce jour-là.") : null;
    }
}
