namespace Preau.Planning.Dates.Calendars;

/// <summary>A stretch of the school year: holidays, or the school time between two of them.</summary>
/// <param name="Kind"><see cref="DayKind.SchoolDay"/>, <see cref="DayKind.ShortHoliday"/> or <see cref="DayKind.Summer"/>.</param>
/// <param name="First">First day, included.</param>
/// <param name="End">The day after the last: for holidays, the day of return.</param>
public sealed record SchoolPeriod(string Name, DayKind Kind, DateOnly First, DateOnly End);

/// <summary>From the day pupils come back to the eve of the next rentrée (arrêté of 19 May 2006, art. 1).</summary>
/// <param name="IsPublished">False when a date is only assumed to be 1 September.</param>
public sealed record SchoolYear(string Name, DateOnly First, DateOnly Last, bool IsPublished);

/// <summary>The school calendar of a zone with its local changes. Immutable; a question costs an array access.</summary>
public sealed class SchoolCalendar
{
    private static readonly Dictionary<string, SchoolCalendar> Shipped =
        PublishedSchoolYears.Zones.ToDictionary(z => z, z => FromYears(z, PublishedSchoolYears.Of(z)), StringComparer.Ordinal);

    private readonly DayKind[] kinds;
    private readonly SchoolPeriod[] periods;
    private readonly DateOnly[] rentrees;
    private readonly Dictionary<DateOnly, string> noClassLabels;

    private SchoolCalendar(string zone, SchoolPeriod[] periods, DateOnly[] rentrees, IEnumerable<NoClassDay> noClass, IEnumerable<DateOnly> extra)
    {
        Zone = zone;
        this.periods = periods;
        this.rentrees = rentrees;
        KnownFrom = periods[0].First;
        KnownUntil = periods[^1].End.AddDays(-1);
        kinds = new DayKind[periods[^1].End.DayNumber - KnownFrom.DayNumber];
        foreach (var period in periods)
        {
            for (var day = period.First; day < period.End; day = day.AddDays(1))
            {
                kinds[day.DayNumber - KnownFrom.DayNumber] =
                    period.Kind == DayKind.SchoolDay && day.DayOfWeek == DayOfWeek.Wednesday ? DayKind.Wednesday : period.Kind;
            }
        }

        noClassLabels = noClass.Where(d => KindOf(d.Date) is DayKind.SchoolDay or DayKind.Wednesday)
            .GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.Last().Label);
        foreach (var day in noClassLabels.Keys)
        {
            kinds[day.DayNumber - KnownFrom.DayNumber] = DayKind.NoClass;
        }

