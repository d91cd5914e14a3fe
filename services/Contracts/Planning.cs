using System.Text.Json.Serialization;

namespace Preau.Contracts;

/// <summary>What a cell (child, unit, day) comes to, once settled; Billing derives the charge line from it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellOutcome>))]
public enum CellOutcome
{
    /// <summary>Nothing is booked: cancelled, refused after acceptance, reopened.</summary>
    None,
    Booked,
    Present,
    PresentUnbooked,
    AbsentExcused,
    AbsentBilled,
}

/// <summary>Whole outcome of each touched cell (state, not differences): twice or out of order gives the same bill.</summary>
/// <param name="FamilyId">The payer of all cells in this event.</param>
public sealed record DaysSettled(string Tenant, DateTime At, Guid FamilyId, SettledCell[] Cells) : IEvent;

/// <param name="Unit">Key of the booking unit in the commune's file.</param>
/// <param name="Hours">Billed hours for clocked units, else null.</param>
/// <param name="Late">Booked after the deadline where the rule allows it with a surcharge.</param>
/// <param name="Version">Rises with every change of this cell; keep the highest.</param>
/// <param name="BilledPercent">With AbsentBilled: that many percent of the day are billed; null for all of it.</param>
/// <param name="LateMinutes">Picked up that many minutes after closing, also on a day of a week billed as one (outcome None); null when in time.</param>
/// <param name="RealMinutes">Time really spent by the clock; null when not clocked, or a half is missing.</param>
/// <param name="CafHours">Hours told to CAF by the commune's rule; null where it has none.</param>
public sealed record SettledCell(
    Guid ChildId, string Unit, DateOnly Date, CellOutcome Outcome, decimal? Hours, bool Late, long Version, Guid? RequestId, string? RequestNumber,
    int? BilledPercent = null, int? LateMinutes = null, int? RealMinutes = null, decimal? CafHours = null);

[JsonConverter(typeof(JsonStringEnumConverter<RequestDecision>))]
public enum RequestDecision
{
    Accepted,
    PartlyAccepted,
    Refused,
    /// <summary>An agent took a decision back: the request waits again.</summary>
    Reopened,
    /// <summary>The family withdrew it.</summary>
    Cancelled,
}

/// <summary>A request was decided, by an agent or by rule; Messaging tells the family.</summary>
/// <param name="Version">Rises with each decision on this request: 1 for the first.</param>
/// <param name="Automatic">True when the rules of the commune decided (F-89).</param>
/// <param name="OwnAct">True when the family did this itself and read the outcome on its screen: a trace of it, no news.</param>
/// <param name="DecidedBy">Who, in words: "Sophie Perrin, service enfance jeunesse" or "règle du service".</param>
public sealed record PlanningRequestDecided(
    string Tenant, DateTime At, Guid RequestId, string Number, long Version, Guid FamilyId, RequestDecision Decision, bool Automatic,
    string? Reason, string DecidedBy, DecidedDay[] Days, bool OwnAct = false) : IEvent;

/// <param name="Action">"book", "cancel" or "absence".</param>
/// <param name="Accepted">Null while that day still waits.</param>
/// <param name="Why">French sentence: what decided.</param>
/// <param name="Certificate">The certificate that still decides an absence.</param>
public sealed record DecidedDay(string Child, string Facility, string Service, string Unit, DateOnly Date, string Action, bool? Accepted, string? Why,
    Guid? Certificate = null);

/// <summary>
/// In which services the children of a household are enrolled, and the hours agreed by contract: what packages, discounts among those enrolled and prices
/// of occasional children need. All of the household, past ones too; keep the highest <paramref name="Version"/>.
/// </summary>
/// <param name="Places">Services in which a child of the household is enrolled, by whichever of its households: which agents reach this file by it.</param>
public sealed record EnrolmentsChanged(
    string Tenant, DateTime At, Guid FamilyId, long Version, EnrolledChild[] Enrolments, ContractedHours[] Contracts, ServicePlace[]? Places = null) : IEvent;

/// <param name="Facility">Empty for a service that the commune no longer has.</param>
public sealed record ServicePlace(string Service, string Facility);

/// <param name="Unit">The unit its days of the week book; null when it names none.</param>
/// <param name="Until">Last day, inclusive; null when open.</param>
/// <param name="Weekdays">Days of the week it holds for, 1 Monday … 7 Sunday as digits; empty for all.</param>
public sealed record EnrolledChild(Guid ChildId, string Service, string? Unit, DateOnly From, DateOnly? Until, string Weekdays);

public sealed record ContractedHours(Guid ChildId, string Service, DateOnly From, DateOnly? Until, decimal WeeklyHours);

/// <summary>A service of the commune and its booking units, as others name them. Keep the highest version per service.</summary>
public sealed record ServiceChanged(
    string Tenant, DateTime At, long Version, string Service, string Label, string Facility, string FacilityLabel, ServiceUnit[] Units) : IEvent;

/// <param name="LateSurcharge">Booked after its limit it costs more: its tariff says how much.</param>
public sealed record ServiceUnit(string Unit, string Label, bool LateSurcharge = false);

/// <summary>
/// Something a service tells a family outside the decision of a request: an offered place, a disruption, a reminder. No health data in it.
/// </summary>
/// <param name="NoticeId">One notice per id, however often the event comes.</param>
/// <param name="Kind">"offer", "allocation", "disruption", "reminder", "evidence", "enrolment", "document", "request", "debit", "dunning", "custody".</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Whole French sentences, lines separated by a line feed.</param>
/// <param name="Path">Page of the families' front that goes on from here, relative to the commune: "planning?mois=2026-12".</param>
public sealed record FamilyNotified(string Tenant, DateTime At, Guid NoticeId, Guid FamilyId, string Kind, string Subject, string Text, string? Path) : IEvent;
