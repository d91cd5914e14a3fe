using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>What a family does to a day.</summary>
public enum DeadlineAct : byte
{
    Book,
    Cancel,
    Absence,
}

/// <summary>
/// All the limits of a service. Each of <c>book</c>, <c>cancel</c>, <c>absence</c> is a rule or a list of rules, of which the
/// first whose <c>on</c> matches the day is taken. Left out, cancelling follows booking, and absences follow cancelling.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeadlineSet
{
    /// <summary>From when days can be booked, from the beginning of that minute; null when always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeadlineRule? Opens { get; init; }

    [JsonConverter(typeof(OneOrManyRulesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeadlineRule>? Book { get; init; }

    [JsonConverter(typeof(OneOrManyRulesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeadlineRule>? Cancel { get; init; }

    [JsonConverter(typeof(OneOrManyRulesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeadlineRule>? Absence { get; init; }

    private static readonly NoLimit Unlimited = new();

    /// <summary>The rule that holds for that act on that day; <see cref="NoLimit"/> when none does.</summary>
    public DeadlineRule RuleFor(DeadlineAct act, DateOnly day, ServiceCalendar calendar)
    {
        var rules = act switch
        {
            DeadlineAct.Book => Book,
            DeadlineAct.Cancel => Cancel ?? Book,
            _ => Absence ?? Cancel ?? Book,
        };
        foreach (var rule in rules ?? [])
        {
            if (rule.On is null || rule.On.Matches(day, calendar))
            {
                return rule;
            }
        }

        return Unlimited;
    }

    /// <summary>The instant from which the day can be booked, or null when always.</summary>
    public DateTimeOffset? OpensAt(DateOnly day, TimeZoneInfo zone, ServiceCalendar calendar) =>
        Opens is null ? null : LocalMinutes.StartOf(Opens.LastMoment(day, calendar), zone);
}
