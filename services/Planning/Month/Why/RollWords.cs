using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Month.Why;

/// <summary>What the roll tells a family about its child's day.</summary>
internal static class RollWords
{
    /// <summary>Null when the roll says nothing.</summary>
    public static string? Answer(Cell cell, CellState state, string? gender)
    {
        var clock = cell.Clock;
        if (clock.Rolled is null || clock.Rolled != cell.Attendance)
        {
            return null;
        }

        if (cell.Attendance is AttendanceState.AbsentBilled or AttendanceState.AbsentExcused)
        {
            return $"{LegendWords.Of(state, gender)} : l’absence a été notée sur place, personne ne l’avait annoncée.";
        }

        var hours = (clock.Arrival, clock.Departure) switch
        {
            ({ } from, { } to) => $" Arrivée à {FrenchDates.Time(from)}, départ à {FrenchDates.Time(to)}.",
            ({ } from, null) => $" Arrivée à {FrenchDates.Time(from)}.",
            (null, { } to) => $" Départ à {FrenchDates.Time(to)}.",
            _ => "",
        };
        var billed = clock.Hours is { } due ? $" Temps facturé : {Duration(due)}." : "";
        var late = clock.LateMinutes is { } minutes ? $" Départ {minutes} minutes après la fermeture." : "";
        return $"{LegendWords.Of(state, gender)}.{hours}{billed}{late}";
    }

    /// <summary>The marks that stand.</summary>
    public static IEnumerable<WhyFact> Facts(List<ClockMark> marks, PlanningRules rules) =>
        Roll.Standing(marks.ToDictionary(m => m.Id)).Select(m => new WhyFact(rules.Local(m.At), m.By, m.Kind switch
        {
            MarkKind.Arrival => $"Arrivée notée à {FrenchDates.Time(m.Time)}.",
            MarkKind.Departure => $"Départ noté à {FrenchDates.Time(m.Time)}.",
            MarkKind.Absent => "Absence notée sur place.",
            _ => "Présence notée sur place.",
        }, null));

    private static string Duration(decimal hours)
    {
        var minutes = (int)Math.Round(hours * 60, MidpointRounding.AwayFromZero);
        return minutes % 60 == 0 ? $"{minutes / 60}\u00A0h" : minutes < 60 ? $"{minutes}\u00A0min" : $"{minutes / 60}\u00A0h\u00A0{minutes % 60:00}";
    }
}
