using Preau.Planning.Dates.Calendars;
using Preau.Platform;

namespace Preau.Planning.Rulebook;

/// <summary>The school calendar of a document: shipped years, those it brings, its local changes.</summary>
internal static class SchoolYears
{
    public static SchoolCalendar Calendar(PlanningDocument document)
    {
        try
        {
            var years = Of(document);
            return document.School is { } school ? SchoolCalendar.FromYears(document.Zone, years, Overrides(school)) : SchoolCalendar.ForZone(document.Zone);
        }
        catch (ArgumentException e)
        {
            throw new TenantFileException($"planning.school: {e.Message.Split(" (Parameter")[0]}");
        }
    }

    public static IReadOnlyList<SchoolYearDates> Of(PlanningDocument document)
    {
        var own = (document.School?.Years ?? []).Select(y => new SchoolYearDates(y.Rentree, y.Summer, y.Holidays, y.NoClass)).ToList();
        var shipped = SchoolCalendar.Zones.Contains(document.Zone) ? PublishedSchoolYears.Of(document.Zone) : [];
        return [.. shipped.Where(s => own.All(o => o.Rentree.Year != s.Rentree.Year)).Concat(own).OrderBy(y => y.Rentree)];
    }

    public static SchoolYearDocument DocumentOf(SchoolYearDates dates) =>
        new() { Rentree = dates.Rentree, Summer = dates.Summer, Holidays = dates.Holidays, NoClass = dates.NoClass };

    private static SchoolOverrides Overrides(SchoolDocument school) => new()
    {
        ExtraSchoolDays = school.ExtraSchoolDays,
        NoClassDays = school.NoClassDays,
        MovedDates = school.MovedDates.ToDictionary(m => m.Published, m => m.Local),
    };

    /// <summary>What can be said before the calendar is built.</summary>
    public static void Check(PlanningDocument document, Action<bool, string, string> require)
    {
        var school = document.School;
        require(SchoolCalendar.Zones.Contains(document.Zone) || school is { Years.Count: > 0 }, "school.years",
            $"le calendrier de la zone « {document.Zone} » n’est pas fourni : donnez au moins une année");
        foreach (var (year, i) in (school?.Years ?? []).Select((y, i) => (y, i)))
        {
            var path = $"school.years[{i}]";
            require(year.Rentree.Year is >= 2000 and <= 2100, path + ".rentree", "entre 2000 et 2100");
            require(school!.Years.Count(y => y.Rentree.Year == year.Rentree.Year) == 1, path + ".rentree", "deux années commencent la même année");
            require(year.Summer > year.Rentree && year.Summer < year.Rentree.AddMonths(13), path + ".summer",
                "l’été commence dans l’année qui suit la rentrée");
            foreach (var (holiday, j) in year.Holidays.Select((h, j) => (h, j)))
            {
                require(year.Rentree < holiday.First && holiday.First < holiday.Back && holiday.Back <= year.Summer, $"{path}.holidays[{j}]",
                    "il faut rentree < first < back <= summer");
            }
        }

        var moved = (school?.MovedDates ?? []).Select(m => m.Published).ToList();
        require(moved.Distinct().Count() == moved.Count, "school.movedDates", "une date est déplacée deux fois");
    }
}
