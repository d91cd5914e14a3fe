using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>
/// The last such weekday before the service day, never that day itself: <c>{ "anchor": "previousWeekday", "weekday": "thursday", "time": "12:00" }</c>.
/// </summary>
public sealed record PreviousWeekday : TimedRule
{
    [Label("Jour de la semaine")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DayOfWeek Weekday { get; init; }
}

/// <summary>
/// That weekday in the week S-1, S-2… : <c>{ "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "12:00" }</c>. Weeks begin on Monday.
/// </summary>
public sealed record WeekdayOfWeek : TimedRule
{
    [Label("Jour de la semaine")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DayOfWeek Weekday { get; init; }

    [Label("Semaines avant"), Range(1, 52)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int WeeksBefore { get; init; }

    public override string? FindProblem() => (WeeksBefore is < 1 or > 52 ? "\"weeksBefore\" goes from 1 to 52" : null);
}

/// <summary>
/// The last day before on which the service itself was open: <c>{ "anchor": "previousOpenDay", "time": "11:00" }</c>. After holidays, the last day before
/// them.
/// </summary>
public sealed record PreviousOpenDay : TimedRule;

/// <summary>“friday 11:00”: the last such weekday before the service day.</summary>
[JsonConverter(typeof(WeekLimitConverter))]
public sealed record WeekLimit(DayOfWeek Weekday, TimeOnly Time);

/// <summary>
/// One limit per weekday: <c>{ "anchor": "perWeekdayTable", "monday": "friday 11:00", "tuesday": "monday 11:00", … }</c>.
/// A weekday that is left out has the limit of the one before it in the table.
/// </summary>
public sealed record PerWeekdayTable : DeadlineRule
{
    [Label("Pour le lundi")]
    public WeekLimit? Monday { get; init; }

    [Label("Pour le mardi")]
    public WeekLimit? Tuesday { get; init; }

    [Label("Pour le mercredi")]
    public WeekLimit? Wednesday { get; init; }

    [Label("Pour le jeudi")]
    public WeekLimit? Thursday { get; init; }

    [Label("Pour le vendredi")]
    public WeekLimit? Friday { get; init; }

    [Label("Pour le samedi")]
    public WeekLimit? Saturday { get; init; }

    [Label("Pour le dimanche")]
    public WeekLimit? Sunday { get; init; }

    public override string? FindProblem() =>
        (WeekdaySet.EveryDay.Listed().All(d => LimitOf(d) is null)
            ? "the table is empty: give \"monday\": \"friday 11:00\" and so on" : null);

    public WeekLimit? LimitOf(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => Monday,
        DayOfWeek.Tuesday => Tuesday,
        DayOfWeek.Wednesday => Wednesday,
        DayOfWeek.Thursday => Thursday,
        DayOfWeek.Friday => Friday,
        DayOfWeek.Saturday => Saturday,
        _ => Sunday,
    };
}

internal sealed class WeekLimitConverter : JsonConverter<WeekLimit>
{
    public override WeekLimit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return text.Split(' ') is [var day, var time]
            ? new(EnumWord.Parse<DayOfWeek>(day), HourConverter.Parse(time))
            : throw new JsonException("Expected a weekday and an hour, such as \"friday 11:00\".");
    }

    public override void Write(Utf8JsonWriter writer, WeekLimit value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"{EnumWord.Of(value.Weekday)} {HourConverter.Format(value.Time)}");
}
