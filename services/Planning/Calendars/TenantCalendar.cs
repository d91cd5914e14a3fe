namespace Preau.Planning.Calendars;

/// <summary>
/// The three calendars of a tenant together: school zone, public holidays, closures. Immutable: keep one per tenant
/// and build a new one when a closure changes.
/// </summary>
public sealed class TenantCalendar
{
    private readonly string territory;
    private readonly Closure[] closures;
    private readonly Closure[] everywhere;
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
        everywhere = Array.FindAll(this.closures, c => c.IsEverywhere);
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
    }

    public SchoolCalendar School { get; }

    /// <summary>The calendar of one service; cheap enough to be built for each request.</summary>
    public ServiceCalendar For(CalendarPlace place, OpeningPattern pattern) =>
        new(this, pattern, Array.FindAll(closures, c => c.Concerns(place)));

    /// <summary>School and public holidays of a day and what closes the whole tenant; <c>IsOpen</c> is false, since no service is asked for.</summary>
    public DayInfo Day(DateOnly day) =>
        Closure.Ruling(everywhere, day) is { Opens: false } closed
            ? Base(day) with { Marks = Base(day).Marks | DayMarks.Closed, Label = closed.Label }
            : Base(day);

    /// <summary>School and public holidays only.</summary>
    internal DayInfo Base(DateOnly day)
    {
        var index = day.DayNumber - firstDay;
        return (uint)index < (uint)days.Length
            ? days[index]
            : Describe(day, HolidaysOf(day.Year).Where(h => h.Date == day).Select(h => h.Name).FirstOrDefault());
    }

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
