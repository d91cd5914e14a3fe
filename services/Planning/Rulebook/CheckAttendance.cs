namespace Preau.Planning.Rulebook;

/// <summary>Contradictions in how a unit is clocked.</summary>
internal static class CheckAttendance
{
    /// <returns>Path below the unit and problem, or null.</returns>
    public static (string Path, string Problem)? FindProblem(AttendanceDocument? attendance)
    {
        if (attendance is null)
        {
            return null;
        }

        var hours = attendance.Hours;
        return attendance switch
        {
            { Slot: { } slot } when slot.To <= slot.From => ("slot", "\"to\" must be after \"from\""),
            { LateAfterMinutes: < 0 or > 120 } => ("lateAfterMinutes", "0 to 120"),
            { LateAfterMinutes: > 0, Slot: null } => ("lateAfterMinutes", "needs a slot"),
            { Hours: not null, Clock: ClockKind.Presence } => ("hours", "needs \"clock\": \"times\""),
            { Caf: { FullDayHours: < 0 or > 24 } or { HalfDayHours: < 0 or > 24 } } => ("caf", "0 to 24 hours"),
            _ when hours is null => null,
            _ when hours.UnitMinutes is not (15 or 30 or 60) => ("hours.unitMinutes", "15, 30 or 60"),
            _ when hours.ToleranceMinutes < 0 || hours.ToleranceMinutes >= hours.UnitMinutes => ("hours.toleranceMinutes", "from 0 to less than a unit"),
            _ when hours is { ToleranceMinutes: > 0, Rounding: HourRounding.Nearest } => ("hours.toleranceMinutes", "only with \"rounding\": \"started\""),
            _ when hours.MinimumMinutes is < 0 or > 600 => ("hours.minimumMinutes", "0 to 600"),
            _ => null,
        };
    }
}
