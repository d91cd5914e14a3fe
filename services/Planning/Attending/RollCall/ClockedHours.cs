using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Attending.RollCall;

/// <summary>From real to billed and CAF times, by the rules of the unit.</summary>
public static class ClockedHours
{
    /// <summary>Billed hours of a stay; null when the unit bills none.</summary>
    public static decimal? Billed(AttendanceDocument rules, TimeOnly arrival, TimeOnly departure)
    {
        if (rules.Hours is not { } hours || departure < arrival)
        {
            return null;
        }

        if (hours.FreeIfLeftBefore is { } free && departure < free)
        {
            return 0;
        }

        var (from, to) = hours.CapAtSlot && rules.Slot is { } slot
            ? (arrival > slot.From ? arrival : slot.From, departure < slot.To ? departure : slot.To)
            : (arrival, departure);
        if (to <= from)
        {
            return 0;
        }

        var units = Math.DivRem((int)(to - from).TotalMinutes, hours.UnitMinutes, out var rest);
        var counts = hours.Rounding == HourRounding.Nearest ? rest * 2 >= hours.UnitMinutes : rest > hours.ToleranceMinutes;
        return decimal.Round(Math.Max((units + (counts ? 1 : 0)) * hours.UnitMinutes, hours.MinimumMinutes) / 60m, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// Hours told to CAF for a child who was there: the whole slot however short the stay, held to a day or half a day on the Wednesdays of school time
    /// (caf.fr, PSO périscolaire). Null without a slot.
    /// </summary>
    public static decimal? Caf(AttendanceDocument rules, bool meal, DayKind day)
    {
        if (rules.Slot is not { } slot)
        {
            return null;
        }

        var hours = decimal.Round(slot.Minutes / 60m, 2, MidpointRounding.AwayFromZero);
        return day == DayKind.Wednesday ? Math.Min(hours, meal ? rules.Caf.FullDayHours : rules.Caf.HalfDayHours) : hours;
    }

    /// <summary>Minutes of a late pick-up; null when in time or no slot is set.</summary>
    public static int? Late(AttendanceDocument rules, TimeOnly? departure) =>
        rules.Slot is { } slot && departure is { } left && left > slot.To && (left - slot.To).TotalMinutes > rules.LateAfterMinutes
            ? (int)(left - slot.To).TotalMinutes : null;
}
