using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>A set of days of the week. In JSON a list of English names, Monday first: <c>["monday", "friday"]</c>.</summary>
[JsonConverter(typeof(WeekdaySetConverter))]
[CollectionBuilder(typeof(WeekdaySet), nameof(Of))]
public readonly record struct WeekdaySet
{
    private readonly byte bits;

    private WeekdaySet(byte bits) => this.bits = bits;

    public static WeekdaySet None { get; }

    public static WeekdaySet MondayToFriday { get; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Monday, Tuesday, Thursday, Friday: the week of four days of class.</summary>
    public static WeekdaySet SchoolWeek { get; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static WeekdaySet Weekend { get; } = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static WeekdaySet EveryDay { get; } = new(0x7f);

    public int Count => BitOperations.PopCount(bits);

    public bool IsEmpty => bits == 0;

    public static WeekdaySet Of(ReadOnlySpan<DayOfWeek> days)
    {
        var bits = 0;
        foreach (var day in days)
        {
            bits |= 1 << (int)day;
        }

        return new((byte)bits);
    }

    public bool Contains(DayOfWeek day) => (bits & (1 << (int)day)) != 0;

    public bool IncludesAll(WeekdaySet other) => (bits & other.bits) == other.bits;

    public WeekdaySet With(WeekdaySet other) => new((byte)(bits | other.bits));

    /// <summary>The days, from Monday to Sunday.</summary>
    public IEnumerator<DayOfWeek> GetEnumerator()
    {
        for (var i = 1; i <= 7; i++)
        {
            if (Contains((DayOfWeek)(i % 7)))
            {
                yield return (DayOfWeek)(i % 7);
            }
        }
    }

    /// <summary>The days as a sequence, from Monday to Sunday.</summary>
    public IEnumerable<DayOfWeek> Listed()
    {
        foreach (var day in this)
        {
            yield return day;
        }
    }

    public override string ToString() => string.Join(", ", Listed());
}

internal sealed class WeekdaySetConverter : JsonConverter<WeekdaySet>
{
    public override WeekdaySet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a list of weekdays such as [\"monday\", \"friday\"].");
        }

        var set = WeekdaySet.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            set = set.With([EnumWord.Parse<DayOfWeek>(ref reader)]);
        }

        return set;
    }

    public override void Write(Utf8JsonWriter writer, WeekdaySet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var day in value)
        {
            writer.WriteStringValue(EnumWord.Of(day));
        }

        writer.WriteEndArray();
    }
}
