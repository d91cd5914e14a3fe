using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>What becomes of a request that comes after the deadline.</summary>
public enum LateAnswer : byte
{
    Refuse,
    Surcharge,
    ToAgent,
    Allow,
}

/// <summary>What a late request costs more: a percentage of the price, or euros. Exactly one is set.</summary>
public sealed record Surcharge(decimal? Percent = null, decimal? Amount = null);

/// <summary>
/// Until when a family may book, cancel or tell an absence. In JSON the property <c>anchor</c> names the kind of rule:
/// <c>{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" }</c>.
/// Rules are values: two equal rules are equal.
/// </summary>
[JsonConverter(typeof(DeadlineRuleConverter))]
public abstract record DeadlineRule
{
    /// <summary>The days that this rule is for; null for all.</summary>
    public DayFilter? On { get; init; }

    public LateAnswer Late { get; init; }

    /// <summary>With <see cref="LateAnswer.Surcharge"/> only.</summary>
    public Surcharge? Surcharge { get; init; }

    /// <summary>The rule in French for agents: « au plus tard l’avant-veille ouvrée à 12 h ».</summary>
    [JsonIgnore]
    public string Sentence => On is null ? Limit : $"{On.Sentence}, {Limit}";

    /// <summary>What happens afterwards, in French: « Après, la demande est refusée. »</summary>
    [JsonIgnore]
    public string LateSentence => Late switch
    {
        LateAnswer.Refuse => "Après, la demande est refusée.",
        LateAnswer.ToAgent => "Après, un agent décide.",
        LateAnswer.Allow => "Après, la demande est acceptée quand même.",
        _ when Surcharge is { Percent: { } percent } => $"Après, la demande est acceptée avec un supplément de {FrenchDeadlines.Number(percent)}\u00A0%.",
        _ => $"Après, la demande est acceptée avec un supplément de {FrenchDeadlines.Euros(Surcharge?.Amount ?? 0)}.",
    };

    protected abstract string Limit { get; }

    /// <summary>The last full minute in which a request is in time, as the tenant's local time; never after the service day.</summary>
    public DateTime LastMoment(DateOnly serviceDay, ServiceCalendar calendar)
    {
        var last = Compute(serviceDay, calendar);
        var end = serviceDay.ToDateTime(LocalMinutes.LastOfDay);
        return last < end ? last : end;
    }

    /// <summary>As <see cref="LastMoment"/>, but not held back at the service day: to find rules that lie after it.</summary>
    internal DateTime WouldBe(DateOnly serviceDay, ServiceCalendar calendar) => Compute(serviceDay, calendar);

    /// <summary>The instant from which a request is late: the end of the last minute, where DST nights are counted as the clock shows them.</summary>
    public DateTimeOffset ClosesAt(DateOnly serviceDay, TimeZoneInfo zone, ServiceCalendar calendar) =>
        LocalMinutes.EndOf(LastMoment(serviceDay, calendar), zone);

    public bool IsInTime(DateTimeOffset nowUtc, DateOnly day, TimeZoneInfo zone, ServiceCalendar calendar) => nowUtc < ClosesAt(day, zone, calendar);

    /// <summary>What is wrong with the rule's values, in English for whoever writes the file; null when nothing is.</summary>
    public virtual string? FindProblem() => (Late, Surcharge) switch
    {
        (LateAnswer.Surcharge, { Percent: > 0, Amount: null } or { Percent: null, Amount: > 0 }) => null,
        (LateAnswer.Surcharge, _) => "\"late\": \"surcharge\" needs \"surcharge\": { \"percent\": … } or { \"amount\": … }, above 0",
        (_, not null) => "\"surcharge\" goes with \"late\": \"surcharge\" only",
        _ => null,
    };

    protected abstract DateTime Compute(DateOnly serviceDay, ServiceCalendar calendar);
}

/// <summary>A rule that gives a day, and an hour on that day.</summary>
public abstract record TimedRule : DeadlineRule
{
    /// <summary>Included up to the end of that minute.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TimeOnly Time { get; init; }

    protected abstract string DayInFrench { get; }

    protected sealed override string Limit => $"au plus tard {DayInFrench} à {FrenchDates.Time(Time)}";

    protected abstract DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar);

    protected sealed override DateTime Compute(DateOnly serviceDay, ServiceCalendar calendar) =>
        LastDay(serviceDay, calendar).ToDateTime(new TimeOnly(Time.Hour, Time.Minute));
}
