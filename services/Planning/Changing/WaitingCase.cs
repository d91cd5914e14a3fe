using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>One place on the list with all that its end changes: the cell, the line and the request it came from.</summary>
internal sealed class WaitingCase(PlanningDb db, PlanningRules rules, WaitingPlace place, Cell cell, Request request, RequestLine line, KnownChild child,
    WeekCells weeks)
{
    public WaitingPlace Place => place;

    public Cell Cell => cell;

    public Request Request => request;

    public KnownChild Child => child;

    /// <summary>Null when the unit is no longer in the rules.</summary>
    public Unit? Unit { get; } = rules.Units.GetValueOrDefault(place.Unit);

    /// <summary>The days it is for: its own, or those of its week as the rules have it today.</summary>
    public IReadOnlyList<DateOnly> Days => Unit is { WeekOf: not null } week ? week.BeginsOn(place.Date) ? week.DaysOn(place.Date) : [] : [place.Date];

    /// <summary>Pools in which it needs a place on that day.</summary>
    public IReadOnlyList<Pool> PoolsOn(DateOnly date) => (Unit?.WeekOf ?? Unit)?.PoolsAt(child.AgeOn(date)) ?? [];

    /// <summary>Its pools and days, to change.</summary>
    public async Task<DayBook> OpenAsync(DateTimeOffset now, CancellationToken ct) => new(db, rules, await SeatBook.ReadAsync(db, rules,
        [.. Days.SelectMany(PoolsOn).Select(p => p.Key).Concat(cell.SeatKeys).Distinct()], Book.Days.Range(place.Date, place.Last), ct), now);

    /// <summary>Gives it a place on each of its days, or on none.</summary>
    public bool TryTake(DayBook book, BookingState booking) => Unit is { WeekOf: not null } week
        ? Days.Count > 0 && weeks.TryTake(cell, week, child, book, booking)
        : book.Seats.TryTake(cell, PoolsOn(place.Date));

    private string UnitLabel => Unit?.Label ?? place.Unit;

    /// <summary>Those of these places that still are what their cells say; the others are gone without a trace.</summary>
    public static async Task<List<WaitingCase>> ReadAsync(PlanningDb db, PlanningRules rules, IReadOnlyCollection<WaitingPlace> places, CancellationToken ct)
    {
        if (places.Count == 0)
        {
            return [];
        }

        var children = places.Select(p => p.ChildId).Distinct().ToList();
        var (first, last) = (places.Min(p => p.Date), places.Max(p => p.Date));
        var ids = places.Select(p => p.RequestId).Distinct().ToList();
        var lineIds = places.Select(p => (Guid?)p.Id).ToList();
        // The days of a week name its line too.
        var units = places.ToDictionary(p => p.Id, p => p.Unit);
        var cells = (await db.Cells.Where(c => children.Contains(c.ChildId) && c.Date >= first && c.Date <= last && lineIds.Contains(c.LineId)).ToListAsync(ct))
            .Where(c => c.Unit == units[c.LineId!.Value]).ToDictionary(c => c.LineId!.Value);
        var requests = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).Where(r => ids.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, ct);
        var known = await db.KnownChildren.AsNoTracking().Where(c => children.Contains(c.ChildId)).ToListAsync(ct);
        var weeks = await WeekCells.ReadAsync(db, places.Select(p => (p.ChildId, rules.Units.GetValueOrDefault(p.Unit), p.Date)), ct);
        var cases = new List<WaitingCase>();
        foreach (var place in places)
        {
            if (cells.GetValueOrDefault(place.Id) is { Booking: BookingState.Waitlisted or BookingState.Offered or BookingState.Wished } cell
                && requests.GetValueOrDefault(place.RequestId) is { } request && request.Lines.Find(l => l.Id == place.Id) is { } line
                && known.Find(c => c.ChildId == place.ChildId && c.FamilyId == place.FamilyId) is { } child)
            {
                cases.Add(new WaitingCase(db, rules, place, cell, request, line, child, weeks));
            }
            else
            {
                db.WaitingPlaces.Remove(place);
            }
        }

        return cases;
    }

    /// <summary>The place, already taken for the cell, is the child's.</summary>
    public async Task BookAsync(DayBook book, string code, string text, string by, CancellationToken ct)
    {
        var now = book.Now;
        Become(BookingState.Confirmed, book);
        line.Outcome = LineOutcome.Booked;
        line.Accepted = true;
        var undo = Unit is null ? (DateTimeOffset?)null : Undo.Until(IntentAction.Book, Unit, place.Date);
        line.UndoUntil = undo?.UtcDateTime;
        line.Text = undo > now ? $"{text} Annulable jusqu’au {FrenchDates.Moment(rules.LastMinute(undo)!.Value, rules.Today(now))}." : text;
        Close(book, c => c.Confirm(), code, by);
        await ConcludeAsync($"{DayOf(now)} : {Lower(text)}", by, now, RequestDecision.Accepted, ct);
    }

    /// <summary>A place, already taken for the cell, is held until the family has answered.</summary>
    public void Offer(DayBook book, DateTimeOffset until, string by)
    {
        var now = book.Now;
        var moment = FrenchDates.Moment(rules.LastMinute(until)!.Value, rules.Today(now));
        Become(BookingState.Offered, book);
        place.State = WaitingState.Offered;
        place.OfferedAt = now.UtcDateTime;
        place.OfferUntil = until.UtcDateTime;
        place.Version++;
        line.Code = "offered";
        var freed = IsWeek ? "Une place s’est libérée chaque jour de la semaine" : "Une place s’est libérée";
        line.Text = $"{freed} : elle vous est réservée jusqu’au {moment}. Acceptez-la ou laissez-la.";
        book.Change(cell, request, line, c => c.Offer());
        request.Note(now.UtcDateTime, by, $"{DayOf(now)} : place proposée jusqu’au {moment}.", line.Id);
        var what = DayOf(now);
        db.Raise(new FamilyNotified(db.CurrentTenant, now.UtcDateTime, Guid.CreateVersion7(), place.FamilyId, "offer", $"Une place se libère : {what}",
            $"{freed} : {what}.\nElle est gardée pour vous jusqu’au {moment}.\nAcceptez-la ou laissez-la depuis « Places proposées ». Sans réponse, elle ira à la famille suivante.",
            "planning/offres"));
    }

    /// <summary>What was offered can't be given: it waits again, in its turn.</summary>
    public void TakeOfferBack(DayBook book, string by, string text)
    {
        place.State = WaitingState.Waiting;
        place.OfferedAt = place.OfferUntil = null;
        place.Version++;
        line.Code = "waiting";
        line.Text = text;
        book.Change(cell, request, line, c => c.WaitAgain());
        request.Note(book.Now.UtcDateTime, by, text, line.Id);
    }

    /// <summary>A wish gets its place, already taken for the cell. The family is told about all its wishes at once.</summary>
    public void Allocate(DayBook book, RankedWish rank)
    {
        Become(BookingState.Confirmed, book);
        line.Outcome = LineOutcome.Booked;
        line.Accepted = true;
        line.UndoUntil = Unit is null ? null : Undo.Until(IntentAction.Book, Unit, place.Date).UtcDateTime;
        line.Text = $"Place attribuée : rang {rank.Rank}{Because(rank)}.";
        Close(book, c => c.Confirm(), "booked.allocation", Announce.ByRule);
        request.Conclude();
        request.Note(book.Now.UtcDateTime, Announce.ByRule, $"{DayOf(book.Now)} : place attribuée.", line.Id);
    }

    /// <summary>A wish without a place keeps its order on the waiting list, before whoever comes later.</summary>
    public void Enlist(DayBook book, RankedWish rank)
    {
        place.State = WaitingState.Waiting;
        (place.Points, place.PointsText, place.Turn) = (rank.Points, rank.PointsText, rank.Order);
        place.Version++;
        line.Outcome = LineOutcome.Waitlisted;
        line.Code = "waiting.allocation";
        line.Text = rank.Closed
            ? $"Le service est fermé {(place.Last > place.Date ? "un de ces jours" : "ce jour-là")} : rien n’a été attribué, l’enfant est sur la liste d’attente."
            : rank.Missing is { } missing
            ? $"« {rules.UnitLabel(missing)} », qu’il faut aussi ce jour-là, n’a pas été attribué (rang {rank.Rank}{Because(rank)}) : l’enfant est sur la liste d’attente."
            : $"Pas de place à l’attribution (rang {rank.Rank}{Because(rank)}) : l’enfant est sur la liste d’attente.";
        line.DecidedAt = book.Now.UtcDateTime;
        book.Change(cell, request, line, c => c.WaitAgain());
        request.Conclude();
        request.Note(book.Now.UtcDateTime, Announce.ByRule, $"{DayOf(book.Now)} : sur la liste d’attente après l’attribution.", line.Id);
    }

    private static string Because(RankedWish rank) =>
        $", {rank.Points} {(rank.Points > 1 ? "points" : "point")}{(rank.Lot is null ? "" : $", tirage {rank.Lot}")}";

    /// <summary>The wait is over without a place; what the cell held is free.</summary>
    public async Task EndAsync(DayBook book, string code, string text, LineOutcome outcome, string by, CancellationToken ct)
    {
        var now = book.Now;
        if (IsWeek)
        {
            weeks.Free(cell, book);
        }

        line.Outcome = outcome;
        line.Accepted = false;
        line.TakenBack = outcome == LineOutcome.Cancelled;
        line.UndoUntil = null;
        line.Text = text;
        Close(book, c => c.GiveUp(), code, by);
        await ConcludeAsync($"{DayOf(now)} : {Lower(text)}", by, now, outcome == LineOutcome.Cancelled ? RequestDecision.Cancelled : RequestDecision.Refused,
            ct);
    }

    private void Close(DayBook book, Action<Cell> act, string code, string by)
    {
        line.Code = code;
        line.DecidedBy = null;
        line.DecidedAt = book.Now.UtcDateTime;
        book.Change(cell, request, line, act);
        db.WaitingPlaces.Remove(place);
        request.DecidedBy = by;
        request.DecidedAt = book.Now.UtcDateTime;
    }

    // A request of several days says for each what became of it; its own status says more than this one day's.
    private async Task ConcludeAsync(string note, string by, DateTimeOffset now, RequestDecision one, CancellationToken ct)
    {
        request.Conclude();
        request.Note(now.UtcDateTime, by, note, line.Id);
        var names = await ChildNames.OfAsync(db, request.FamilyId, ct) ?? [];
        Announce.Decided(db, request, rules, names, now.UtcDateTime, by, automatic: true, request.Lines.Count == 1 ? one : null);
    }

    private string DayOf(DateTimeOffset now) =>
        $"{UnitLabel}, {child.FirstName}, {(place.Last > place.Date ? FrenchDates.Range(place.Date, place.Last, rules.Today(now)) : FrenchDates.Day(place.Date, rules.Today(now)))}";

    /// <summary>« le jour est réservé »</summary>
    public string Booked => IsWeek ? "la semaine est réservée" : "le jour est réservé";

    private bool IsWeek => Unit is { WeekOf: not null };

    private void Become(BookingState booking, DayBook book)
    {
        if (IsWeek)
        {
            weeks.Become(cell, booking, book);
        }
    }

    private static string Lower(string text) => char.ToLower(text[0], System.Globalization.CultureInfo.InvariantCulture) + text[1..];
}
