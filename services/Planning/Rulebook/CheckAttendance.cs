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
            { Slot: { } slot } when slot.To <= slot.From => ("slot", "la fin vient avant le début"),
            { LateAfterMinutes: > 0, Slot: null } => ("lateAfterMinutes", "demande les heures de la prestation (slot)"),
            { Hours: not null, Clock: ClockKind.Presence } => ("hours", "demande \"clock\": \"times\""),
            _ when hours is null => null,
            _ when hours.ToleranceMinutes >= hours.UnitMinutes => ("hours.toleranceMinutes", "la tolérance est plus courte que l’unité"),
            _ when hours is { ToleranceMinutes: > 0, Rounding: HourRounding.Nearest } =>
                ("hours.toleranceMinutes", "va seulement avec \"rounding\": \"started\""),
            _ => null,
        };
    }
}
