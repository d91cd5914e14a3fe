using System.Text.Json;

namespace Preau.Planning.Dates.Calendars;

/// <summary>How a published text is read.</summary>
public static class PublishedHolidays
{
    /// <summary>
    /// The first day without class when the text says “after class on that day”: no class is held on a Saturday,
    /// so there the holiday begins on that very day, else on the next.
    /// </summary>
    public static DateOnly FirstDayOff(DateOnly leavingAfterClass) =>
        leavingAfterClass.DayOfWeek == DayOfWeek.Saturday ? leavingAfterClass : leavingAfterClass.AddDays(1);
}

/// <summary>One school year of one zone, as published.</summary>
/// <param name="Rentree">The day on which pupils come back.</param>
/// <param name="Summer">First day of the summer holidays; they last until the next rentrée.</param>
public sealed record SchoolYearDates(DateOnly Rentree, DateOnly Summer, IReadOnlyList<HolidayDates> Holidays, IReadOnlyList<NoClassDay> NoClass);

/// <summary>Local changes to the published calendar (code de l'éducation D521-1 and following).</summary>
public sealed record SchoolOverrides
{
    /// <summary>Days of class added: a worked Wednesday or Saturday, a day taken from the holidays.</summary>
    public IReadOnlyList<DateOnly> ExtraSchoolDays { get; init; } = [];

    public IReadOnlyList<NoClassDay> NoClassDays { get; init; } = [];

    /// <summary>A published date (rentrée, first day off, day of return, summer) and the local one that stands for it.</summary>
    public IReadOnlyDictionary<DateOnly, DateOnly> MovedDates { get; init; } = new Dictionary<DateOnly, DateOnly>();
}

/// <summary>The shipped file of school years.</summary>
internal static class PublishedSchoolYears
{
    public static readonly string[] Zones = ["A", "B", "C"];

    private static readonly Lazy<YearEntry[]> Years = new(Load);

    public static IReadOnlyList<SchoolYearDates> Of(string zone) =>
        [.. Years.Value.Select(y => new SchoolYearDates(
            y.Rentree,
            y.Summer,
            [.. y.Holidays.Where(h => h.Zones.Contains(zone)).Select(h => new HolidayDates(h.Name, h.First, h.Back))],
            y.NoClass))];

    private static YearEntry[] Load()
    {
        using var stream = typeof(PublishedSchoolYears).Assembly.GetManifestResourceStream("school-holidays.json")!;
        return JsonSerializer.Deserialize<DataFile>(stream, JsonSerializerOptions.Web)!.Years;
    }

    private sealed record DataFile(YearEntry[] Years);

    private sealed record YearEntry(DateOnly Rentree, DateOnly Summer, HolidayEntry[] Holidays, NoClassDay[] NoClass);

    private sealed record HolidayEntry(string Name, string[] Zones, DateOnly First, DateOnly Back);
}
