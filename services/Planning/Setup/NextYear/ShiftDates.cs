using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Setup.NextYear;

/// <summary>
/// Where days of one school year lie in the next: by the holidays they are in, by Easter, by the rentrée, else the same weekday 52 weeks later.
/// </summary>
internal sealed class ShiftDates(SchoolCalendar school, int year)
{
    public (DateOnly First, DateOnly Last, string How) Shift(DateOnly first, DateOnly last)
    {
        var length = last.DayNumber - first.DayNumber;
        var (days, how) = Offset(first);
        var moved = first.AddDays(days);
        return (moved, moved.AddDays(length), how);
    }

    private (int Days, string How) Offset(DateOnly first)
    {
        // The bridge of Ascension, Pentecost Monday: days that move with Easter.
        var easter = PublicHolidays.Easter(year + 1);
        if (Math.Abs(first.DayNumber - easter.AddDays(39).DayNumber) <= 2 || Math.Abs(first.DayNumber - easter.AddDays(50).DayNumber) <= 1)
        {
            return (PublicHolidays.Easter(year + 2).DayNumber - easter.DayNumber, "même place par rapport à Pâques");
        }

        if (school.PeriodOf(first) is { Kind: not DayKind.SchoolDay } period)
        {
            // A closure around New Year follows the date; weeks of a centre begin on Mondays, so elsewhere the weekday is kept and the place in the holidays
            // to the week.
            if (period.Name.Contains("Noël", StringComparison.Ordinal))
            {
                return (first.AddYears(1).DayNumber - first.DayNumber, "mêmes dates, autour de Noël");
            }

            if (Same(period, first.AddDays(364)) is { } next)
            {
                return (WholeWeeks(next.First.DayNumber - period.First.DayNumber), "même place dans les vacances, même jour de la semaine");
            }
        }

        return first.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? (first.AddYears(1).DayNumber - first.DayNumber, "même date") : (364, "même jour, 52 semaines après");
    }

    /// <summary>The holidays of that name in the next school year.</summary>
    private SchoolPeriod? Same(SchoolPeriod period, DateOnly around)
    {
        for (var step = 0; step <= 60; step++)
        {
            foreach (var day in (DateOnly[])[around.AddDays(step), around.AddDays(-step)])
            {
                if (school.PeriodOf(day) is { } found && found.Name == period.Name && found.First != period.First)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static int WholeWeeks(int days) => (int)Math.Round(days / 7.0, MidpointRounding.AwayFromZero) * 7;
}
