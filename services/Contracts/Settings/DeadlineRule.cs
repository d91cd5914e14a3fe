using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>What becomes of a request that comes after the deadline.</summary>
public enum LateAnswer : byte
{
    Refuse,
    Surcharge,
    ToAgent,
    Allow,
}

/// <summary>What a late request costs more: a percentage of the price, or euros. Exactly one is set.</summary>
public sealed record Surcharge(
    [property: Label("Supplément, en %"), Range(0.01, 1000)] decimal? Percent = null, [property: Label("Supplément, en euros"), Range(0.01, 100_000)] decimal? Amount = null);

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

    /// <summary>Afterwards: refused, accepted at a surcharge, decided by an agent, or accepted.</summary>
    [Label("Après la limite")]
    public LateAnswer Late { get; init; }

    /// <summary>With late: surcharge only.</summary>
    [Label("Supplément")]
    public Surcharge? Surcharge { get; init; }

    /// <summary>What is wrong with the rule's values, in English for whoever writes the file; null when nothing is.</summary>
    public virtual string? FindProblem() => (Late, Surcharge) switch
    {
        (LateAnswer.Surcharge, { Percent: > 0, Amount: null } or { Percent: null, Amount: > 0 }) => null,
        (LateAnswer.Surcharge, _) => "\"late\": \"surcharge\" needs \"surcharge\": { \"percent\": … } or { \"amount\": … }, above 0",
        (_, not null) => "\"surcharge\" goes with \"late\": \"surcharge\" only",
        _ => null,
    };
}

/// <summary>A rule that gives a day, and an hour on that day.</summary>
public abstract record TimedRule : DeadlineRule
{
    /// <summary>Included up to the end of that minute.</summary>
    [Label("Heure")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TimeOnly Time { get; init; }
}
