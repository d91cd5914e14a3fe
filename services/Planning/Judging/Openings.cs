using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>From when a family may book in a period.</summary>
internal static class Openings
{
    /// <summary>Null when always, false when never.</summary>
    public static bool TryFindOpening(this Period period, KnownFamily family, out DateTimeOffset? opensAt)
    {
        var mine = period.Openings.Where(o => Points.IsFor(o.For, family)).Select(o => o.At).ToList();
        opensAt = mine.Count > 0 ? mine.Min() : null;
        return mine.Count > 0 || period.Document.Opens.Count == 0;
    }
}
