namespace Preau.Billing.Banking;

/// <summary>Days on which euros move between banks: not at weekends, on 1 January, Good Friday,
/// Easter Monday, 1 May, 25 and 26 December. Ascension is open.</summary>
internal static class TargetCalendar
{
    public static bool IsOpen(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not ((1, 1) or (5, 1) or (12, 25) or (12, 26))
        && Easter(day.Year) is var easter && day != easter.AddDays(-2) && day != easter.AddDays(1);

    /// <summary>The day itself when open, else the next open one.</summary>
    public static DateOnly From(DateOnly day)
    {
        while (!IsOpen(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    // Gregorian computus (Meeus, Jones, Butcher).
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        var month = (h + l - (7 * m) + 114) / 31;
        return new DateOnly(year, month, ((h + l - (7 * m) + 114) % 31) + 1);
    }
}
