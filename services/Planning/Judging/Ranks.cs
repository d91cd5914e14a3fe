using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;

namespace Preau.Planning.Judging;

/// <summary>Places on the list: 1 is next. Offers that run don't count, their place is given.</summary>
internal static class Ranks
{
    /// <summary>As the list is served: points, then turn.</summary>
    public static IOrderedQueryable<WaitingPlace> InTurn(this IQueryable<WaitingPlace> places) =>
        places.OrderByDescending(w => w.Points).ThenBy(w => w.Turn).ThenBy(w => w.Id);

    /// <summary>
    /// The rank of each of these families' waiting cells, by line. A week competes on each of its days: whoever comes before it on one of them is ahead.
    /// </summary>
    public static async Task<Dictionary<Guid, int>> OfAsync(PlanningDb db, IQueryable<WaitingPlace> mine, CancellationToken ct) =>
        await mine.Where(m => m.State == WaitingState.Waiting).Select(m => new
        {
            m.Id,
            Ahead = db.WaitingPlaces.Count(o =>
                o.Queue == m.Queue && o.Date <= m.Last && o.Date >= m.Date.AddDays(-6) && o.Last >= m.Date && o.State == WaitingState.Waiting
                && (o.Points > m.Points || (o.Points == m.Points && o.Turn < m.Turn))),
        }).ToDictionaryAsync(m => m.Id, m => m.Ahead + 1, ct);

    /// <summary>The ranks of the family of a plan; no question is asked when none of its cells waits.</summary>
    public static Task<Dictionary<Guid, int>> OfFamilyAsync(PlanningDb db, FamilyPlan plan, Days days, CancellationToken ct) => plan.HasWaiting
        ? OfAsync(db, db.WaitingPlaces.Where(w => w.FamilyId == plan.FamilyId && w.Date >= days.First && w.Date <= days.Last), ct)
        : Task.FromResult(new Dictionary<Guid, int>());

    /// <summary>Says in the answers of a request which rank its new entries have.</summary>
    public static async Task TellAsync(PlanningDb db, Request request, List<WaitingPlace> listed, CancellationToken ct)
    {
        if (listed.Count == 0)
        {
            return;
        }

        var ids = listed.ConvertAll(w => w.Id);
        var known = await OfAsync(db, db.WaitingPlaces.Where(w => ids.Contains(w.Id)), ct);
        foreach (var (place, i) in listed.Select((p, i) => (p, i)))
        {
            // A preview isn't kept: its entries come after those of the list, and after one another.
            var rank = known.TryGetValue(place.Id, out var kept) ? kept
                : await NewAsync(db, place, ct) + listed.Take(i).Count(o => o.Queue == place.Queue && o.Date <= place.Last && o.Last >= place.Date);
            var line = request.Lines.Find(l => l.Id == place.Id)!;
            if (line.Code == "waiting")
            {
                line.Text += $" Votre rang : {(rank == 1 ? "1er" : $"{rank}e")}.";
            }
        }
    }

    /// <summary>The rank that a new entry would have.</summary>
    private static async Task<int> NewAsync(PlanningDb db, WaitingPlace place, CancellationToken ct) =>
        1 + await db.WaitingPlaces.CountAsync(o =>
            o.Queue == place.Queue && o.Date <= place.Last && o.Date >= place.Date.AddDays(-6) && o.Last >= place.Date && o.State == WaitingState.Waiting
            && o.Points >= place.Points, ct);
}
