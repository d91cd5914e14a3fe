using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>
/// Days given up after the limit: each stays billed until its place is taken, which is when the day would be too full with it. The first
/// given up is the first released. A place that is only offered isn't taken yet.
/// </summary>
internal sealed class LateExchange(PlanningDb db, PlanningRules rules, DateTimeOffset now)
{
    public async Task SettleAsync(IReadOnlyCollection<DateOnly> dates, CancellationToken ct)
    {
        if (!rules.HasLateExchange || dates.Count == 0)
        {
            return;
        }

        var days = Days.Of(dates);
        var given = await db.Cells.Where(c => c.Exchange && c.Attendance == AttendanceState.AbsentBilled && c.Date >= days.First && c.Date <= days.Last)
            .ToListAsync(ct);
        foreach (var day in given.Where(c => dates.Contains(c.Date) && rules.Units.ContainsKey(c.Unit)).GroupBy(c => c.Date))
        {
            await SettleAsync(day.Key, [.. day.OrderBy(c => c.RequestNumber, StringComparer.Ordinal).ThenBy(c => c.ChildId)], ct);
        }
    }

    private async Task SettleAsync(DateOnly date, List<Cell> given, CancellationToken ct)
    {
        var children = given.ConvertAll(c => c.ChildId);
        var known = (await db.KnownChildren.AsNoTracking().Where(c => children.Contains(c.ChildId)).ToListAsync(ct)).ToDictionary(c => (c.FamilyId, c.ChildId));
        var poolsOf = given.ToDictionary(c => c, c =>
            known.TryGetValue((c.FamilyId, c.ChildId), out var child) ? rules.Units[c.Unit].PoolsAt(child.AgeOn(date)) ?? [] : []);
        var all = poolsOf.Values.SelectMany(p => p).Distinct().ToList();
        var seats = await SeatBook.ReadAsync(db, rules, all.ConvertAll(p => p.Key), Days.Range(date, date), ct);
        var offered = (await db.Cells.AsNoTracking().Where(c => c.Date == date && c.Booking == BookingState.Offered).Select(c => c.Seats).ToListAsync(ct))
            .SelectMany(s => s.Split(',')).ToList();
        var claims = all.ToDictionary(p => p.Key, p => poolsOf.Values.Count(pools => pools.Contains(p)));
        var book = new DayBook(db, rules, seats, now);
        foreach (var cell in given)
        {
            if (poolsOf[cell].Count > 0 && poolsOf[cell].All(p => seats.Taken(p.Key, date) - offered.Count(o => o == p.Key) + claims[p.Key] > p.Capacity))
            {
                foreach (var pool in poolsOf[cell])
                {
                    claims[pool.Key]--;
                }

                await ReleaseAsync(cell, book, ct);
            }
        }

        await book.WriteAsync(ct);
    }

    private async Task ReleaseAsync(Cell cell, DayBook book, CancellationToken ct)
    {
        const string Text = "Votre place a été prise par une famille de la liste d’attente : le jour n’est plus facturé.";
        var request = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).SingleAsync(r => r.Id == cell.RequestId, ct);
        var line = request.Lines.Single(l => l.Id == cell.LineId);
        line.Outcome = LineOutcome.Cancelled;
        line.Code = "cancelled.exchanged";
        line.Text = Text;
        line.DecidedAt = now.UtcDateTime;
        book.Change(cell, request, line, c => c.LetGo());
        request.Note(now.UtcDateTime, Announce.ByRule, Text, line.Id);
        Announce.Decided(db, request, rules, await ChildNames.OfAsync(db, request.FamilyId, ct) ?? [], now.UtcDateTime, Announce.ByRule, automatic: true);
    }
}
