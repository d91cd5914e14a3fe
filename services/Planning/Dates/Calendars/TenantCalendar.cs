namespace Preau.Planning.Dates.Calendars;

/// <summary>
/// The three calendars of a tenant together: school zone, public holidays, closures. Immutable: keep one per tenant
/// and build a new one when a closure changes.
/// </summary>
public sealed class TenantCalendar
{
    private readonly string territory;
    private readonly Closure[] closures;
    private readonly Closure[]?[] closuresOfDay;
    private readonly Dictionary<DateOnly, string> localHolidays;
    private readonly HashSet<DateOnly> worked;
    private readonly int firstDay;
    private readonly DayInfo[] days;

    /// <param name="territory">See <see cref="PublicHolidays.Territories"/>.</param>
    /// <param name="closures">Closures and exceptional openings of all reaches.</param>
    /// <param name="localHolidays">Public holidays added here, with their label.</param>
    /// <param name="workedHolidays">Public holidays that are none here: Good Friday where there is no Protestant church.</param>
    /// <exception cref="ArgumentException">The territory is unknown.</exception>
    public TenantCalendar(
        SchoolCalendar school,
        string territory,
        IEnumerable<Closure>? closures = null,
        IEnumerable<PublicHoliday>? localHolidays = null,
        IEnumerable<DateOnly>? workedHolidays = null)
    {
        School = school;
        this.territory = territory;
        this.closures = [.. closures ?? []];
        this.localHolidays = (localHolidays ?? []).GroupBy(h => h.Date).ToDictionary(g => g.Key, g => g.First().Name);
        worked = [.. workedHolidays ?? []];
        firstDay = new DateOnly(school.KnownFrom.Year - 1, 1, 1).DayNumber;
        days = new DayInfo[new DateOnly(school.KnownUntil.Year + 1, 12, 31).DayNumber - firstDay + 1];
        var names = Enumerable.Range(school.KnownFrom.Year - 1, school.KnownUntil.Year - school.KnownFrom.Year + 3)
            .SelectMany(HolidaysOf).ToDictionary(h => h.Date, h => h.Name);
        for (var i = 0; i < days.Length; i++)
        {
            var day = DateOnly.FromDayNumber(firstDay + i);
            days[i] = Describe(day, names.GetValueOrDefault(day));
        }

        closuresOfDay = new Closure[days.Length][];
        foreach (var closure in this.closures)
        {
            var last = Math.Min(closure.Last.DayNumber - firstDay, days.Length - 1);
            for (var i = Math.Max(0, closure.First.DayNumber - firstDay); i <= last; i++)
            {
                closuresOfDay[i] = [.. closuresOfDay[i] ?? [], closure];
            }
        }
    }

    public SchoolCalendar School { get; }

    /// <summary>The calendar of one service; costs nothing to build.</summary>
    public ServiceCalendar For(CalendarPlace place, OpeningPattern pattern) => new(this, place, pattern);

    /// <summary>School and public holidays of a day and what closes the whole tenant; <c>IsOpen</c> is false, since no service is asked for.</summary>
    public DayInfo Day(DateOnly day)
    {
        var info = Base(day);
        return RulingClosure.Of(ClosuresOf(day), default) is { Opens: false } closed
            ? info with { Marks = info.Marks | DayMarks.Closed, Label = closed.Label }
            : info;
    }

    /// <summary>School and public holidays only.</summary>
    internal DayInfo Base(DateOnly day)
    {
        var index = day.DayNumber - firstDay;
        return (uint)index < (uint)days.Length ? days[index] : Compute(day);
    }

    /// <summary>The closures of that day, of all reaches.</summary>
    internal Closure[] ClosuresOf(DateOnly day)
    {
        var index = day.DayNumber - firstDay;
        return (uint)index < (uint)days.Length ? closuresOfDay[index] ?? [] : FindClosures(day);
    }

    private Closure[] FindClosures(DateOnly day) => Array.FindAll(closures, c => c.Covers(day));

    private DayInfo Compute(DateOnly day) => Describe(day, HolidaysOf(day.Year).Where(h => h.Date == day).Select(h => h.Name).FirstOrDefault());

    private IEnumerable<PublicHoliday> HolidaysOf(int year) =>
        PublicHolidays.For(territory, year).Where(h => !worked.Contains(h.Date) && !localHolidays.ContainsKey(h.Date))
            .Concat(localHolidays.Where(h => h.Key.Year == year).Select(h => new PublicHoliday(h.Key, h.Value)));

    private DayInfo Describe(DateOnly day, string? holiday)
    {
        var kind = School.KindOf(day);
        var flags = kind switch
        {
            DayKind.ShortHoliday => DayMarks.ShortHoliday,
            DayKind.Summer => DayMarks.Summer,
            DayKind.NoClass => DayMarks.NoClass,
            DayKind.Unpublished => DayMarks.Unpublished,
            _ => DayMarks.None,
        };
        return new(day, kind, holiday is null ? flags : flags | DayMarks.PublicHoliday, holiday ?? School.LabelOf(day), false);
    }
}
