using System.Globalization;

namespace Preau.Messaging.Notices;

/// <summary>Days and hours as families read them in messages.</summary>
internal static class FrenchText
{
    public const char NoBreak = '\u00A0';
    private static readonly DateTimeFormatInfo French = CultureInfo.GetCultureInfo("fr-FR").DateTimeFormat;

    /// <summary>« jeudi 10 décembre »; with the year when it is not today's.</summary>
    public static string Day(DateOnly day, DateOnly today) =>
        $"{French.GetDayName(day.DayOfWeek)} {(day.Day == 1 ? "1er" : day.Day)} {French.GetMonthName(day.Month)}{(day.Year == today.Year ? "" : $" {day.Year}")}";

    /// <summary>« 12 h », « 8 h 05 ».</summary>
    public static string Hour(DateTime local) => local.Minute == 0 ? $"{local.Hour}{NoBreak}h" : $"{local.Hour}{NoBreak}h{NoBreak}{local.Minute:00}";
}
