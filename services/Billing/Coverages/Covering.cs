using Preau.Billing.Tariffs;

namespace Preau.Billing.Coverages;

/// <summary>A line that may be taken over, with its whole price.</summary>
/// <param name="Tariff">Key.</param>
internal readonly record struct CoverLine(Guid Child, DateOnly Date, string Tariff, long Cents);

/// <summary>What third parties pay of a household's lines. Pure.</summary>
internal static class Covering
{
    /// <summary>
    /// The lines of one month, parted. A percentage is taken of their sum, rounded once half up, and laid on the lines by largest remainder, ties to the
    /// earlier:
    /// so the third party's invoice is exactly its part of the whole, and each line's parts add up to its price. Agreements come in their order, each on
    /// the whole price but never on more than the others left. What a cap takes off (a line below zero) takes off from a percentage as well.
    /// </summary>
    /// <param name="used">Cents an agreement paid in other months, for its ceiling.</param>
    /// <param name="already">Cents it pays of other lines of the month; left out where these are all of them.</param>
    /// <returns>By agreement, cents of each line.</returns>
    public static long[][] Share(
        IReadOnlyList<CoverLine> lines, IReadOnlyList<Coverage> agreements, Func<Coverage, long> used, Func<Coverage, long>? already = null)
    {
        var left = lines.Select(l => l.Cents).ToArray();
        return [.. agreements.Select(agreement =>
        {
            var concerned = lines.Select((l, i) => Concerns(agreement, l.Child, l.Date, l.Tariff) ? l.Cents : 0).ToArray();
            var asked = Asked(agreement, concerned);
            for (var i = 0; i < asked.Length; i++)
            {
                asked[i] = left[i] >= 0 ? Math.Min(asked[i], left[i]) : Math.Max(asked[i], left[i]);
            }

            var before = already?.Invoke(agreement) ?? 0;
            // Never more than its lines come to after a cap: an amount for each day would else pay what nobody was asked.
            var net = Math.Max(0, lines.Select((l, i) => Concerns(agreement, l.Child, l.Date, l.Tariff) ? left[i] : 0).Sum());
            var most = Math.Min(net, Math.Min(
                agreement.MonthCents is { } month ? Math.Max(0, month - before) : long.MaxValue,
                agreement.TotalCents is { } total ? Math.Max(0, total - used(agreement) - before) : long.MaxValue));
            var shares = asked.Sum() > most ? Shares.InProportion(asked, most) : asked;
            for (var i = 0; i < shares.Length; i++)
            {
                left[i] -= shares[i];
            }

            return shares;
        })];
    }

    public static bool Concerns(Coverage agreement, Guid child, DateOnly date, string tariff) =>
        agreement.IsOf(child) && agreement.From <= date && (agreement.Until is null || date <= agreement.Until)
        && (agreement.Tariffs.Length == 0 || agreement.Tariffs.Split(' ').Contains(tariff));

    private static long[] Asked(Coverage agreement, long[] prices) => agreement.Percent is { } percent
        ? Shares.InProportion(prices, (long)decimal.Round(prices.Sum() * percent / 100, 0, MidpointRounding.AwayFromZero))
        : [.. prices.Select(p => Math.Clamp(p, 0, agreement.EachCents ?? 0))];
}
