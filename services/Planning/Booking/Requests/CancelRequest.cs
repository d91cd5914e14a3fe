using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Requests;

/// <summary>
/// POST /requests/{id}/cancel: the family takes a request back, or the lines it names, as long as each one's limit allows it. The cells are again what they
/// were.
/// </summary>
internal static class CancelRequest
{
    public static async Task<Results<Ok<Receipt>, ProblemHttpResult>> Handle(Guid id, UndoLines? body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var (receipt, problem) = await db.WriteAsync(async token =>
        {
            var request = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).SingleOrDefaultAsync(r => r.Id == id, token);
            if (request is null || !GetRequest.MaySee(caller, request.FamilyId))
            {
                return (Receipt: (Receipt?)null, Problem: (ProblemHttpResult?)Problems.NotFound());
            }

            var names = await ChildNames.OfAsync(db, request.FamilyId, token) ?? [];
            var chosen = body?.Lines is { Length: > 0 } asked ? asked.ToHashSet() : null;
            if (chosen?.IsSubsetOf(request.Lines.Select(l => l.Id)) == false)
            {
                return (null, Problems.NotFound());
            }

            // Sent twice: what is taken back already needs nothing more.
            if (request.Status != RequestStatus.Cancelled && (chosen is null || request.Lines.Exists(l => chosen.Contains(l.Id) && !l.TakenBack)))
            {
                if (await TakeBackAsync(db, request, chosen, rules, names, caller.Name, caller.Owner?.OwnerId != request.FamilyId, now, token) is { } refused)
                {
                    // Nothing of a change that was begun may be saved.
                    db.ChangeTracker.Clear();
                    return (null, refused);
                }
            }

            return (Receipts.Of(request, rules, names, now), null);
        }, ct);
        return receipt is null ? problem! : TypedResults.Ok(receipt);
    }

    // What was given up for a day, or for a week, and what was booked for it came together and go together.
    private static bool ComesWith(Request request, RequestLine line, HashSet<Guid> chosen)
    {
        var wish = request.Lines.FindAll(l => (l.Position, l.ChildId) == (line.Position, line.ChildId));
        return wish.Exists(l => chosen.Contains(l.Id)) && wish.Exists(l => l.Action != line.Action);
    }

    // A day given up for a week was its day since: the week is told by its own cell, and so is the day as long as nothing happened to it alone.
    private static bool IsUnchanged(Cell cell, RequestLine line, RequestLine? week) => week is not null && cell.LineId == week.Id
        ? cell is { IsPart: true, Attendance: AttendanceState.None, DisruptionId: null } && cell.Part == week.Unit
        : cell.LineId == line.Id && cell.Version == line.CellVersion;

    private static async Task<ProblemHttpResult?> TakeBackAsync(
        PlanningDb db, Request request, HashSet<Guid>? chosen, PlanningRules rules, Dictionary<Guid, string> names, string by, bool byAgent, DateTimeOffset now,
        CancellationToken ct)
    {
        var lines = request.Lines.Where(l => l.UndoUntil is not null && (chosen is null || chosen.Contains(l.Id) || ComesWith(request, l, chosen))).ToList();
        if (lines.Count == 0)
        {
            return Problems.Conflict("undo.nothing", "Cette demande n’a plus rien à reprendre.");
        }

        var first = lines.Min(l => l.UndoUntil!.Value);
        // What the service itself has entered wrongly it can correct until the day is over.
        var corrects = byAgent && request.ByAgent && lines.TrueForAll(l => l.Date >= rules.Today(now));
        if (first <= now.UtcDateTime && !corrects)
        {
            var moment = FrenchDates.Moment(rules.LastMinute(first)!.Value, rules.Today(now));
            return Problems.Conflict("undo.too-late",
                $"La limite pour tout reprendre est passée : c’était le {moment}. Choisissez les jours à reprendre, ou annulez-les un par un.");
        }

        await DayLock.ShareAsync(db, ct);
        var cells = await CellsOfLines.ReadAsync(db, rules, lines, now, ct);
        if (PutBack(request, lines, cells, rules) is { } refused)
        {
            return refused;
        }

        await EvidenceBook.WithdrawAsync(db, lines, ct);
        var ids = lines.ConvertAll(l => l.Id);
        db.WaitingPlaces.RemoveRange(await db.WaitingPlaces.Where(w => ids.Contains(w.Id)).ToListAsync(ct));
        request.Conclude();
        var what = chosen is null || request.Status == RequestStatus.Cancelled ? "Demande reprise" : lines.Count == 1
            ? "Un jour repris" : $"{lines.Count} jours repris";
        request.Note(now.UtcDateTime, by, what + (byAgent ? " par le service au nom de la famille." : " par la famille."));
        // While some days still wait for an agent, only what stands and what was taken back is told.
        RequestDecision? decision = chosen is null || request.Status == RequestStatus.Cancelled ? RequestDecision.Cancelled : null;
        Announce.Decided(db, request, rules, names, now.UtcDateTime, by, automatic: true, decision, ownAct: !byAgent);
        await cells.Days.CloseAsync(ct);
        return null;
    }

    /// <summary>Each cell is again what it was, or the first that can't be says so; then nothing may be saved.</summary>
    private static ProblemHttpResult? PutBack(Request request, List<RequestLine> lines, CellsOfLines cells, PlanningRules rules)
    {
        var weeks = lines.FindAll(l => l.Action == IntentAction.Book && rules.Units.TryGetValue(l.Unit, out var unit) && unit.WeekOf is not null);
        RequestLine? WeekFor(RequestLine line) =>
            line.Action == IntentAction.Cancel ? weeks.Find(w => (w.Position, w.ChildId) == (line.Position, line.ChildId)) : null;
        if (lines.Exists(l => cells.Of(l) is not { } cell || !IsUnchanged(cell, l, WeekFor(l))))
        {
            return Problems.Conflict("undo.changed", "Un des jours a changé depuis. Annulez les jours un par un.");
        }

        // What was booked goes first: what had been given up for it comes back to the same place.
        foreach (var line in lines.OrderBy(l => l.Action == IntentAction.Book ? 0 : 1))
        {
            var cell = cells.Of(line)!;
            if (lines.Exists(l => WeekFor(l) == line))
            {
                cells.FreeWeek(cell);
            }

            var there = true;
            cells.Days.Change(cell, request, line, c => there = cells.PutBack(c, line));
            if (!there)
            {
                return Problems.Conflict("undo.full", "La place libérée est prise depuis. Annulez les jours un par un.");
            }

            line.Outcome = LineOutcome.Cancelled;
            line.Accepted = false;
            line.TakenBack = true;
            line.UndoUntil = null;
            line.Code = "taken-back";
            line.Text = "Repris par la famille : rien n’a changé ce jour-là.";
        }

        return null;
    }
}
