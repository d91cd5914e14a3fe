using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>POST /disruptions: excuses or closes in one transaction, frees the places, un-bills and tells each family once. …/preview saves nothing.</summary>
internal static class PostDisruption
{
    public static async Task<Results<Ok<DisruptionPreview>, ProblemHttpResult>> Preview(DisruptionPlan body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        return Targets.Check(body, rules, rules.Today(now)) is { } wrong ? wrong
            : Covered(Targets.ToDisruption(body, Guid.Empty, caller.Name, now), rules, caller.Scope) is { } notYours ? notYours
            : TypedResults.Ok((await Targets.ReadAsync(db, rules, Targets.ToDisruption(body, Guid.Empty, caller.Name, now), toChange: false, ct)).ToPreview());
    }

    public static async Task<Results<Created<DisruptionView>, Ok<DisruptionView>, ProblemHttpResult>> Handle(
        string tenant, ApplyDisruption body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        if (Targets.Check(body.Plan!, rules, rules.Today(now)) is { } wrong)
        {
            return wrong;
        }

        if (Covered(Targets.ToDisruption(body.Plan!, body.Key!.Value, caller.Name, now), rules, caller.Scope) is { } notYours)
        {
            return notYours;
        }

        var (id, isNew) = await db.WriteAsync(token =>
            ApplyAsync(db, rules, Targets.ToDisruption(body.Plan!, body.Key!.Value, rules.Signature(caller.Name), now), now, tell: true, token), ct);
        db.ChangeTracker.Clear();
        var view = (await ListDisruptions.OfAsync(db, rules, id, ct))!;
        return isNew ? TypedResults.Created($"/api/{tenant}/planning/disruptions/{id}", view) : TypedResults.Ok(view);
    }

    /// <summary>403 unless the agent decides on every service it meets.</summary>
    internal static ProblemHttpResult? Covered(Disruption disruption, PlanningRules rules, Scope scope) =>
        scope.IsAll ? null : scope.Refuse(rules, rules.Services.Values.Where(disruption.Covers).Select(s => s.Key));

    /// <summary>Inside a write. The disruption of that key, made now or before.</summary>
    /// <param name="tell">False for demonstration data: nobody is told.</param>
    internal static async Task<(Guid Id, bool IsNew)> ApplyAsync(PlanningDb db, PlanningRules rules, Disruption disruption, DateTimeOffset now, bool tell,
        CancellationToken ct)
    {
        await DayLock.HoldAsync(db, ct);
        if (await db.Disruptions.Where(d => d.Key == disruption.Key).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(ct) is { } known)
        {
            return (known, false);
        }

        var targets = await Targets.ReadAsync(db, rules, disruption, toChange: true, ct);
        db.Disruptions.Add(disruption);
        disruption.Cells = targets.Cells.Count;
        disruption.Children = targets.Cells.Select(c => c.ChildId).Distinct().Count();
        disruption.Families = targets.Cells.Select(c => c.FamilyId).Distinct().Count();
        var seats = await SeatBook.ReadAsync(db, rules, [.. targets.Cells.SelectMany(c => c.SeatKeys).Distinct()],
            Days.Range(disruption.First, disruption.Last), ct);
        var book = new DayBook(db, rules, seats, now);
        var waiting = await WaitingAsync(db, targets.Cells, ct);
        var waits = await SuspendedWaits.ReadAsync(db, disruption, ct);
        var waited = targets.Cells.Where(c => SuspendedWaits.IsWait(c.Booking)).Select(c => (c.ChildId, c.Unit, c.Date)).ToHashSet();
        foreach (var cell in targets.Cells)
        {
            // A day of a week that is asked goes alone: the request is still about the others.
            var line = !cell.IsPart && cell.LineId is { } lineId && waiting.TryGetValue(lineId, out var asked) ? asked.Lines.Find(l => l.Id == lineId) : null;
            var row = RowOf(disruption, cell, line);
            db.DisruptedCells.Add(row);
            if (disruption.Effect != DisruptionEffect.Reduced)
            {
                if (SuspendedWaits.IsWait(cell.Booking))
                {
                    waits.Suspend(cell);
                }

                book.Change(cell, c => c.Disrupt(disruption.Id));
                Close(line, line is null ? null : waiting[line.Id], cell, disruption, now);
            }

            row.CellVersion = cell.Version;
        }

        if (disruption.Effect == DisruptionEffect.Close)
        {
            await WithdrawWeeksAsync(db, rules, disruption, book, ct);
        }

        foreach (var family in tell ? targets.Cells.GroupBy(c => c.FamilyId) : [])
        {
            db.Raise(DisruptionWords.Notice(db, disruption, rules, family.Key, [.. family.Select(c => targets.ChildOf(c).FirstName).Distinct()], now,
                undone: false, booked: family.Any(c => !waited.Contains((c.ChildId, c.Unit, c.Date))),
                waited: family.Any(c => waited.Contains((c.ChildId, c.Unit, c.Date))), weeks: family.Any(c => c.IsPart)));
        }

        await book.CloseAsync(ct);
        return (disruption.Id, true);
    }

