using Preau.Contracts.Api;

namespace Preau.Billing.Truth;

/// <summary>What cells come to together, under the names they were asked with.</summary>
internal static class QuoteSums
{
    /// <param name="whole">Prices before third parties.</param>
    /// <param name="own">What the family pays of them.</param>
    public static IReadOnlyDictionary<string, QuoteSum> Of(QuoteCell[] cells, decimal?[] whole, decimal?[] own) => (
        from i in Enumerable.Range(0, cells.Length)
        from name in (cells[i].In ?? []).Distinct()
        group (Own: Part(own[i], cells[i].Percent), Whole: Part(whole[i], cells[i].Percent)) by name)
        .ToDictionary(g => g.Key, g => new QuoteSum(
            g.Any(p => p.Own is null) ? null : g.Sum(p => p.Own!.Value), g.Sum(p => (p.Whole - p.Own) ?? 0),
            [.. g.Where(p => p.Own is not null).GroupBy(p => p.Own!.Value).Select(s => new QuoteStep(s.Count(), s.Key, s.Key * s.Count()))]));

    // Each day is rounded, as it is on the bill.
    private static decimal? Part(decimal? price, int? percent) =>
        percent is null ? price : price * percent / 100 is { } part ? Math.Round(part, 2, MidpointRounding.AwayFromZero) : null;
}
