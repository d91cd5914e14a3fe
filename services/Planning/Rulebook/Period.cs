using Preau.Planning.Dates.Deadlines;

namespace Preau.Planning.Rulebook;

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
