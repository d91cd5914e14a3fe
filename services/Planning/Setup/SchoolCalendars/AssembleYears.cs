using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>What an official file comes to for one zone.</summary>
/// <param name="Remarks">What was assumed, or left out, in French sentences.</param>
internal sealed record AssembledYears(IReadOnlyList<SchoolYearDates> Years, IReadOnlyList<string> Remarks, int TeacherLines, int OtherZones, int Repeated);

/// <summary>From lines of an official calendar to whole school years of a zone (traps of the dataset: teachers, locations, summer ends).</summary>
internal sealed class AssembleYears(string zone, IReadOnlyList<SchoolYearDates> known, DateOnly today)
{
    private readonly List<string> _remarks = [];

    private enum Kind
    {
        Short,
        Summer,
        Bridge,
        Return,
        Other,
    }

    /// <exception cref="CalendarFileException">Names the lines that contradict each other, or what is missing.</exception>
    public AssembledYears Run(IReadOnlyList<CalendarEntry> entries)
    {
        // The ministry writes an end equal to the start where it tells none: the summer's beginning, a bridge of one day.
        var here = entries.Where(e => e.IsFor(zone)).Select(e => e.End == e.Start ? e with { End = null } : e).ToList();
        if (here.Count == 0)
        {
            throw new CalendarFileException($"Aucune des {entries.Count} lignes n’est pour la zone {zone}.");
        }

        var pupils = here.Where(e => !e.IsForTeachers).ToList();
        var distinct = Distinct(pupils);
        var years = new List<SchoolYearDates>();
        foreach (var year in distinct.GroupBy(e => SchoolYearOf(e.Start)).OrderBy(g => g.Key))
        {
            if (Build(year.Key, [.. year], distinct) is { } built)
            {
                years.Add(built);
            }
        }

        return years.Count == 0
            ? throw new CalendarFileException(
                $"Aucune année scolaire complète à partir de celle-ci pour la zone {zone}. {string.Join(' ', _remarks)}".TrimEnd())
            : new AssembledYears(years, _remarks, here.Count - pupils.Count, entries.Count - here.Count, pupils.Count - distinct.Count);
    }

    private static int SchoolYearOf(DateOnly day) => day.Month >= 8 ? day.Year : day.Year - 1;

    private static Kind KindOf(CalendarEntry entry)
    {
        var name = CalendarEntry.Plain(entry.Name);
        return name.Contains("rentree", StringComparison.Ordinal) ? Kind.Return
            : name.Contains("pont", StringComparison.Ordinal) ? Kind.Bridge
            : name.Contains("vacances", StringComparison.Ordinal)
            && (name.Contains("d'ete", StringComparison.Ordinal) || name.Contains("grandes vacances", StringComparison.Ordinal)) ? Kind.Summer
            : name.StartsWith("vacances", StringComparison.Ordinal) ? Kind.Short
            : Kind.Other;
    }

    // The same holidays come once for each académie of the zone.
    private static List<CalendarEntry> Distinct(List<CalendarEntry> entries)
    {
        var kept = new List<CalendarEntry>();
        foreach (var same in entries.GroupBy(e => (Name: CalendarEntry.Plain(e.Name), Year: SchoolYearOf(e.Start))).Select(Joined))
        {
            var first = same.First();
            if (same.FirstOrDefault(e => e.Start != first.Start || (KindOf(e) != Kind.Summer && e.End != first.End)) is { } other)
            {
                throw new CalendarFileException(
                    $"« {first.Name} » a deux fois d’autres dates dans la même année : {first.Place} et {other.Place}. Gardez une seule zone dans le fichier.");
            }

            if (same.FirstOrDefault(e => e.End is { } end && end <= e.Start) is { } backwards)
            {
                throw new CalendarFileException($"« {backwards.Name} » finit avant de commencer : {backwards.Place}.");
            }

            // A summer row without an end adds nothing to one that has it.
            kept.Add(same.OrderBy(e => e.End is null).First());
        }

        return kept;
    }

    // One holiday in pieces: where one ends, the next begins.
    private static List<CalendarEntry> Joined(IEnumerable<CalendarEntry> same)
    {
        var whole = new List<CalendarEntry>();
        foreach (var piece in same.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            if (whole.Exists(w => (w.Start, w.End) == (piece.Start, piece.End) || (w.Start <= piece.Start && piece.End <= w.End && w.Joins)))
            {
                continue;
            }

            if (piece.End is not null && whole.FindIndex(w => w.End == piece.Start) is >= 0 and var at)
            {
                whole[at] = whole[at] with { End = piece.End, Joins = true };
            }
            else
            {
                whole.Add(piece);
            }
        }

        return whole;
    }