        foreach (var day in extra.Where(Covers))
        {
            kinds[day.DayNumber - KnownFrom.DayNumber] = DayKind.ExtraSchoolDay;
        }
    }

    /// <summary>The zones whose calendars are shipped. Corsica and overseas have their own: <see cref="FromYears"/>.</summary>
    public static IReadOnlyList<string> Zones => PublishedSchoolYears.Zones;

    public string Zone { get; }

    public DateOnly KnownFrom { get; }

    /// <summary>Last day known; the summer after the last published year is taken to end on 31 August.</summary>
    public DateOnly KnownUntil { get; }

    /// <exception cref="ArgumentException">The zone is unknown, or a moved date puts the year out of order.</exception>
    public static SchoolCalendar ForZone(string zone, SchoolOverrides? overrides = null) =>
        !Zones.Contains(zone) ? throw new ArgumentException($"Unknown zone '{zone}'; known: {string.Join(", ", Zones)}.", nameof(zone))
        : overrides is null ? Shipped[zone]
        : FromYears(zone, PublishedSchoolYears.Of(zone), overrides);

    /// <summary>A calendar from years that are not shipped: Corsica, overseas, an import.</summary>
    /// <exception cref="ArgumentException">No year, or dates out of order.</exception>
    public static SchoolCalendar FromYears(string zone, IReadOnlyList<SchoolYearDates> years, SchoolOverrides? overrides = null)
    {
        if (years.Count == 0)
        {
            throw new ArgumentException("A school calendar needs at least one year.", nameof(years));
        }

        overrides ??= new();
        DateOnly Local(DateOnly published) => overrides.MovedDates.TryGetValue(published, out var moved) ? moved : published;
        var ordered = years.OrderBy(y => y.Rentree).ToArray();
        var rentrees = ordered.Select(y => Local(y.Rentree)).ToArray();
        var periods = new List<SchoolPeriod>();
        for (var i = 0; i < ordered.Length; i++)
        {
            var follows = i + 1 < ordered.Length && ordered[i + 1].Rentree.Year == ordered[i].Rentree.Year + 1;
            var end = follows ? rentrees[i + 1] : new DateOnly(ordered[i].Rentree.Year + 1, 9, 1);
            periods.AddRange(PeriodsOf(ordered[i], rentrees[i], end, Local));
        }

        if (periods.Find(p => p.End <= p.First) is { } wrong)
        {
            throw new ArgumentException($"The dates of zone {zone} are out of order around {wrong.First:yyyy-MM-dd} ({wrong.Name}).", nameof(years));
        }

        return new(zone, [.. periods], rentrees, ordered.SelectMany(y => y.NoClass).Concat(overrides.NoClassDays), overrides.ExtraSchoolDays);
    }

    public bool Covers(DateOnly day) => day >= KnownFrom && day <= KnownUntil && PeriodOf(day) is not null;

    public DayKind KindOf(DateOnly day)
    {
        var index = day.DayNumber - KnownFrom.DayNumber;
        return (uint)index < (uint)kinds.Length ? kinds[index] : DayKind.Unpublished;
    }

    /// <summary>“Vacances de Noël” within holidays, “Pont de l’Ascension” on days without class, else null.</summary>
    public string? LabelOf(DateOnly day) => KindOf(day) switch
    {
        DayKind.ShortHoliday or DayKind.Summer => PeriodOf(day)?.Name,
        DayKind.NoClass => noClassLabels[day],
        _ => null,
    };

    /// <summary>The holidays or the stretch of school time of that day; null outside the published years.</summary>
    public SchoolPeriod? PeriodOf(DateOnly day)
    {
        int low = 0, high = periods.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (day < periods[middle].First)
            {
                high = middle - 1;
            }
            else if (day >= periods[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return periods[middle];
            }
        }

        return null;
    }

    /// <summary>The school year of a day; 1 September stands for a rentrée that is not published.</summary>
    public SchoolYear SchoolYearOf(DateOnly day)
    {
        var year = day < Rentree(day.Year).Date ? day.Year - 1 : day.Year;
        var (first, firstKnown) = Rentree(year);
        var (next, nextKnown) = Rentree(year + 1);
        return new($"{year}-{year + 1}", first, next.AddDays(-1), firstKnown && nextKnown);
    }

    private static IEnumerable<SchoolPeriod> PeriodsOf(SchoolYearDates year, DateOnly rentree, DateOnly end, Func<DateOnly, DateOnly> local)
    {
        var number = 1;
        var first = rentree;
        foreach (var holiday in year.Holidays.OrderBy(h => h.First))
        {
            yield return new($"Période {number++}", DayKind.SchoolDay, first, local(holiday.First));
            first = local(holiday.Back);
            yield return new(holiday.Name, DayKind.ShortHoliday, local(holiday.First), first);
        }

        yield return new($"Période {number}", DayKind.SchoolDay, first, local(year.Summer));
        yield return new("Vacances d’été", DayKind.Summer, local(year.Summer), end);
    }

    private (DateOnly Date, bool IsPublished) Rentree(int year)
    {
        foreach (var rentree in rentrees)
        {
            if (rentree.Year == year)
            {
                return (rentree, true);
            }
        }

        return (new DateOnly(Math.Clamp(year, 1, 9999), 9, 1), false);
    }
}
