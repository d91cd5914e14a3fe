using Preau.Contracts;

namespace Preau.Planning.Book;

/// <summary>Watches cells while they change and tells, once, the outcome of those for which it is no longer the same.</summary>
public sealed class Settlement
{
    private readonly Dictionary<Cell, Outcome> _before = [];

    /// <summary>Call before the first change of a cell.</summary>
    public void Watch(Cell cell) => _before.TryAdd(cell, Outcome.Of(cell));

    /// <summary>Raises one <see cref="DaysSettled"/> for each family concerned.</summary>
    public void Raise(PlanningDb db, DateTime at)
    {
        var changed = _before.Where(c => Outcome.Of(c.Key) != c.Value).Select(c => c.Key);
        foreach (var family in changed.GroupBy(c => c.FamilyId))
        {
            SettledCell[] cells =
            [
                .. family.OrderBy(c => c.Date)
                    .Select(c => new SettledCell(c.ChildId, c.Unit, c.Date, Outcome.Of(c).What, c.Clock.Hours, c.Late, c.Version, c.RequestId, c.RequestNumber,
                    Outcome.Of(c).Percent, Outcome.Of(c).LateMinutes, Outcome.Of(c).RealMinutes, Outcome.Of(c).CafHours)),
            ];
            db.Raise(new DaysSettled(db.CurrentTenant, at, family.Key, cells));
            DayMeter.Count(cells);
        }
    }

    // A cell with nothing on it is the same for everybody: who held it before does not matter.
    private readonly record struct Outcome(CellOutcome What, bool Late, Guid Family, decimal? Hours, int? Percent = null,
        int? LateMinutes = null, int? RealMinutes = null, decimal? CafHours = null)
    {
        public static Outcome Of(Cell cell)
        {
            // The week is billed, not its days.
            if (cell.IsPart)
            {
                return cell.Clock.LateMinutes is { } minutes ? new Outcome(CellOutcome.None, false, cell.FamilyId, null, LateMinutes: minutes) : default;
            }

            var what = cell.Attendance switch
            {
                AttendanceState.Present => CellOutcome.Present,
                AttendanceState.PresentUnbooked => CellOutcome.PresentUnbooked,
                AttendanceState.AbsentBilled => CellOutcome.AbsentBilled,
                AttendanceState.AbsentExcused when cell.Booking is BookingState.Confirmed => CellOutcome.AbsentExcused,
                // Until an agent has answered, a day that was booked stays booked.
                _ => cell.Booking is BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending
                    ? CellOutcome.Booked : CellOutcome.None,
            };
            var present = what is CellOutcome.Present or CellOutcome.PresentUnbooked;
            return what == CellOutcome.None ? default : new Outcome(
                what, cell.Late, cell.FamilyId, cell.Clock.Hours, what == CellOutcome.AbsentBilled ? cell.BilledPercent : null,
                present ? cell.Clock.LateMinutes : null, present ? cell.Clock.RealMinutes : null, present ? cell.Clock.CafHours : null);
        }
    }
}