    private static DisruptedCell RowOf(Disruption disruption, Cell cell, RequestLine? line) => new()
    {
        DisruptionId = disruption.Id,
        ChildId = cell.ChildId,
        Unit = cell.Unit,
        Date = cell.Date,
        FamilyId = cell.FamilyId,
        Before = cell.Standing,
        Seats = cell.Seats,
        WaitingLine = disruption.Effect == DisruptionEffect.Reduced ? null : line?.Id,

    };

    // A week is offered with all its days or not at all: it keeps its turn.
    private static async Task WithdrawWeeksAsync(PlanningDb db, PlanningRules rules, Disruption disruption, DayBook book, CancellationToken ct)
    {
        var offered = await db.WaitingPlaces.Where(w =>
            w.State == WaitingState.Offered && w.Last > w.Date && w.Date <= disruption.Last && w.Last >= disruption.First).ToListAsync(ct);
        foreach (var waiting in await WaitingCase.ReadAsync(db, rules, offered, ct))
        {
            if (waiting.Unit is { } unit && waiting.Days.Any(d => disruption.Covers(unit.Service, waiting.Child, d)))
            {
                waiting.TakeOfferBack(book, disruption.By, $"{disruption.Cause} : la proposition est retirée, l’enfant garde son tour sur la liste d’attente.");
            }
        }
    }

    /// <summary>The requests of lines that wait for an agent or a place on these cells, by line.</summary>
    internal static async Task<Dictionary<Guid, Request>> WaitingAsync(PlanningDb db, IEnumerable<Cell> cells, CancellationToken ct)
    {
        var lines = cells.Where(c =>
            c.LineId is not null && c.Booking is BookingState.Pending or BookingState.CancelPending or BookingState.AbsencePending or BookingState.Waitlisted
            or BookingState.Offered or BookingState.Wished).Select(c => c.LineId!.Value).ToList();
        return await RequestsOfAsync(db, lines, ct);
    }

    internal static async Task<Dictionary<Guid, Request>> RequestsOfAsync(PlanningDb db, List<Guid> lines, CancellationToken ct)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var requests = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).Where(r => r.Lines.Any(l => lines.Contains(l.Id)))
            .ToListAsync(ct);
        return requests.SelectMany(r => r.Lines.Select(l => (l.Id, Request: r))).ToDictionary(l => l.Id, l => l.Request);
    }

    private static void Close(RequestLine? line, Request? request, Cell cell, Disruption disruption, DateTimeOffset now)
    {
        if (line is null || request is null)
        {
            return;
        }

        line.Accepted = cell.Booking != BookingState.Refused;
        line.Outcome = line.Accepted == true ? LineOutcome.Excused : LineOutcome.Refused;
        line.Code = "disrupted";
        line.Text = $"{disruption.Cause} : rien n’est facturé ce jour-là.";
        line.DecidedAt = now.UtcDateTime;
        line.UndoUntil = null;
        request.Conclude();
        request.Note(now.UtcDateTime, disruption.By, $"{disruption.Cause} : le jour n’attend plus de réponse.", line.Id);
    }
}
