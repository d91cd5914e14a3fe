using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Requests;

/// <summary>Requests in a list: the database counts their lines, two queries however many there are.</summary>
internal static class Summaries
{
    /// <param name="names">First names of the children.</param>
    public static async Task<RequestSummary[]> OfAsync(PlanningDb db, IReadOnlyCollection<Request> requests, PlanningRules rules,
        IReadOnlyDictionary<Guid, string> names, CancellationToken ct)
    {
        var ids = requests.Select(r => r.Id).ToList();
        var lines = db.RequestLines.AsNoTracking().Where(l => ids.Contains(l.RequestId));
        var counts = await lines.GroupBy(l => l.RequestId).Select(g => new
        {
            g.Key,
            Lines = g.Count(),
            Days = g.Select(l => l.Date).Distinct().Count(),
            First = g.Min(l => l.Date),
            Last = g.Max(l => l.Date),
            // The same sentence for all when the first in order is also the last.
            FirstText = g.Min(l => l.Text),
            LastText = g.Max(l => l.Text),
        }).ToDictionaryAsync(g => g.Key, ct);
        var parts = (await lines.GroupBy(l => new { l.RequestId, l.ChildId, l.Unit, l.Action }).Select(g => new { g.Key, Place = g.Min(l => l.Position) })
            .ToListAsync(ct))
            .OrderBy(p => p.Place).Select(p => p.Key).ToLookup(p => p.RequestId);
        var awaits = await EvidenceBook.Deciding(db).Where(id => ids.Contains(id)).Distinct().ToListAsync(ct);
        return [.. requests.Select(r =>
        {
            var count = counts.GetValueOrDefault(r.Id);
            var part = parts[r.Id];
            return new RequestSummary(
                r.Id, r.Number, rules.Local(r.At), r.Author, r.Status, count?.Lines ?? 0, count?.Days ?? 0, count?.First, count?.Last,
                [.. part.Select(p => p.Action).Distinct()], [.. part.Select(p => rules.UnitLabel(p.Unit)).Distinct()],
                [.. part.Select(p => names.GetValueOrDefault(p.ChildId, "")).Distinct()],
                count is not null && count.FirstText == count.LastText ? count.FirstText : null, r.DecidedBy, r.DecidedAt is { } at ? rules.Local(at) : null,
                r.Reason, r.OverrideReason, awaits.Contains(r.Id));
        })];
    }
}
