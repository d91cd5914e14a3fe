using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Rulebook;

/// <summary>
/// What this commune knows better than the shipped calendar: years taken from an official file, and its own changes
/// (code de l'éducation D521-1 and following).
/// </summary>
public sealed record SchoolDocument
{
    /// <summary>Whole school years; each takes the place of the shipped one with the same rentrée year. Corsica and overseas need them.</summary>
    public IReadOnlyList<SchoolYearDocument> Years { get; init; } = [];

    /// <summary>Days of class added: a worked Wednesday or Saturday.</summary>
    public IReadOnlyList<DateOnly> ExtraSchoolDays { get; init; } = [];

    /// <summary>Days without class that are no holiday.</summary>
    public IReadOnlyList<NoClassDay> NoClassDays { get; init; } = [];

    /// <summary>A published date (rentrée, first day off, day of return, summer) and the local one that stands for it.</summary>
    public IReadOnlyList<MovedDate> MovedDates { get; init; } = [];

    [JsonIgnore]
    internal SchoolOverrides Overrides => new()
    {
        ExtraSchoolDays = ExtraSchoolDays,
        NoClassDays = NoClassDays,
        MovedDates = MovedDates.ToDictionary(m => m.Published, m => m.Local),
    };
}

/// <param name="Published">The date of the calendar in force without local changes.</param>
public sealed record MovedDate(DateOnly Published, DateOnly Local);

/// <summary>One school year: the day pupils come back, the first day of summer, the short holidays and the days without class.</summary>
public sealed record SchoolYearDocument
{
    public required DateOnly Rentree { get; init; }

    public required DateOnly Summer { get; init; }

    public IReadOnlyList<HolidayDates> Holidays { get; init; } = [];

    public IReadOnlyList<NoClassDay> NoClass { get; init; } = [];

    public SchoolYearDates ToDates() => new(Rentree, Summer, Holidays, NoClass);

    public static SchoolYearDocument Of(SchoolYearDates dates) =>
        new() { Rentree = dates.Rentree, Summer = dates.Summer, Holidays = dates.Holidays, NoClass = dates.NoClass };
}

/// <summary>The school calendar of a document: shipped years, those it brings, its local changes.</summary>
internal static class SchoolYears
{
    /// <summary>Zones with a calendar of their own, which is not shipped: <c>school.years</c> must bring it.</summary>
    public static IReadOnlyList<string> OwnCalendars { get; } =
    [
        "corse", "guadeloupe", "guyane", "martinique", "mayotte", "nouvelle-caledonie", "polynesie", "reunion", "saint-pierre-et-miquelon", "wallis-et-futuna",
    ];

    public static SchoolCalendar Calendar(PlanningDocument document)
    {
        try
        {
            var years = Of(document);
            return document.School is { } school ? SchoolCalendar.FromYears(document.Zone, years, school.Overrides) : SchoolCalendar.ForZone(document.Zone);
        }
        catch (ArgumentException e)
        {
            throw new SettingsException($"planning.school: {e.Message.Split(" (Parameter")[0]}");
        }
    }

    public static IReadOnlyList<SchoolYearDates> Of(PlanningDocument document)
    {
        var own = (document.School?.Years ?? []).Select(y => y.ToDates()).ToList();
        var shipped = SchoolCalendar.Zones.Contains(document.Zone) ? PublishedSchoolYears.Of(document.Zone) : [];
        return [.. shipped.Where(s => own.All(o => o.Rentree.Year != s.Rentree.Year)).Concat(own).OrderBy(y => y.Rentree)];
    }

    /// <summary>What can be said before the calendar is built.</summary>
    public static void Check(PlanningDocument document, Action<bool, string, string> require)
    {
        var school = document.School;
        require(SchoolCalendar.Zones.Contains(document.Zone) || OwnCalendars.Contains(document.Zone), "zone",
            $"expected one of {string.Join(", ", SchoolCalendar.Zones.Concat(OwnCalendars))}");
        require(SchoolCalendar.Zones.Contains(document.Zone) || school is { Years.Count: > 0 }, "school.years",
            $"the calendar of zone \"{document.Zone}\" is not shipped: give at least one year");
        foreach (var (year, i) in (school?.Years ?? []).Select((y, i) => (y, i)))
        {
            var path = $"school.years[{i}]";
            require(year.Rentree.Year is >= 2000 and <= 2100, path + ".rentree", "between 2000 and 2100");
            require(school!.Years.Count(y => y.Rentree.Year == year.Rentree.Year) == 1, path + ".rentree", "two years begin in the same year");
            require(year.Summer > year.Rentree && year.Summer < year.Rentree.AddMonths(13), path + ".summer",
                "the summer holidays begin within a year after the rentrée");
            require(year.Holidays.Count <= 10, path + ".holidays", "10 at most");
            foreach (var (holiday, j) in year.Holidays.Select((h, j) => (h, j)))
            {
                require(!string.IsNullOrWhiteSpace(holiday.Name), $"{path}.holidays[{j}].name", "is empty");
                require(year.Rentree < holiday.First && holiday.First < holiday.Back && holiday.Back <= year.Summer, $"{path}.holidays[{j}]",
                    "expected rentree < first < back <= summer");
            }
        }

        var moved = (school?.MovedDates ?? []).Select(m => m.Published).ToList();
        require(moved.Distinct().Count() == moved.Count, "school.movedDates", "a date is moved twice");
        foreach (var (day, i) in (school?.NoClassDays ?? []).Select((d, i) => (d, i)))
        {
            require(!string.IsNullOrWhiteSpace(day.Label), $"school.noClassDays[{i}].label", "is empty");
        }
    }
}
