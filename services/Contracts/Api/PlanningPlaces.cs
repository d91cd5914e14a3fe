using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/planning/offers[?family=…]: places held for the family until it answers, and where it waits.</summary>
public sealed record OffersView(OfferView[] Offers, WaitingView[] Waiting);

/// <param name="OfferId">For POST …/offers/{id}/accept and …/offers/{id}/decline, which answer the
/// <see cref="Receipt"/>; 409 "offer.over" when it ended otherwise.</param>
/// <param name="Until">Last local minute to answer; afterwards the place goes to the next in turn.</param>
/// <param name="Last">Of a week: its last day; all days have a place.</param>
public sealed record OfferView(
    Guid OfferId, Guid ChildId, string Child, string Unit, string UnitLabel, string ServiceLabel, string FacilityLabel, DateOnly Date, DateTime Until,
    Guid RequestId, string RequestNumber, DateOnly? Last = null);

/// <param name="Rank">1 is next; null for a wish that waits for the allocation.</param>
/// <param name="PointsText">What gives the points: "Habite la commune : 10 points".</param>
public sealed record WaitingView(
    Guid WaitingId, Guid ChildId, string Child, string Unit, string UnitLabel, string ServiceLabel, string FacilityLabel, DateOnly Date, int? Rank, int Points,
    string PointsText, Guid RequestId, string RequestNumber, DateOnly? Last = null);

/// <summary>GET /api/{tenant}/planning/waiting?service=&amp;date=: the lists from today on, agents with permission
/// "requests"; at most 300 entries, <paramref name="Total"/> says how many there are.</summary>
public sealed record WaitingListView(FilterOption[] Services, WaitingDay[] Days, int Total);

/// <param name="Until">Last local minute in which a freed place is given on.</param>
/// <param name="Entries">In the order in which places are given, offers first.</param>
public sealed record WaitingDay(
    DateOnly Date, string Service, string ServiceLabel, string FacilityLabel, DayPool[] Pools, DateTime Until, WaitingEntry[] Entries);

/// <param name="Rank">Null while an offer runs.</param>
/// <param name="OfferUntil">Last local minute of the offer.</param>
/// <param name="MayOffer">A place is free for it on its day, and places are still given: an agent may give it one before its turn.</param>
public sealed record WaitingEntry(
    Guid WaitingId, Guid FamilyId, string FamilyName, Guid ChildId, string Child, string UnitLabel, int? Rank, int Points, string PointsText, DateTime Since,
    DateTime? OfferUntil, Guid RequestId, string RequestNumber, DateOnly? Last = null, bool MayOffer = false);

/// <summary>POST /api/{tenant}/planning/waiting/{id}/remove: takes a child off the list; the family
/// reads the reason. …/waiting/{id}/offer needs a free place (409 "full").</summary>
public sealed record RemoveWaiting([property: Required, StringLength(500, MinimumLength = 3)] string Reason);

/// <summary>GET /api/{tenant}/planning/allocations: the periods in which families send wishes;
/// agents with permission "requests". Date-times are local.</summary>
/// <param name="Tie">"time" or "lottery": what decides between equal points.</param>
/// <param name="State">"before", "open" (wishes come in), "ready", "running" (goes on by itself) or "done".</param>
/// <param name="Days">Of a run: days with wishes, of which <paramref name="DaysDone"/> are applied.</param>
public sealed record AllocationPeriod(
    string Service, string ServiceLabel, string Period, string Label, DateOnly First, DateOnly Last, DateTime WishesFrom, DateTime WishesUntil, int Wishes,
    int Families,
    AllocationCriterion[] Criteria, string Tie, bool SiblingsTogether, string State, DateTime? RunAt, string? RunBy, int Booked, int Waitlisted, int Days = 0,
    int DaysDone = 0);

public sealed record AllocationCriterion(string Label, int Points);

/// <summary>GET /api/{tenant}/planning/allocations/{service}/{period}?seed=: the ranking that would be
/// applied with this seed, or the one that was; at most 1 000 lines.</summary>
/// <param name="Fingerprint">Of the whole list; what POST must name.</param>
public sealed record AllocationPreview(AllocationPeriod Period, long Seed, string Fingerprint, int Booked, int Waitlisted, AllocationLine[] Lines);

/// <param name="Rank">Within the day; 1 is first.</param>
/// <param name="Lot">The lot drawn for the family, when lots are drawn: the smaller comes first.</param>
public sealed record AllocationLine(
    DateOnly Date, int Rank, Guid FamilyId, string FamilyName, string Child, string UnitLabel, int Points, string PointsText, string? Lot, bool Booked);

/// <summary>POST /api/{tenant}/planning/allocations/{service}/{period}: 409
/// "allocation.too-early", "allocation.changed" (look again), "allocation.done".</summary>
public sealed record ApplyAllocation([property: Required] long? Seed, [property: Required, StringLength(64, MinimumLength = 64)] string Fingerprint);
