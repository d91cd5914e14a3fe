using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>The contracts that a request for leave counts on, with the days taken so far.</summary>
public sealed class LeaveBook
{
    private readonly List<(ChildContract Contract, HashSet<DateOnly> Taken)> _contracts = [];

    /// <summary>Empty unless one of the wishes is for leave.</summary>
    internal static async Task<LeaveBook> ReadAsync(PlanningDb db, PlanningRules rules, FamilyPlan plan, IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        var book = new LeaveBook();
        if (wishes.Any(w => w is { Action: IntentAction.Absence, Reason.Leave: true }))
        {
            foreach (var contract in await db.ChildContracts.AsNoTracking().Where(c => c.FamilyId == plan.FamilyId).ToListAsync(ct))
            {
                book._contracts.Add((contract, await TakenAsync(db, rules, contract, ct)));
            }
        }

        return book;
    }

    /// <summary>Null when the day of leave fits the contract, which it then counts on; else the refusal.</summary>
    /// <param name="used">Days given by this very request.</param>
    internal Verdict? Take(Wish wish, Dictionary<Guid, HashSet<DateOnly>> used)
    {
        var (contract, taken) = _contracts.Find(c =>
            c.Contract.ChildId == wish.Child.ChildId && c.Contract.Service == wish.Unit.Service.Key && c.Contract.Covers(wish.Date));
        if (contract is null)
        {
            return Verdict.Refused("no-contract");
        }

        if (!used.TryGetValue(contract.Id, out var mine))
        {
            used[contract.Id] = mine = [.. taken];
        }

        // Several units of a day are one day of leave.
        return mine.Contains(wish.Date) || (mine.Count < contract.LeaveDays && mine.Add(wish.Date)) ? null : Verdict.Refused("leave-used-up");
    }

    /// <summary>A child who came all the same took no leave.</summary>
    internal static bool IsTaken(Cell cell) => cell is { Leave: true, Attendance: not (AttendanceState.Present or AttendanceState.PresentUnbooked) };

    internal static async Task<HashSet<DateOnly>> TakenAsync(PlanningDb db, PlanningRules rules, ChildContract contract, CancellationToken ct)
    {
        var units = rules.Services.TryGetValue(contract.Service, out var service) ? service.Units.ConvertAll(u => u.Key) : [];
        var until = contract.Until ?? DateOnly.MaxValue;
        return [.. await db.Cells.Where(c =>
            c.ChildId == contract.ChildId && c.Leave && c.Attendance != AttendanceState.Present && c.Attendance != AttendanceState.PresentUnbooked
            && units.Contains(c.Unit) && c.Date >= contract.From && c.Date <= until).Select(c => c.Date).Distinct().ToListAsync(ct)];
    }
}
