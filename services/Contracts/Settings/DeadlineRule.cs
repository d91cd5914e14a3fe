using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>What becomes of a request that comes after the deadline.</summary>
public enum LateAnswer : byte
{
    Refuse,

    /// <summary>Accepted for more money: how much is said in one place, the tariff's <c>late</c> (section billing).</summary>
    Surcharge,

    ToAgent,
    Allow,
}

/// <summary>
/// Until when a family may book, cancel or tell an absence. In JSON the property <c>anchor</c> names the kind of rule:
/// <c>{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" }</c>.
/// Rules are values: two equal rules are equal.
/// </summary>
[JsonConverter(typeof(DeadlineRuleConverter))]
public abstract record DeadlineRule
{
    /// <summary>The days that this rule is for; all when left out.</summary>
    [Label("Pour ces jours")]
    public DayFilter? On { get; init; }

    /// <summary>Afterwards: refused, accepted at the surcharge that late of the tariff says (section billing), decided by an agent, or accepted.</summary>
    [Label("Après la limite")]
    public LateAnswer Late { get; init; }

    /// <summary>What is wrong with the rule's values, in English for whoever writes the file; null when nothing is.</summary>
    public virtual string? FindProblem() => null;
}

/// <summary>A rule that gives a day, and an hour on that day.</summary>
public abstract record TimedRule : DeadlineRule
{
    /// <summary>Included up to the end of that minute.</summary>
    [Label("Heure")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TimeOnly Time { get; init; }
}
