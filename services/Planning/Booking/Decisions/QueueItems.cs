using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Decisions;

/// <summary>Requests as an agent sees them: before and after, places left, the limit that was applied.</summary>
internal static class QueueItems
{
    public static async Task<QueueItem[]> OfAsync(PlanningDb db, PlanningRules rules, List<Request> requests, DateTimeOffset now, CancellationToken ct)
    {
        var ids = requests.Select(r => r.FamilyId).Distinct().ToList();
        var families = await db.KnownFamilies.AsNoTracking().Where(f => ids.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var names = await db.KnownChildren.AsNoTracking().Where(c => ids.Contains(c.FamilyId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), c => $"{c.FirstName} {c.LastName}", ct);
        var asked = requests.ConvertAll(r => r.Id);
        var awaits = await EvidenceBook.Deciding(db).Where(id => asked.Contains(id)).Distinct().ToListAsync(ct);
        var cells = await CellsOfLines.ReadAsync(db, rules, [.. requests.SelectMany(r => r.Lines)], now, ct);
        return [.. requests.Select(r =>
        {
            var family = families.GetValueOrDefault(r.FamilyId);
            return new QueueItem(r.Id, r.Number, r.FamilyId, family?.Name ?? "", family?.Number ?? "", r.Author, r.Type, rules.Local(r.At),
                AgeDays(r.At, rules, now), r.Late, r.Comment, r.Status,
                [.. r.Lines.OrderBy(l => l.Position).Select(l => LineOf(l, names.GetValueOrDefault((r.FamilyId, l.ChildId), ""), rules, cells))],
                Receipts.HistoryOf(r, rules), awaits.Contains(r.Id));
        })];
    }

    public static int AgeDays(DateTime atUtc, PlanningRules rules, DateTimeOffset now) =>
        rules.Today(now).DayNumber - DateOnly.FromDateTime(rules.Local(atUtc)).DayNumber;

    private static QueueLine LineOf(RequestLine line, string child, PlanningRules rules, CellsOfLines cells)
    {
        var unit = rules.Units.GetValueOrDefault(line.Unit);
        var after = line.Action switch { IntentAction.Book => CellState.Booked, IntentAction.Cancel => CellState.Free, _ => CellState.AbsentExcused };
        return new QueueLine(line.Id, line.ChildId, child, unit?.Label ?? line.Unit, unit?.Service.Label ?? line.Service, unit?.Service.Facility.Label ?? "",
            line.Date, line.Action,
            rules.Reason(line.Reason)?.Label ?? line.Reason, line.Outcome, Legend.Of(line.Before), after, rules.LastMinute(line.Deadline), line.Late,
            cells.Seats.Left(cells.PoolsOf(line), line.Date), line.Text, line.Unit,
            Dearer: line.Action == IntentAction.Book && cells.Of(line) is { Late: true });
    }
}
