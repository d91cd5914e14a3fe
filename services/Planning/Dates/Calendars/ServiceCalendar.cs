namespace Preau.Planning.Dates.Calendars;

/// <summary>The calendar of one service: what the planning shows of a day, and whether the service is open.</summary>
public sealed class ServiceCalendar
{
    // More than a year: beyond it no open day will be found either.
    private const int Horizon = 400;

    private readonly TenantCalendar tenant;
    private readonly CalendarPlace place;

    internal ServiceCalendar(TenantCalendar tenant, CalendarPlace place, OpeningPattern pattern)
    {
        this.tenant = tenant;
        this.place = place;
        Pattern = pattern;
    }

    public OpeningPattern Pattern { get; }

    public SchoolCalendar School => tenant.School;

    /// <summary>Flags, label and opening of a day.</summary>
    public DayInfo Day(DateOnly day)
    {
        var info = tenant.Base(day);
        if (RulingClosure.Of(tenant.ClosuresOf(day), place) is { } rule)
        {
            return rule.Opens
                ? info with { Label = rule.Label, IsOpen = true }
                : info with { Marks = info.Marks | DayMarks.Closed, Label = rule.Label };
        }

        return info with { IsOpen = (Pattern.PublicHolidays || !info.IsPublicHoliday) && Pattern.IsOpen(info.Kind, day.DayOfWeek) };
    }

    public bool IsOpen(DateOnly day) => Day(day).IsOpen;

    public bool IsPublicHoliday(DateOnly day) => tenant.Base(day).IsPublicHoliday;

    /// <summary>A closure holds; days that the pattern leaves out are no closures.</summary>
    public bool IsClosed(DateOnly day) => RulingClosure.Of(tenant.ClosuresOf(day), place) is { Opens: false };

    /// <summary>Short or summer holidays.</summary>
    public bool IsSchoolHoliday(DateOnly day) => School.KindOf(day) is DayKind.ShortHoliday or DayKind.Summer;

    /// <summary>The last open day before that one, or null when there is none within some 400 days.</summary>
    public DateOnly? PreviousOpenDay(DateOnly day)
    {
        var last = Math.Max(0, day.DayNumber - Horizon);
        for (var number = day.DayNumber - 1; number >= last; number--)
        {
            var candidate = DateOnly.FromDayNumber(number);
            if (IsOpen(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
