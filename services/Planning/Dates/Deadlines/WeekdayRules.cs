using System.Text.Json;
using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>
/// The last such weekday before the service day, never that day itself: <c>{ "anchor": "previousWeekday", "weekday": "thursday", "time": "12:00" }</c>.
/// </summary>
public sealed record PreviousWeekday : TimedRule
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DayOfWeek Weekday { get; init; }

    protected override string DayInFrench => $"le {FrenchDates.Weekday(Weekday)} précédent";

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar) => Before(serviceDay, Weekday);

    internal static DateOnly Before(DateOnly day, DayOfWeek weekday) =>
        LocalDays.Back(day, (((int)day.DayOfWeek - (int)weekday + 6) % 7) + 1);
}

/// <summary>
/// That weekday in the week S-1, S-2… : <c>{ "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "12:00" }</c>. Weeks begin on Monday.
/// </summary>
public sealed record WeekdayOfWeek : TimedRule
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DayOfWeek Weekday { get; init; }

    /// <summary>1 to 52.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int WeeksBefore { get; init; }

    protected override string DayInFrench => WeeksBefore switch
    {
        1 => $"le {FrenchDates.Weekday(Weekday)} de la semaine précédente",
        _ => $"le {FrenchDates.Weekday(Weekday)}, {WeeksBefore}\u00A0semaines avant,",
    };

    public override string? FindProblem() => base.FindProblem() ?? (WeeksBefore is < 1 or > 52 ? "\"weeksBefore\" goes from 1 to 52" : null);

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar)
    {
        var sinceMonday = ((int)serviceDay.DayOfWeek + 6) % 7;
        return LocalDays.Back(serviceDay, sinceMonday + (7 * WeeksBefore) - (((int)Weekday + 6) % 7));
    }
}

/// <summary>
/// The last day before on which the service itself was open: <c>{ "anchor": "previousOpenDay", "time": "11:00" }</c>. After holidays, the last day before
/// them.
/// </summary>
public sealed record PreviousOpenDay : TimedRule
{
    protected override string DayInFrench => "le jour d’ouverture précédent";

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar) =>
        calendar.PreviousOpenDay(serviceDay) ?? LocalDays.Back(serviceDay, 1);
}

/// <summary>“friday 11:00”: the last such weekday before the service day.</summary>
[JsonConverter(typeof(WeekLimitConverter))]
public sealed record WeekLimit(DayOfWeek Weekday, TimeOnly Time);

/// <summary>
/// One limit per weekday: <c>{ "anchor": "perWeekdayTable", "monday": "friday 11:00", "tuesday": "monday 11:00", … }</c>.
/// A weekday that is left out has the limit of the one before it in the table.
/// </summary>
public sealed record PerWeekdayTable : DeadlineRule
{
    public WeekLimit? Monday { get; init; }

    public WeekLimit? Tuesday { get; init; }

    public WeekLimit? Wednesday { get; init; }

    public WeekLimit? Thursday { get; init; }

    public WeekLimit? Friday { get; init; }

    public WeekLimit? Saturday { get; init; }

    public WeekLimit? Sunday { get; init; }

    protected override string Limit =>
        string.Join("\u00A0; ", WeekdaySet.EveryDay.Listed().Where(d => LimitOf(d) is not null)
            .Select(d => (Day: d, Limit: LimitOf(d)!))
            .GroupBy(e => e.Limit)
            .Select(g => $"pour {FrenchDeadlines.List([.. g.Select(e => $"le {FrenchDates.Weekday(e.Day)}")])}, "
                + $"au plus tard le {FrenchDates.Weekday(g.Key.Weekday)} précédent à {FrenchDates.Time(g.Key.Time)}"));

    public override string? FindProblem() =>
        base.FindProblem() ?? (WeekdaySet.EveryDay.Listed().All(d => LimitOf(d) is null)
            ? "the table is empty: give \"monday\": \"friday 11:00\" and so on" : null);

    protected override DateTime Compute(DateOnly serviceDay, ServiceCalendar calendar)
    {
        var day = serviceDay;
        for (var i = 0; i < 7; i++, day = LocalDays.Back(day, 1))
        {
            if (LimitOf(day.DayOfWeek) is { } limit)
            {
                return PreviousWeekday.Before(day, limit.Weekday).ToDateTime(limit.Time);
            }
        }

        return serviceDay.ToDateTime(LocalMinutes.LastOfDay);
    }

    private WeekLimit? LimitOf(DayOfWeek day) => day switch
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
            ? new(WordConverter<DayOfWeek>.Parse(day), HourConverter.Parse(time))
            : throw new JsonException("Expected a weekday and an hour, such as \"friday 11:00\".");
    }

    public override void Write(Utf8JsonWriter writer, WeekLimit value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"{WordConverter<DayOfWeek>.Word(value.Weekday)} {HourConverter.Format(value.Time)}");
}
