namespace Preau.Planning.Dates.Calendars;

/// <summary>What the school calendar says of a day. It decides which part of an <see cref="OpeningPattern"/> applies.</summary>
public enum DayKind : byte
{
    /// <summary>Outside the published school years: nobody knows yet.</summary>
    Unpublished,

    /// <summary>School time, any weekday but Wednesday (Saturdays and Sundays included).</summary>
    SchoolDay,

    /// <summary>A day of class added by the local authority: a worked Wednesday or Saturday.</summary>
    ExtraSchoolDay,

    /// <summary>A Wednesday of school time.</summary>
    Wednesday,

    /// <summary>Petites vacances, P.</summary>
    ShortHoliday,

    /// <summary>Grandes vacances, G.</summary>
    Summer,

    /// <summary>No class although it is no holiday: the bridge of Ascension.</summary>
    NoClass,
}

/// <summary>The marks of a day in the planning. Several may hold at once and all stay visible.</summary>
[Flags]
public enum DayMarks : byte
{
    None = 0,
    ShortHoliday = 1,
    Summer = 2,
    PublicHoliday = 4,
    Closed = 8,
    NoClass = 16,
    Unpublished = 32,
}

/// <summary>One day for one service.</summary>
/// <param name="Label">The closure's, public holiday's or school holiday's name, the most telling one; null on a plain day.</param>
/// <param name="IsOpen">The service takes children on that day.</param>
public readonly record struct DayInfo(DateOnly Date, DayKind Kind, DayMarks Marks, string? Label, bool IsOpen)
{
    private static readonly string[][] LettersOf = [[], ["P"], ["G"], ["P", "G"], ["F"], ["P", "F"], ["G", "F"], ["P", "G", "F"]];

    public bool IsShortHoliday => (Marks & DayMarks.ShortHoliday) != 0;

    public bool IsSummer => (Marks & DayMarks.Summer) != 0;

    public bool IsPublicHoliday => (Marks & DayMarks.PublicHoliday) != 0;

    public bool IsClosed => (Marks & DayMarks.Closed) != 0;

    /// <summary>All letters of the legend that hold: any of P, G, F.</summary>
    public string[] Letters => LettersOf[(int)Marks & 7];
}
