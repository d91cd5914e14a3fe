using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Booking.Waiting;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Grid;

/// <summary>GET /home: what a family's first page shows of the planning. The most asked page of all: one call, and no cell that it doesn't show.</summary>
internal static class GetHome
{
    public static async Task<Results<Ok<PlanningHome>, ProblemHttpResult>> Handle(PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId!.Value;
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var today = rules.Today(now);
        var first = new DateOnly(today.Year, today.Month, 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        // This week and the next, whole: what is booked of a week decides on its other days.
        var days = Days.Range(monday, monday.AddDays(13));
        var coming = Days.Range(today, days.Last);
        var plan = await FamilyPlan.ReadAsync(db, rules, family, days, toChange: false, ct);
        if (plan is null)
        {
            return Problems.NotFound();
        }

        var policy = new CellPolicy(rules, plan, now, byAgent: false);
        var ranks = await Ranks.OfFamilyAsync(db, plan, days, ct);
        var names = plan.Children.ToDictionary(c => c.ChildId, c => c.FirstName);
        return TypedResults.Ok(new PlanningHome(
            [.. Enumerable.Range(0, days.Last.Month == today.Month ? 1 : 2).Select(first.AddMonths)
                .Select(m => GetMonth.ViewOf(plan, policy, rules, ranks, m, coming, byAgent: false) with { AbsenceReasons = [], Facilities = [],
                Services = [] })],
            await WaitingAsync(db, rules, family, names, ct), await OffersAsync(db, rules, family, now, names, ct),
            await EvidenceAsync(db, rules, family, names, ct), await EnrolmentsAsync(db, rules, family, names, ct)));
    }

    // However old: what waits is never left out. The same as « en attente » in the list of requests, and what waits for a place.
    private static async Task<RequestSummary[]> WaitingAsync(PlanningDb db, PlanningRules rules, Guid family, Dictionary<Guid, string> names,
        CancellationToken ct)
    {
        var requests = await ListRequests.OfStatus(db, db.Requests.AsNoTracking().Where(r => r.FamilyId == family), RequestStatus.Pending)
            .Concat(db.Requests.AsNoTracking().Where(r => r.FamilyId == family && r.Status == RequestStatus.Waiting))
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Number).ToListAsync(ct);
        return requests.Count == 0 ? [] : await Summaries.OfAsync(db, requests, rules, names, ct);
    }

    private static async Task<OfferView[]> OffersAsync(PlanningDb db, PlanningRules rules, Guid family, DateTimeOffset now, Dictionary<Guid, string> names,
        CancellationToken ct)
    {
        var (at, today) = (now.UtcDateTime, rules.Today(now));
        var offers = await db.WaitingPlaces.AsNoTracking()
            .Where(w => w.FamilyId == family && w.State == WaitingState.Offered && w.OfferUntil > at && w.Date >= today)
            .OrderBy(w => w.OfferUntil).Select(w => new { Place = w, db.Requests.First(r => r.Id == w.RequestId).Number }).ToListAsync(ct);
        return [.. offers.Select(o => ListOffers.OfferOf(o.Place, rules, names.GetValueOrDefault(o.Place.ChildId, ""), o.Number))];
    }

    private static async Task<EnrolmentWaiting[]> EnrolmentsAsync(PlanningDb db, PlanningRules rules, Guid family, Dictionary<Guid, string> names,
        CancellationToken ct)
    {
        var asked = await db.EnrolmentRequests.AsNoTracking().Where(r => r.FamilyId == family && r.Status == RequestStatus.Pending)
            .OrderByDescending(r => r.At).Select(r => new { r.Id, r.Number, r.At, r.ChildId, r.Service }).ToListAsync(ct);
        return [.. asked.Select(r => new EnrolmentWaiting(r.Id, r.Number, rules.Local(r.At), names.GetValueOrDefault(r.ChildId, ""),
            rules.Services.GetValueOrDefault(r.Service)?.Label ?? r.Service))];
    }

    private static async Task<EvidenceDue[]> EvidenceAsync(PlanningDb db, PlanningRules rules, Guid family, Dictionary<Guid, string> names,
        CancellationToken ct)
    {
        var awaited = await db.Evidence.AsNoTracking().Where(e => e.FamilyId == family && e.State == EvidenceState.Awaited)
            .OrderBy(e => e.DueAt).Select(e => new { e.Id, e.ChildId, e.DueAt }).ToListAsync(ct);
        return [.. awaited.Select(e => new EvidenceDue(e.Id, names.GetValueOrDefault(e.ChildId, ""), rules.LastMinute(e.DueAt)!.Value))];
    }
}
