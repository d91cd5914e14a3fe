using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>What waits for a place on a day that closes: out of the lists while the closure stands, and back in its turn when that is undone.</summary>
internal sealed class SuspendedWaits
{
    private readonly Dictionary<(Guid Child, string Unit, DateOnly Date), WaitingPlace> _places;
    private readonly HashSet<(string Service, string Period)> _allocated;

    private SuspendedWaits(Dictionary<(Guid, string, DateOnly), WaitingPlace> places, HashSet<(string, string)> allocated) =>
        (_places, _allocated) = (places, allocated);

    public static bool IsWait(BookingState booking) => booking is BookingState.Waitlisted or BookingState.Offered or BookingState.Wished;

    public static async Task<SuspendedWaits> ReadAsync(PlanningDb db, Disruption disruption, CancellationToken ct)
    {
        var places = disruption.Effect == DisruptionEffect.Close
            ? await db.WaitingPlaces.Where(w => w.Date >= disruption.First && w.Date <= disruption.Last).ToListAsync(ct) : [];
        var allocated = places.Count == 0 ? [] : await db.AllocationRuns.AsNoTracking().Select(r => new { r.Service, r.Period }).ToListAsync(ct);
        return new(places.ToDictionary(p => (p.ChildId, p.Unit, p.Date)), [.. allocated.Select(a => (a.Service, a.Period))]);
    }

    public void Suspend(Cell cell)
    {
        if (Of(cell) is { } place && place.Id == cell.LineId)
        {
            place.State = WaitingState.Suspended;
            place.OfferedAt = place.OfferUntil = null;
            place.Version++;
        }
    }

    /// <summary>
    /// The cell, put back to what it was, waits again; an offer that ran starts anew at the turn of the list. Null when its place on the list is gone.
    /// </summary>
    public WaitingPlace? Resume(Cell cell, Request request, PlanningRules rules, string by, DayBook book)
    {
        if (Of(cell) is not { State: WaitingState.Suspended } place || request.Lines.Find(l => l.Id == place.Id) is not { } line)
        {
            return null;
        }

        var period = rules.Services.GetValueOrDefault(place.Service)?.Day(place.Date).Period?.Key;
        var isWish = cell.Booking == BookingState.Wished && !(period is not null && _allocated.Contains((place.Service, period)));
        book.Change(cell, c => c.WaitAgain(isWish));
        place.State = isWish ? WaitingState.Wish : WaitingState.Waiting;
        place.Version++;
        line.Accepted = null;
        line.Outcome = isWish ? LineOutcome.Pending : LineOutcome.Waitlisted;
        line.Code = isWish ? "pending.wish" : "waiting";
        line.Text = isWish ? "L’annonce est annulée : le souhait compte de nouveau pour l’attribution."
            : "L’annonce est annulée : l’enfant retrouve son tour sur la liste d’attente.";
        line.DecidedAt = null;
        line.CellVersion = cell.Version;
        request.Conclude();
        request.Note(book.Now.UtcDateTime, by, line.Text, line.Id);
        return place;
    }

    /// <summary>Its day has become something else: it waits no more.</summary>
    public void Drop(PlanningDb db, DisruptedCell row)
    {
        if (_places.GetValueOrDefault((row.ChildId, row.Unit, row.Date)) is { State: WaitingState.Suspended } place)
        {
            db.WaitingPlaces.Remove(place);
        }
    }

    private WaitingPlace? Of(Cell cell) => _places.GetValueOrDefault((cell.ChildId, cell.Unit, cell.Date));
}
