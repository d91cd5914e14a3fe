using Preau.Contracts.Words;

namespace Preau.Planning.Dates.Calendars;

/// <summary>Days and hours in the sentences of verdicts: those of <see cref="French"/>, whose dates a line may break as these run through messages.</summary>
public static class FrenchDates
{
    private const char Gap = ' ';

    /// <summary>« jeudi », in lower case.</summary>
    public static string Weekday(DayOfWeek day) => French.DayName(day);

    /// <summary>« jeudi 26 novembre », « lundi 4 janvier 2027 ».</summary>
    public static string Day(DateOnly day, DateOnly today) => French.Day(day, today, Gap);

    /// <summary>« 26 novembre », « 1er janvier 2027 ».</summary>
    public static string DayOfMonth(DateOnly day, DateOnly today) => French.DayOfMonth(day, today, Gap);

    /// <summary>« 12 h », « 23 h 59 », « 8 h 05 ».</summary>
    public static string Time(TimeOnly time) => French.Hour(time);

    /// <summary>« jeudi 26 novembre à 12 h », from a local time.</summary>
    public static string Moment(DateTime local, DateOnly today) => French.Moment(local, today, Gap);

    /// <summary>« du 14 au 18 décembre », « du 28 novembre au 2 décembre », « le 14 décembre » when both are the same.</summary>
    public static string Range(DateOnly first, DateOnly last, DateOnly today) => French.Period(first, last, today, Gap);
}
