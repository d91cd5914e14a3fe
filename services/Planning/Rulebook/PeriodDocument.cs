using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;

namespace Preau.Planning.Rulebook;

/// <summary>
/// Service days that are booked together: from when, by whom, and until when. Days outside every period follow the limits alone. Moments are local.
/// </summary>
public sealed record PeriodDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    public required DateOnly First { get; init; }

    public required DateOnly Last { get; init; }

    /// <summary>A family books from the earliest moment that is for it; left out, at once (or after the allocation).</summary>
    public IReadOnlyList<PeriodOpeningDocument> Opens { get; init; } = [];

    /// <summary>Last minute in which a family books, besides the limit of each day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? Closes { get; init; }

    /// <summary>Families send wishes first; places are then allocated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WishesDocument? Wishes { get; init; }
}

public sealed record PeriodOpeningDocument
{
    public required DateTime At { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AudienceDocument? For { get; init; }
}

public sealed record WishesDocument
{
    public required DateTime From { get; init; }

    /// <summary>Last minute in which a wish is sent.</summary>
    public required DateTime Until { get; init; }

    public IReadOnlyList<CriterionDocument> Criteria { get; init; } = [];

    /// <summary>What decides between equal points.</summary>
    public TieBreak Tie { get; init; }

    /// <summary>Children of a family who wish the same service on the same day all get a place, or none does.</summary>
    public bool SiblingsTogether { get; init; }
}

[JsonConverter(typeof(WordConverter<TieBreak>))]
public enum TieBreak
{
    /// <summary>The earlier wish.</summary>
    Time,

    /// <summary>A lot drawn per family from a seed that is kept.</summary>
    Lottery,
}

/// <summary>A period with its moments as instants.</summary>
public sealed class Period(PeriodDocument document, TimeZoneInfo zone)
{
    public PeriodDocument Document => document;

    public string Key => document.Key;

    public WishesDocument? Wishes => document.Wishes;

    public DateTimeOffset WishesFrom { get; } = document.Wishes is { } w ? LocalMinutes.StartOf(w.From, zone) : default;

    public DateTimeOffset WishesUntil { get; } = document.Wishes is { } w ? LocalMinutes.EndOf(w.Until, zone) : default;

    public DateTimeOffset? ClosesAt { get; } = document.Closes is { } c ? LocalMinutes.EndOf(c, zone) : null;

    public bool Covers(DateOnly date) => document.First <= date && date <= document.Last;

    /// <summary>When booking opens, and for whom; empty when it always is for all.</summary>
    public IEnumerable<(DateTimeOffset At, AudienceDocument? For)> Openings => document.Opens.Select(o => (LocalMinutes.StartOf(o.At, zone), o.For));
}
