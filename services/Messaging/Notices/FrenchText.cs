using Preau.Contracts.Words;

namespace Preau.Messaging.Notices;

/// <summary>Days and hours as families read them in messages, whose lines may break inside a date.</summary>
internal static class FrenchText
{
    public const char NoBreak = '\u00A0';

    /// <summary>« jeudi 10 décembre »; with the year when it is not today's.</summary>
    public static string Day(DateOnly day, DateOnly today) => French.Day(day, today, ' ');

    /// <summary>« 12 h », « 8 h 05 ».</summary>
    public static string Hour(DateTime local) => French.Hour(TimeOnly.FromDateTime(local));
}
