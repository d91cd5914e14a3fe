namespace Preau.Planning.Dates.Calendars;

/// <summary>
/// Days and hours as families read them: « jeudi 26 novembre à 12 h », « samedi 28 novembre à 23 h 59 ».
/// The year shows only when it is not today's; the spaces around « h » don't break.
/// </summary>
public static class FrenchDates
{
    private const char NoBreak = '\u00A0';

    private static readonly string[] Weekdays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly string[] Days = [.. Enumerable.Range(0, 32)
        .Select(d => d == 1 ? "1er" : d.ToString("D", System.Globalization.CultureInfo.InvariantCulture))];

    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>« jeudi », in lower case.</summary>
    public static string Weekday(DayOfWeek day) => Weekdays[(int)day];

    /// <summary>« jeudi 26 novembre », « lundi 4 janvier 2027 ».</summary>
    public static string Day(DateOnly day, DateOnly today) => $"{Weekdays[(int)day.DayOfWeek]} {DayAndMonth(day)}{Year(day, today.Year)}";

    /// <summary>« 26 novembre », « 1er janvier 2027 ».</summary>
    public static string DayOfMonth(DateOnly day, DateOnly today) => $"{DayAndMonth(day)}{Year(day, today.Year)}";

    /// <summary>« décembre 2026 ».</summary>
    public static string Month(DateOnly month) => $"{Months[month.Month - 1]} {month.Year}";

    /// <summary>« 12 h », « 23 h 59 », « 8 h 05 ».</summary>
    public static string Time(TimeOnly time) =>
        time.Minute == 0 ? $"{time.Hour}{NoBreak}h" : $"{time.Hour}{NoBreak}h{NoBreak}{time.Minute / 10}{time.Minute % 10}";

    /// <summary>« jeudi 26 novembre à 12 h », from a local time.</summary>
    public static string Moment(DateTime local, DateOnly today) =>
        $"{Day(DateOnly.FromDateTime(local), today)} à {Time(TimeOnly.FromDateTime(local))}";

    /// <summary>« du 14 au 18 décembre », « du 28 novembre au 2 décembre », « le 14 décembre » when both are the same.</summary>
    public static string Range(DateOnly first, DateOnly last, DateOnly today)
    {
        if (first == last)
        {
            return $"le {DayOfMonth(first, today)}";
        }

        var start = first.Year != last.Year ? DayOfMonth(first, today)
            : first.Month != last.Month ? DayAndMonth(first)
            : Days[first.Day];
        return $"du {start} au {DayOfMonth(last, today)}";
    }

    private static string DayAndMonth(DateOnly day) => $"{Days[day.Day]} {Months[day.Month - 1]}";

    private static string Year(DateOnly day, int current) => day.Year == current ? "" : $" {day.Year}";
}
