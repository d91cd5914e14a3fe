using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>
/// The weekdays on which a service is open, by kind of period. In JSON:
/// <c>{ "schoolDays": ["monday", …], "wednesdays": false, "shortHolidays": [], "summer": [], "noClass": [], "publicHolidays": false }</c>;
/// what is left out is closed.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OpeningPattern
{
    /// <summary>School time, Wednesday aside.</summary>
    [Label("Jours d’école")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet SchoolDays { get; init; }

    /// <summary>The Wednesdays of school time.</summary>
    [Label("Mercredis")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Wednesdays { get; init; }

    [Label("Petites vacances")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet ShortHolidays { get; init; }

    [Label("Été")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet Summer { get; init; }

    /// <summary>Days without class that are no holiday: the bridge of Ascension.</summary>
    [Label("Jours sans classe")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet NoClass { get; init; }

    /// <summary>Public holidays don't close it (a crèche that works on Pentecost Monday).</summary>
    [Label("Ouvert aussi les jours fériés", Word = "jours fériés")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PublicHolidays { get; init; }

    /// <summary>Canteen, morning and evening care of a week of four days.</summary>
    public static OpeningPattern SchoolWeek { get; } = new() { SchoolDays = WeekdaySet.SchoolWeek };
}
