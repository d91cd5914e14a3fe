using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Rulebook;

/// <summary>Who answers when one day of a week is told absent.</summary>
[JsonConverter(typeof(WordConverter<PartAbsence>))]
public enum PartAbsence
{
    /// <summary>The reason of the absence, as for any day.</summary>
    Rule,

    /// <summary>An agent, unless the whole week is told absent.</summary>
    ToAgent,
}

/// <summary>Weeks begin on Monday.</summary>
public static class Week
{
    public static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    /// <summary>All seven days of it.</summary>
    public static IEnumerable<DateOnly> Around(DateOnly date) => Enumerable.Range(0, 7).Select(MondayOf(date).AddDays);
}
