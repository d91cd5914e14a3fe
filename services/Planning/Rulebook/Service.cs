using System.Collections.Concurrent;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;

namespace Preau.Planning.Rulebook;

/// <summary>A service to which children are enrolled, with its calendar and rules.</summary>
public sealed class Service
{
    private readonly ConcurrentDictionary<DateOnly, ServiceDay> _days = new();

    public required string Key { get; init; }

    public required string Label { get; init; }

    public required Facility Facility { get; init; }

    public required bool Online { get; init; }

    public required AgeRange? Ages { get; init; }

    /// <summary>Obligatory sections of the file must be complete before a family books (F-51).</summary>
    public bool NeedsCompleteFile { get; init; }

    public EnrolmentDocument? Enrolment { get; init; }

    public OrderTimeDocument? OrderTime { get; init; }

    public required ServiceCalendar Calendar { get; init; }

    /// <summary>Versions of the rule set, oldest first; never empty.</summary>
    public required IReadOnlyList<RuleDocument> Rules { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>All booking periods; a day lies in one of them at most.</summary>
    public required IReadOnlyList<Period> Periods { get; init; }

    public List<Unit> Units { get; } = [];

    /// <summary>Opening and limits of one day, worked out once per version of the settings.</summary>
    public ServiceDay Day(DateOnly date) => _days.GetOrAdd(date, static (day, service) => new ServiceDay(service, day), this);
}

/// <summary>One day of a service: is it open, and until when may one book, cancel, tell an absence.</summary>
public sealed class ServiceDay
{
    internal ServiceDay(Service service, DateOnly date)
    {
        Info = service.Calendar.Day(date);
        Rule = service.Rules.LastOrDefault(r => r.ValidFrom <= date) ?? service.Rules[0];
        Book = Limit.Of(DeadlineAct.Book, Rule, service, date);
        Cancel = Limit.Of(DeadlineAct.Cancel, Rule, service, date);
        Absence = Limit.Of(DeadlineAct.Absence, Rule, service, date);
        OrderedAt = service.OrderTime is { } order ? EndOf(order, service, date) : null;
        var places = Rule.WaitingList?.Latest?.ClosesAt(date, service.Zone, service.Calendar) ?? Book.ClosesAt;
        PlacesUntil = OrderedAt < places ? OrderedAt.Value : places;
        Period = service.Periods.FirstOrDefault(p => p.Covers(date));
        OpensAt = Rule.Deadlines.OpensAt(date, service.Zone, service.Calendar);
    }

    private static DateTimeOffset EndOf(OrderTimeDocument order, Service service, DateOnly date)
    {
        for (var left = order.OpenDays; left > 0; left--)
        {
            date = service.Calendar.PreviousOpenDay(date) ?? date.AddDays(-1);
        }

        return LocalMinutes.EndOf(date.ToDateTime(order.Time), service.Zone);
    }

    public DayInfo Info { get; }

    public RuleDocument Rule { get; }

    public Limit Book { get; }

    public Limit Cancel { get; }

    public Limit Absence { get; }

    /// <summary>The instant from which freed places are given to nobody on the waiting list any more.</summary>
    public DateTimeOffset PlacesUntil { get; }

    /// <summary>The booking period it lies in; null outside of them.</summary>
    public Period? Period { get; }

    /// <summary>From then on the day is ordered, and families change nothing; null where nothing is ordered.</summary>
    public DateTimeOffset? OrderedAt { get; }

    /// <summary>From when the day can be booked; null when always.</summary>
    public DateTimeOffset? OpensAt { get; }
}

/// <summary>A deadline rule and the instant from which a request is late under it.</summary>
public sealed record Limit(DeadlineRule Rule, DateTimeOffset ClosesAt)
{
    internal static Limit Of(DeadlineAct act, RuleDocument version, Service service, DateOnly date)
    {
        var rule = version.Deadlines.RuleFor(act, date, service.Calendar);
        return new Limit(rule, rule.ClosesAt(date, service.Zone, service.Calendar));
    }
}
