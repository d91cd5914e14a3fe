using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Waiting;

/// <summary>GET /offers: places held for the family, soonest end first, and where it waits.</summary>
internal static class ListOffers
{
    public static async Task<Results<Ok<OffersView>, ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        if (await ChildNames.OfAsync(db, who.Family, ct) is not { } names)
        {
            return Problems.NotFound();
        }

        var (now, today) = (clock.UtcNow(), rules.Today(clock.GetUtcNow()));
        var mine = db.WaitingPlaces.AsNoTracking().Where(w => w.FamilyId == who.Family && w.Date >= today && w.State != WaitingState.Suspended);
        var places = await mine.OrderBy(w => w.Date).ThenBy(w => w.Turn).ToListAsync(ct);
        var requests = places.Select(p => p.RequestId).Distinct().ToList();
        var numbers = await db.Requests.Where(r => requests.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Number, ct);
        var ranks = places.Count == 0 ? [] : await Ranks.OfAsync(db, mine, ct);
        return TypedResults.Ok(new OffersView(
            [.. places.Where(p => p.State == WaitingState.Offered && p.OfferUntil > now).OrderBy(p => p.OfferUntil)
                .Select(p => OfferOf(p, rules, names.GetValueOrDefault(p.ChildId, ""), numbers[p.RequestId]))],
            [.. places.Where(p => p.State != WaitingState.Offered).Select(p =>
            {
                var (label, service, facility) = Named(rules, p);
                return new WaitingView(p.Id, p.ChildId, names.GetValueOrDefault(p.ChildId, ""), p.Unit, label, service, facility, p.Date,
                    ranks.TryGetValue(p.Id, out var rank) ? rank : null, p.Points, p.PointsText, p.RequestId, numbers[p.RequestId],
                    p.Last > p.Date ? p.Last : null);
            })]));
    }

    internal static OfferView OfferOf(WaitingPlace place, PlanningRules rules, string child, string number)
    {
        var (label, service, facility) = Named(rules, place);
        return new OfferView(place.Id, place.ChildId, child, place.Unit, label, service, facility, place.Date, rules.LastMinute(place.OfferUntil)!.Value,
            place.RequestId, number, place.Last > place.Date ? place.Last : null);
    }

    private static (string Unit, string Service, string Facility) Named(PlanningRules rules, WaitingPlace place)
    {
        var unit = rules.Units.GetValueOrDefault(place.Unit);
        return (unit?.Label ?? place.Unit, unit?.Service.Label ?? place.Service, unit?.Service.Facility.Label ?? "");
    }
}
