using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Waiting;

/// <summary>GET /waiting: the lists per day and service as they will be served, with the offers that run.</summary>
internal static class GetWaitingList
{
    private const int Shown = 300;

    public static async Task<Results<Ok<WaitingListView>, ProblemHttpResult>> Handle(string? service, DateOnly? date, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        var scope = caller.Scope.KeysOf(rules);
        if (!string.IsNullOrEmpty(service) && (!rules.Services.ContainsKey(service) || scope?.Contains(service) == false))
        {
            return Problems.NotFound("service.unknown");
        }

        var all = db.WaitingPlaces.AsNoTracking().Where(w => w.Date >= today && w.State != WaitingState.Wish && w.State != WaitingState.Suspended);
        all = scope is null ? all : all.Where(w => scope.Contains(w.Service));
        var services = await all.Select(w => w.Service).Distinct().ToListAsync(ct);
        all = string.IsNullOrEmpty(service) ? all : all.Where(w => w.Service == service);
        all = date is { } only ? all.Where(w => w.Date == only) : all;
        var total = await all.CountAsync(ct);
        var places = await all.OrderBy(w => w.Date).ThenBy(w => w.Service).ThenByDescending(w => w.State == WaitingState.Offered)
            .ThenByDescending(w => w.Points).ThenBy(w => w.Turn).Take(Shown).ToListAsync(ct);
        var ids = places.ConvertAll(p => p.Id);
        var ranks = await Ranks.OfAsync(db, db.WaitingPlaces.Where(w => ids.Contains(w.Id)), ct);
        return TypedResults.Ok(new WaitingListView(
            [.. rules.Services.Values.Where(s => services.Contains(s.Key)).Select(s => new FilterOption(s.Key, $"{s.Facility.Label}, {s.Label}"))],
            await DaysOf(db, rules, places, ranks, clock.GetUtcNow(), ct), total));
    }

    /// <summary>How many children wait although a place is free for them: what a full list kept back, or a limit on offers.</summary>
    internal static async Task<int> OfferableAsync(PlanningDb db, PlanningRules rules, HashSet<string>? scope, DateTimeOffset now, CancellationToken ct)
    {
        var today = rules.Today(now);
        var places = (await db.WaitingPlaces.AsNoTracking().Where(w => w.Date >= today && w.State == WaitingState.Waiting).ToListAsync(ct))
            .FindAll(p => rules.Services.ContainsKey(p.Service) && scope?.Contains(p.Service) != false);
        if (places.Count == 0)
        {
            return 0;
        }

        var families = places.Select(p => p.FamilyId).Distinct().ToList();
        var children = await db.KnownChildren.AsNoTracking().Where(c => families.Contains(c.FamilyId)).ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        var seats = await SeatBook.ReadAsync(db, rules,
            [.. places.Select(p => p.Service).Distinct().SelectMany(s => rules.Services[s].Units).SelectMany(u => u.Pools).Select(p => p.Key).Distinct()],
            Days.Of(places.Select(p => p.Date)), ct);
        return places.Count(p => MayOffer(p, children.GetValueOrDefault((p.FamilyId, p.ChildId)), rules, seats, now));
    }

    private static async Task<WaitingDay[]> DaysOf(PlanningDb db, PlanningRules rules, List<WaitingPlace> places, Dictionary<Guid, int> ranks,
        DateTimeOffset now, CancellationToken ct)
    {
        var families = places.Select(p => p.FamilyId).Distinct().ToList();
        var requests = places.Select(p => p.RequestId).Distinct().ToList();
        var names = await db.KnownFamilies.AsNoTracking().Where(f => families.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => families.Contains(c.FamilyId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        var numbers = await db.Requests.Where(r => requests.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Number, ct);
        var known = places.Where(p => rules.Services.ContainsKey(p.Service)).ToList();
        List<string> pools = [.. known.Select(p => p.Service).Distinct().SelectMany(s => rules.Services[s].Units).SelectMany(u => u.Pools).Select(p => p.Key)
            .Distinct()];
        var seats = await SeatBook.ReadAsync(db, rules, pools, Days.Of(known.Select(p => p.Date)), ct);
        return [.. known.GroupBy(p => (p.Date, p.Service)).Select(day =>
        {
            var service = rules.Services[day.Key.Service];
            return new WaitingDay(day.Key.Date, service.Key, service.Label, service.Facility.Label,
                [.. service.Units.SelectMany(u => u.Pools).Distinct().Select(p => new DayPool(p.Label, p.Capacity, seats.Taken(p.Key, day.Key.Date)))],
                rules.LastMinute(service.Day(day.Key.Date).PlacesUntil)!.Value,
                [.. day.Select(p => new WaitingEntry(p.Id, p.FamilyId, names.GetValueOrDefault(p.FamilyId, ""), p.ChildId,
                    children.GetValueOrDefault((p.FamilyId, p.ChildId)) is { } child ? $"{child.FirstName} {child.LastName}" : "", rules.UnitLabel(p.Unit),
                    ranks.TryGetValue(p.Id, out var rank) ? rank : null, p.Points, p.PointsText, rules.Local(p.Since), rules.LastMinute(p.OfferUntil),
                    p.RequestId, numbers.GetValueOrDefault(p.RequestId, ""), p.Last > p.Date ? p.Last : null,
                    p.State == WaitingState.Waiting && MayOffer(p, children.GetValueOrDefault((p.FamilyId, p.ChildId)), rules, seats, now)))]);
        })];
    }

    // Of a week its first day is looked at; the offer itself looks at all of them.
    private static bool MayOffer(WaitingPlace place, KnownChild? child, PlanningRules rules, SeatBook seats, DateTimeOffset now) =>
        child is not null && rules.Units.TryGetValue(place.Unit, out var unit) && now < unit.Service.Day(place.Date).PlacesUntil
        && (unit.WeekOf is { } day ? day : unit).PoolsAt(child.AgeOn(place.Date)) is { } pools && seats.FullOf(pools, place.Date) is null;
}
