using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Changing;

/// <summary>
/// DaysUnpaid → days that were held until paid are given up with what can't be without them (the days of a week, units that require them), and their places
/// go to the next. The booking is known by the cell's version: told again, or booked anew since, nothing happens; an absence or a cancellation asked
/// meanwhile is settled with it.
/// </summary>
public sealed class ReleaseUnpaid(PlanningDb db, CurrentRules current, TimeProvider clock) : IEventHandler<DaysUnpaid>
{
    public async Task HandleAsync(DaysUnpaid @event, CancellationToken ct)
    {
        if (await current.FindAsync(ct) is not { Rules: { } rules })
        {
            return;
        }

        await DayLock.ShareAsync(db, ct);
        var children = @event.Days.Select(d => d.ChildId).Distinct().ToList();
        // Whole weeks: a week that was booked as one goes with its days.
        var (first, last) = (Week.MondayOf(@event.Days.Min(d => d.Date)), Week.MondayOf(@event.Days.Max(d => d.Date)).AddDays(6));
        var all = await db.Cells.Where(c => c.FamilyId == @event.FamilyId && children.Contains(c.ChildId) && c.Date >= first && c.Date <= last).ToListAsync(ct);
        var began = await BeganAsync(children, first, last, ct);
        var unpaid = @event.Days.ToDictionary(d => (d.ChildId, d.Unit, d.Date), d => d.Version);
        var released = all.FindAll(c => unpaid.TryGetValue((c.ChildId, c.Unit, c.Date), out var version) && IsOfBooking(c, version, began) && MayGo(c));
        if (released.Count == 0)
        {
            return;
        }

        var along = Along(rules, all, released);
        List<Cell> gone = [.. released, .. along];
        var held = gone.Concat(all.Where(c => IsPartOf(c, gone))).ToList();
        var pools = held.SelectMany(c => c.SeatKeys).Distinct().ToList();
        var book = new DayBook(db, rules, await SeatBook.ReadAsync(db, rules, pools, Days.Of(held.Select(c => c.Date)), ct), clock.GetUtcNow());
        var asked = await AskedAsync(gone, ct);
        foreach (var cell in gone)
        {
            var request = cell.LineId is { } line ? asked.GetValueOrDefault(line) : null;
            var waiting = request?.Lines.Find(l => l.Id == cell.LineId);
            book.Change(cell, c => c.GiveUp());
            if (request is not null && waiting is { Accepted: null })
            {
                Close(request, waiting, book.Now);
            }
        }

        Tell(@event, rules, along);
        await book.CloseAsync(ct);
    }

    // When the booking that stands on a cell began, as far as a request made it.
    private async Task<Dictionary<(Guid, string, DateOnly), long>> BeganAsync(List<Guid> children, DateOnly first, DateOnly last, CancellationToken ct) =>
        (await db.RequestLines.Where(l => children.Contains(l.ChildId) && l.Date >= first && l.Date <= last
                && l.Action == IntentAction.Book && l.CellVersion != null)
            .GroupBy(l => new { l.ChildId, l.Unit, l.Date }).Select(g => new { g.Key, Version = g.Max(l => l.CellVersion) }).ToListAsync(ct))
            .ToDictionary(l => (l.Key.ChildId, l.Key.Unit, l.Key.Date), l => l.Version!.Value);

    // What was asked of a booked day since doesn't make it another booking.
    private static bool IsOfBooking(Cell cell, long version, Dictionary<(Guid, string, DateOnly), long> began) => cell.Version == version
        || (cell.Version > version && began.TryGetValue((cell.ChildId, cell.Unit, cell.Date), out var begin) && begin <= version);

    private static bool MayGo(Cell cell) => cell is
    {
        Booking: BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending,
        Attendance: AttendanceState.None,
    };

    private static bool IsPartOf(Cell cell, List<Cell> weeks) =>
        cell.IsPart && weeks.Exists(w => w.IsWeek && w.ChildId == cell.ChildId && w.Unit == cell.Part && Week.MondayOf(w.Date) == Week.MondayOf(cell.Date));

    // What requires a day that goes, and what requires that in turn.
    private static List<Cell> Along(PlanningRules rules, List<Cell> all, List<Cell> released)
    {
        var gone = released.ToList();
        for (var i = 0; i < gone.Count; i++)
        {
            var missing = all.Where(c => c == gone[i] || IsPartOf(c, [gone[i]])).Select(c => (c.Unit, c.Date)).ToHashSet();
            gone.AddRange(all.Where(c => c.ChildId == gone[i].ChildId && !c.IsPart && !gone.Contains(c) && Required.IsMet(c)
                && c.Attendance == AttendanceState.None && rules.Units.TryGetValue(c.Unit, out var unit)
                && Required.Of(unit, unit.WeekOf is null ? [c.Date] : [.. unit.DaysOn(c.Date)]).Any(missing.Contains)).ToList());
        }

        return gone[released.Count..];
    }

    private async Task<Dictionary<Guid, Request>> AskedAsync(List<Cell> cells, CancellationToken ct)
    {
        var lines = cells.Where(c => c.Booking != BookingState.Confirmed).Select(c => c.LineId).OfType<Guid>().ToList();
        List<Request> requests = lines.Count == 0 ? [] : await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History)
            .Where(r => r.Lines.Any(l => lines.Contains(l.Id))).ToListAsync(ct);
        return requests.SelectMany(r => r.Lines.Select(l => (l.Id, Request: r))).ToDictionary(l => l.Id, l => l.Request);
    }

    private static void Close(Request request, RequestLine line, DateTimeOffset now)
    {
        const string because = "Jour non payé à temps : il n’est plus réservé, rien n’est dû.";
        line.Accepted = line.Action != IntentAction.Book;
        line.Outcome = line.Action switch { IntentAction.Book => LineOutcome.Refused, IntentAction.Cancel => LineOutcome.Cancelled, _ => LineOutcome.Excused };
        (line.Code, line.Text, line.DecidedAt, line.UndoUntil) = ("unpaid", because, now.UtcDateTime, null);
        request.Conclude();
        request.Note(now.UtcDateTime, Announce.ByRule, because, line.Id);
    }

    // Of the unpaid days Billing tells; what goes with them it doesn't know.
    private void Tell(DaysUnpaid @event, PlanningRules rules, List<Cell> along)
    {
        if (along.Count > 0)
        {
            var today = rules.Today(clock.GetUtcNow());
            var days = along.OrderBy(c => c.Date).Select(c => $"– {rules.UnitLabel(c.Unit)}, {FrenchDates.DayOfMonth(c.Date, today)}").Distinct();
            db.Raise(new FamilyNotified(
                db.CurrentTenant, clock.UtcNow(), Guid.CreateVersion7(), @event.FamilyId, "prepaid",
                "D’autres jours sont rendus avec ceux qui n’ont pas été payés",
                $"Ils ne vont pas sans un jour qui n’est plus réservé, faute de paiement. Rien n’est dû :\n{string.Join('\n', days)}", "planning"));
        }
    }
}
