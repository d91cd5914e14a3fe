using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Preau.Planning.Judging;

/// <summary>A wish as the ranking sees it: of a day, or of a week, which is one wish for all its days.</summary>
/// <param name="Date">Its day, or the first of its week.</param>
/// <param name="Places">Pools in which it needs a place, and when.</param>
/// <param name="Days">The days it is for.</param>
/// <param name="Turn">Order of the requests.</param>
/// <param name="Needs">Other wishes of the child that it can't go without.</param>
/// <param name="Missing">A unit it requires that is neither booked nor wished here; null when nothing is missing.</param>
/// <param name="Closed">The service is closed on one of its days.</param>
public sealed record WishToRank(
    Guid Id, Guid Family, Guid Child, string Unit, DateOnly Date, IReadOnlyList<(string Pool, DateOnly Date)> Places, IReadOnlyList<DateOnly> Days, int Points,
    string PointsText, long Turn,
    IReadOnlyList<(Guid Wish, string Unit)> Needs, string? Missing, bool Closed = false);

/// <summary>A wish with its place in the ranking of its day.</summary>
/// <param name="Rank">1 is first, of all that want that day.</param>
/// <param name="Lot">The lot drawn, when lots are drawn.</param>
/// <param name="Order">Over all days, 1 is first.</param>
/// <param name="Missing">Not booked because a unit it requires is not: its key.</param>
/// <param name="Closed">Not booked because the service is closed then.</param>
public sealed record RankedWish(Guid Id, Guid Family, Guid Child, string Unit, DateOnly Date, int Points, string PointsText, string? Lot, int Rank, bool Booked,
    int Order = 0, string? Missing = null, bool Closed = false);

/// <summary>
/// The ranking: points, then the lot or the earlier wish. It depends on its input alone: the same wishes, places and seed give the same list,
/// in whatever order they come. A week has one turn, the same it would have for a single day, and gets a place on each of its days or on none.
/// </summary>
public sealed class Rank
{
    private readonly Dictionary<(string Pool, DateOnly Date), int> _left;
    private readonly WishesDocument _rules;
    private readonly long _seed;
    private readonly Dictionary<DateOnly, int> _ahead = [];
    private readonly Dictionary<Guid, RankedWish> _done = [];
    private readonly List<RankedWish> _ranked = [];

    private Rank(IReadOnlyDictionary<(string Pool, DateOnly Date), int> free, WishesDocument rules, long seed) =>
        (_left, _rules, _seed) = (new(free), rules, seed);

    /// <param name="free">Places left by pool and day; a pool left out has none.</param>
    /// <returns>By day, best first.</returns>
    public static List<RankedWish> Of(IEnumerable<WishToRank> wishes, IReadOnlyDictionary<(string Pool, DateOnly Date), int> free, WishesDocument rules,
        long seed)
    {
        var rank = new Rank(free, rules, seed);
        var all = wishes.ToList();
        var waiting = new List<List<WishToRank>>(rank.Groups(all)
            .Select(g => g.OrderByDescending(w => w.Points).ThenBy(w => w.Turn).ThenBy(w => w.Id).ToList())
            .OrderByDescending(g => g[0].Points).ThenBy(g => rules.Tie == TieBreak.Lottery ? LotOf(seed, g[0].Family) : "", StringComparer.Ordinal)
            .ThenBy(g => g[0].Turn).ThenBy(g => g[0].Id));
        var known = all.Select(w => w.Id).ToHashSet();
        // What needs another wish is looked at right after it, never before: nobody gains a turn by asking for two things.
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(g => NeedsOf(g).All(n => !known.Contains(n.Wish) || rank._done.ContainsKey(n.Wish)));
            rank.Add(waiting[Math.Max(next, 0)]);
            waiting.RemoveAt(Math.Max(next, 0));
        }

        return [.. rank._ranked.OrderBy(r => r.Date).ThenBy(r => r.Rank).ThenBy(r => r.Order)];
    }

    /// <summary>What an agent saw is what is applied: changes with any wish, point, place or outcome.</summary>
    public static string FingerprintOf(IEnumerable<RankedWish> ranked) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
            ranked.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Id}|{r.Rank}|{r.Points}|{r.Booked}"))))));

    /// <summary>One lot a family, so that brothers and sisters share their luck; nobody can choose it.</summary>
    private static string LotOf(long seed, Guid family) =>
        Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{family:N}"))).AsSpan(0, 4));

    // Children of a family who wish the same day are placed together; a week ties the days it is for.
    private IEnumerable<List<WishToRank>> Groups(List<WishToRank> wishes)
    {
        if (!_rules.SiblingsTogether)
        {
            return wishes.Select(w => new List<WishToRank> { w });
        }

        var groups = new List<List<WishToRank>>();
        foreach (var wish in wishes.OrderBy(w => w.Id))
        {
            var touched = groups.FindAll(g => g[0].Family == wish.Family && g.Exists(o => o.Days.Intersect(wish.Days).Any()));
            groups.RemoveAll(touched.Contains);
            groups.Add([wish, .. touched.SelectMany(g => g)]);
        }

        return groups;
    }

    private static IEnumerable<(Guid Wish, string Unit)> NeedsOf(List<WishToRank> group) =>
        group.SelectMany(w => w.Needs).Where(n => !group.Exists(w => w.Id == n.Wish));

    private void Add(List<WishToRank> group)
    {
        var missing = group.Select(w => w.Missing).FirstOrDefault(m => m is not null)
            ?? NeedsOf(group).Where(n => !_done.TryGetValue(n.Wish, out var needed) || !needed.Booked).Select(n => n.Unit).FirstOrDefault();
        var booked = missing is null && !group.Exists(w => w.Closed) && TryTake(group);
        foreach (var wish in group)
        {
            var rank = wish.Days.Select(d => _ahead.GetValueOrDefault(d)).First() + 1;
            foreach (var day in wish.Days)
            {
                _ahead[day] = _ahead.GetValueOrDefault(day) + 1;
            }

            _done[wish.Id] = new RankedWish(
                wish.Id, wish.Family, wish.Child, wish.Unit, wish.Date, wish.Points, wish.PointsText,
                _rules.Tie == TieBreak.Lottery ? LotOf(_seed, wish.Family) : null, rank, booked, _ranked.Count + 1, missing, wish.Closed);
            _ranked.Add(_done[wish.Id]);
        }
    }

    private bool TryTake(List<WishToRank> group)
    {
        var needed = group.SelectMany(w => w.Places).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        if (needed.Any(n => _left.GetValueOrDefault(n.Key) < n.Value))
        {
            return false;
        }

        foreach (var (place, count) in needed)
        {
            _left[place] -= count;
        }

        return true;
    }
}