    private SchoolYearDates? Build(int year, List<CalendarEntry> entries, List<CalendarEntry> all)
    {
        var name = $"{year}-{year + 1}";
        var summer = entries.Where(e => KindOf(e) == Kind.Summer).OrderBy(e => e.Start).FirstOrDefault();
        if (new DateOnly(year + 1, 8, 31) < today)
        {
            return null;
        }

        var shortOnes = entries.Where(e => KindOf(e) == Kind.Short).ToList();
        var expected = SchoolCalendar.Zones.Contains(zone) ? 4 : 1;
        if (summer is null || shortOnes.Count < expected)
        {
            _remarks.Add($"L’année {name} n’est pas complète dans ce fichier : elle n’est pas reprise.");
            return null;
        }

        foreach (var other in entries.Where(e => KindOf(e) == Kind.Other))
        {
            _remarks.Add($"« {other.Name} » ({other.Place}) n’est pas repris : ce ne sont ni des vacances, ni un pont, ni une rentrée.");
        }

        List<HolidayDates> holidays = [.. shortOnes.Select(e => new HolidayDates(e.Name.Replace('\'', '’'), PublishedHolidays.FirstDayOff(e.Start),
            e.End ?? throw new CalendarFileException($"« {e.Name} » n’a pas de date de reprise : {e.Place}."))).OrderBy(h => h.First)];
        var built = new SchoolYearDates(Rentree(year, all), PublishedHolidays.FirstDayOff(summer.Start), holidays, [.. Bridges(entries)]);
        Order(name, built);
        return built;
    }

    private static void Order(string name, SchoolYearDates year)
    {
        var last = year.Rentree;
        foreach (var holiday in year.Holidays)
        {
            if (holiday.First <= last || holiday.Back <= holiday.First)
            {
                throw new CalendarFileException($"Année {name} : « {holiday.Name} » ({holiday.First:dd/MM/yyyy}) chevauche ce qui précède.");
            }

            last = holiday.Back;
        }

        if (year.Summer <= last)
        {
            throw new CalendarFileException($"Année {name} : l’été commence le {year.Summer:dd/MM/yyyy}, avant la fin des vacances précédentes.");
        }
    }

    private static IEnumerable<NoClassDay> Bridges(List<CalendarEntry> entries)
    {
        foreach (var bridge in entries.Where(e => KindOf(e) == Kind.Bridge))
        {
            for (var day = bridge.Start; day < (bridge.End ?? bridge.Start.AddDays(1)) && day < bridge.Start.AddDays(8); day = day.AddDays(1))
            {
                // The file counts Ascension itself and the Sunday: neither needs saying.
                if (day.DayOfWeek != DayOfWeek.Sunday && day != PublicHolidays.Easter(day.Year).AddDays(39))
                {
                    yield return new NoClassDay(day, bridge.Name.Replace('\'', '’'));
                }
            }
        }
    }

    /// <summary>The day pupils come back: a line of its own, the end of the summer before, what is known, else 1 September.</summary>
    private DateOnly Rentree(int year, List<CalendarEntry> all)
    {
        if (all.FirstOrDefault(e => KindOf(e) == Kind.Return && e.Start.Year == year && e.Start.Month is 8 or 9) is { } own && own.Start.Year == year)
        {
            return own.Start;
        }

        var summer = all.FirstOrDefault(e => KindOf(e) == Kind.Summer && SchoolYearOf(e.Start) == year - 1);
        var metropolitan = SchoolCalendar.Zones.Contains(zone) || zone == "corse";
        // In August the teachers come back, not yet the pupils.
        if (summer?.End is { } end && end.Year == year && (end.Month >= 9 || !metropolitan))
        {
            return end;
        }

        if (known.FirstOrDefault(y => y.Rentree.Year == year) is { } published)
        {
            _remarks.Add($"La rentrée {year} des élèves n’est pas sûre dans ce fichier : celle qui est connue, le {published.Rentree:dd/MM/yyyy}, est gardée.");
            return published.Rentree;
        }

        _remarks.Add($"La rentrée {year} des élèves n’est pas dans ce fichier : le 1er septembre {year} est supposé, vérifiez-la.");
        return new DateOnly(year, 9, 1);
    }
}
