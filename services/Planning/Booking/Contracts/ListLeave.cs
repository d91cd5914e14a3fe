using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Contracts;

/// <summary>GET /leave: each contract with its leave and its hours beyond.</summary>
internal static class ListLeave
{
    public static async Task<Results<Ok<LeaveView>, ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var contracts = await GiveContracts.OfAsync(db, rules, who.Family, ct);
        var children = contracts.Select(c => c.ChildId).Distinct().ToList();
        var first = contracts.Length == 0 ? default : contracts.Min(c => c.From);
        var cells = await db.Cells.AsNoTracking().Where(c => children.Contains(c.ChildId) && c.Date >= first && (c.Leave || c.ExtraMinutes > 0))
            .OrderBy(c => c.Date).ToListAsync(ct);
        var lineIds = cells.Where(c => c.Leave && c.LineId != null).Select(c => c.LineId!.Value).ToList();
        var lines = await db.RequestLines.AsNoTracking().Where(l => lineIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        return TypedResults.Ok(new LeaveView([.. contracts.Select(contract =>
        {
            var units = rules.Services.TryGetValue(contract.Service, out var service) ? service.Units.Select(u => u.Key).ToHashSet() : [];
            var mine = cells.Where(c =>
                c.ChildId == contract.ChildId && units.Contains(c.Unit) && c.Date >= contract.From && (contract.Until is null || c.Date <= contract.Until))
                .ToList();
            return new LeaveContract(contract, Math.Max(0, contract.LeaveDays - contract.LeaveTaken), Reasons(rules, contract.Service, who.ByAgent),
                [.. mine.Where(LeaveBook.IsTaken).GroupBy(c => c.Date).Select(day => DayOf(day.Key, [.. day], lines, rules, now))], [.. Extra(mine)]);
        })]));
    }

    /// <summary>Those that count as leave of that service and that the caller may give.</summary>
    internal static FilterOption[] Reasons(PlanningRules rules, string service, bool byAgent) =>
        [.. rules.Reasons.Where(r => r.Leave && r.Fits(service) && (byAgent || r.ByFamily)).Select(r => new FilterOption(r.Key, r.Label))];

    private static LeaveDay DayOf(DateOnly date, List<Cell> cells, Dictionary<Guid, RequestLine> lines, PlanningRules rules, DateTimeOffset now)
    {
        // A cell that changed since its line can't be put back by it.
        var open = cells.Select(c =>
            c.LineId is { } id && lines.TryGetValue(id, out var line) && line.UndoUntil > now.UtcDateTime && line.CellVersion == c.Version ? line : null)
            .ToList();
        var all = open.TrueForAll(l => l is not null);
        return new LeaveDay(date, cells.Exists(c => c.Booking == BookingState.AbsencePending) ? CellState.AbsencePending : CellState.Leave, cells[0].RequestId,
            cells[0].RequestNumber,
            all ? [.. open.Select(l => l!.Id)] : [], all ? rules.LastMinute(open.Min(l => l!.UndoUntil)) : null);
    }

    private static IEnumerable<ExtraMonth> Extra(List<Cell> cells) => cells
        .Where(c => c.ExtraMinutes > 0 && c.Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked)
        .GroupBy(c => c.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture))
        .Select(m => new ExtraMonth(m.Key, m.Sum(c => c.ExtraMinutes!.Value), m.Select(c => c.Date).Distinct().Count()));
}
