using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>
/// All the limits of a service. Each of <c>book</c>, <c>cancel</c>, <c>absence</c> is a rule or a list of rules, of which the
/// first whose <c>on</c> matches the day is taken. Left out, cancelling follows booking, and absences follow cancelling.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeadlineSet
{
    /// <summary>From when days can be booked, from the beginning of that minute; null when always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Ouverture")]
    public DeadlineRule? Opens { get; init; }

    [JsonConverter(typeof(OneOrManyRulesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Réserver")]
    public IReadOnlyList<DeadlineRule>? Book { get; init; }

    [JsonConverter(typeof(OneOrManyRulesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Annuler")]
    public IReadOnlyList<DeadlineRule>? Cancel { get; init; }

    [JsonConverter(typeof(OneOrManyRulesConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Absence")]
    public IReadOnlyList<DeadlineRule>? Absence { get; init; }
}
