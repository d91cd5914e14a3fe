using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Preau.Planning.Settings;

namespace Preau.Planning.Allocation;

/// <summary>A wish as the ranking sees it.</summary>
/// <param name="Pools">Pools in which it needs a place.</param>
/// <param name="Turn">Order of the requests.</param>
public sealed record WishToRank(Guid Id, Guid Family, Guid Child, string Unit, DateOnly Date, IReadOnlyList<string> Pools, int Points, string PointsText, long Turn);

/// <summary>A wish with its place in the ranking of its day.</summary>
/// <param name="Rank">1 is first.</param>
/// <param name="Lot">The lot drawn, when lots are drawn.</param>
public sealed record RankedWish(Guid Id, Guid Family, Guid Child, string Unit, DateOnly Date, int Points, string PointsText, string? Lot, int Rank, bool Booked);

/// <summary>
/// The ranking: points, then the lot or the earlier wish. It depends on its input alone: the same wishes, places and seed give the same list,
/// in whatever order they come.
/// </summary>
public static class Rank
{
    /// <param name="free">Places left by pool and day; a pool left out has none.</param>
    public static List<RankedWish> Of(IEnumerable<WishToRank> wishes, IReadOnlyDictionary<(string Pool, DateOnly Date), int> free, WishesDocument rules, long seed)
    {
        var left = new Dictionary<(string Pool, DateOnly Date), int>(free);
        var ranked = new List<RankedWish>();
        foreach (var day in wishes.GroupBy(w => w.Date).OrderBy(d => d.Key))
        {
            var rank = 0;
            var groups = day.GroupBy(w => rules.SiblingsTogether ? w.Family : w.Id)
                .Select(g => g.OrderByDescending(w => w.Points).ThenBy(w => w.Turn).ThenBy(w => w.Id).ToList())
                .OrderByDescending(g => g[0].Points).ThenBy(g => rules.Tie == TieBreak.Lottery ? LotOf(seed, g[0].Family) : "", StringComparer.Ordinal).ThenBy(g => g[0].Turn).ThenBy(g => g[0].Id);
            foreach (var group in groups)
            {
                var booked = TryTake(group, left);
                ranked.AddRange(group.Select(w => new RankedWish(w.Id, w.Family, w.Child, w.Unit, w.Date, w.Points, w.PointsText, rules.Tie == TieBreak.Lottery ? LotOf(seed, w.Family) : null, ++rank, booked)));
            }
        }

        return ranked;
    }

    /// <summary>What an agent saw is what is applied: changes with any wish, point, place or outcome.</summary>
    public static string FingerprintOf(IEnumerable<RankedWish> ranked) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ranked.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Id}|{r.Rank}|{r.Points}|{r.Booked}"))))));

    /// <summary>One lot a family, so that brothers and sisters share their luck; nobody can choose it.</summary>
    private static string LotOf(long seed, Guid family) =>
        Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{family:N}"))).AsSpan(0, 4));

    private static bool TryTake(List<WishToRank> group, Dictionary<(string Pool, DateOnly Date), int> left)
    {
        var needed = group.SelectMany(w => w.Pools.Select(p => (Pool: p, w.Date))).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        if (needed.Any(n => left.GetValueOrDefault(n.Key) < n.Value))
        {
            return false;
        }

        foreach (var (pool, count) in needed)
        {
            left[pool] -= count;
        }

        return true;
    }
}
