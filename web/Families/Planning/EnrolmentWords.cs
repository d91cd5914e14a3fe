namespace Preau.Families.Planning;

/// <summary>Words of enrolments.</summary>
public static class EnrolmentWords
{
    /// <summary>1 Monday … 7 Sunday: « lundi et jeudi ».</summary>
    public static string Weekdays(IReadOnlyList<int> days) => French.List([.. days.Select(d => French.DayName((DayOfWeek)(d % 7)))]);
}
