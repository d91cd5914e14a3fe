using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/planning/month?month=2026-12[&amp;family=…]: all children and rows of a family for one month.
/// <c>Disruptions</c>: strikes, trips and closures that concern the family that month.
/// A guardian sees the own family; an agent names it. All date-times are local to the commune.
/// </summary>
public sealed record MonthView(
    string Month, DateOnly Today, MonthDay[] Days, MonthChild[] Children, AbsenceReasonView[] AbsenceReasons, FilterOption[] Facilities,
        FilterOption[] Services,
    MonthDisruption[]? Disruptions = null);

/// <param name="Flags">Any of "P" short holiday, "G" summer, "F" public holiday (F-76), shown even when the day can be booked.</param>
/// <param name="Label">Name of the holiday or closure, when there is one.</param>
public sealed record MonthDay(DateOnly Date, string[] Flags, bool Closed, string? Label);

/// <param name="CustodyDays">For each day of the month whether the child is in this household; null when there is no shared custody.</param>
public sealed record MonthChild(Guid ChildId, string FirstName, string? Gender, string? Grade, string? OtherParent, bool[]? CustodyDays, MonthRow[] Rows);

/// <param name="Payer">Responsable of the line (F-69).</param>
/// <param name="ShortLabel">For the phone's buttons: "Repas".</param>
/// <param name="Online">False when the service can't be booked by day from the portal (F-92).</param>
/// <param name="Week">Booked by the week, on its first open day; told absent, it is the whole week.</param>
public sealed record MonthRow(
    string Unit, string UnitLabel, string ShortLabel, string Service, string ServiceLabel, string Facility, string FacilityLabel, string Payer, bool Online,
    MonthCell[] Cells, bool Week = false);

/// <summary>One cell; days on which nothing can exist (closed for this service, outside the enrolment) are left out unless something is recorded.</summary>
/// <param name="Day">Day of the month, 1…31.</param>
/// <param name="Until">Last local moment for what <paramref name="Actions"/> allows; null when nothing is allowed.</param>
/// <param name="Blocked">When no action is allowed: stable code, e.g. "deadline.passed".</param>
/// <param name="Rank">On a waiting list: 1 is next.</param>
/// <param name="OfferUntil">A place is held for the child; last local minute to accept it.</param>
/// <param name="Mine">False when it is the other household's, which booked it, asked for it or waits for it.</param>
/// <param name="Opens">With "not-open-yet": local moment from which it can be booked.</param>
/// <param name="Late">It was booked after its limit, or would be now: what a late booking costs is then its price.</param>
/// <param name="Instead">With "exclusive": what stands in its way and can be given up for it, both in one request.</param>
public sealed record MonthCell(
    int Day, CellState State, CellActions Actions, DateTime? Until, string? Blocked, int? Rank, bool Mine, bool Late, DateTime? OfferUntil = null,
    DateTime? Opens = null, UnitInWay? Instead = null);

/// <summary>A unit of the same child and day with which another doesn't go together.</summary>
public sealed record UnitInWay(string Unit, string Label);

/// <summary>The legend of the notices (F-75…F-79), computed from booking, attendance and day flags in one place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellState>))]
public enum CellState
{
    Free,
    Locked,
    Closed,
    Pending,
    Booked,
    Refused,
    Waitlisted,
    CancelPending,
    AbsencePending,
    AbsentExcused,
    AbsentBilled,
    Present,
    PresentUnbooked,
    ExtraHours,
    ClockMissing,
    Leave,
    Error,
}

/// <summary>What the caller may ask of a cell now.</summary>
[Flags]
[JsonConverter(typeof(JsonNumberEnumConverter<CellActions>))]
public enum CellActions
{
    None = 0,
    Book = 1,
    Cancel = 2,
    Absence = 4,
    /// <summary>Possible, but an agent will decide.</summary>
    NeedsAgent = 8,
    /// <summary>Its limit has passed: that is why an agent will decide.</summary>
    Late = 16,
    /// <summary>No place is left: whoever asks stands on the waiting list.</summary>
    Full = 32,
    /// <summary>Places are allocated later: whoever asks makes a wish.</summary>
    Wish = 64,
}

/// <param name="NeedsEvidence">A certificate is asked (F-90).</param>
/// <param name="Services">Keys of the services it is accepted for; null or empty for all.</param>
/// <param name="Leave">Leave of a contract (congé).</param>
public sealed record AbsenceReasonView(string Key, string Label, bool NeedsEvidence, string? Help, string[]? Services = null, bool Leave = false)
{
    public bool Fits(string service) => Services is null or [] || Services.Contains(service);
}

public sealed record FilterOption(string Key, string Label);

/// <summary>What a parent wants of one cell. The server decides right, deadline, seat, price and owner.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntentAction>))]
public enum IntentAction
{
    Book,
    Cancel,
    Absence,
}

/// <param name="Reason">Key of the absence reason: required for <see cref="IntentAction.Absence"/> (F-88).</param>
/// <param name="Instead">
/// Of a booking: keys of units that may be given up for it where they stand in its way. Both happen or neither; without effect where nothing stands in the way.
/// </param>
public sealed record Intent(
    [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit, [property: Required] DateOnly? Date,
    [property: Required] IntentAction? Action,
    [property: StringLength(64)] string? Reason = null, [property: MaxLength(10)] string[]? Instead = null);

/// <summary>
/// POST /api/{tenant}/planning/requests (201 the first time, 200 with the same receipt for the
/// same <paramref name="Key"/>) and …/requests/preview (nothing saved).
/// At most 200 intents, one per cell.
/// </summary>
/// <param name="Key">Chosen by the front; the same key never books twice.</param>
/// <param name="Family">Only for agents acting in a family's name (F-120).</param>
/// <param name="OverrideReason">Only for agents: with a reason of 3 to 500 characters the deadline, the validation, "changed once"
/// and "not open yet" are set aside, and a full day too where the commune says so. The family reads it.</param>
public sealed record SubmitRequest(
    [property: Required] Guid? Key, [property: Required, MinLength(1), MaxLength(2500)] Intent[] Intents, [property: StringLength(500)] string? Comment = null,
    Guid? Family = null,
    [property: StringLength(500)] string? OverrideReason = null);

[JsonConverter(typeof(JsonStringEnumConverter<RequestStatus>))]
public enum RequestStatus
{
    Pending,
    Accepted,
    PartlyAccepted,
    Refused,
    Cancelled,
    /// <summary>No agent has to answer: it waits for a place, on a waiting list or until places are allocated.</summary>
    Waiting,
}

[JsonConverter(typeof(JsonStringEnumConverter<LineOutcome>))]
public enum LineOutcome
{
    Booked,
    Pending,
    Waitlisted,
    Refused,
    Cancelled,
    Excused,
    Billed,
    /// <summary>The cell was already so.</summary>
    Unchanged,
}

/// <summary>Receipt of a request: what happened to each cell and why (F-49, F-120).</summary>
/// <param name="At">Local date-time of the commune.</param>
/// <param name="UndoUntil">Last local moment at which the family can still take all of it back; null when that is over.</param>
/// <param name="OverrideReason">Why an agent made an exception in the family's name.</param>
/// <param name="AwaitsEvidence">A certificate still decides one of its days, whatever its status says; told where a receipt is read again.</param>
public sealed record Receipt(
    Guid Id, string Number, DateTime At, string Author, RequestStatus Status, ReceiptLine[] Lines, string? Comment, string? DecidedBy, DateTime? DecidedAt,
    string? Reason, DateTime? UndoUntil, RequestEventView[] History,
    string? OverrideReason = null, bool AwaitsEvidence = false);

/// <param name="Code">Stable: "booked", "pending.seat", "refused.deadline", "refused.full"…</param>
/// <param name="Text">French sentence with the date and hour that decided.</param>
/// <param name="Deadline">The local deadline that was applied.</param>
/// <param name="BilledPercent">Of an absence that is billed: that many percent of the day's price; null for all of it.</param>
/// <param name="UndoUntil">Last local moment at which the family can still take this line back; null when there is nothing to take back any more.</param>
/// <param name="Week">Of an absence of one day of a week: what is billed instead of the day.</param>
/// <param name="Instead">Of a booking that is refused: what stands in its way and can be given
/// up for it, both in one request. Said when it is asked only.</param>
/// <param name="AwaitsEvidence">A certificate still decides whether this absence is billed; told where a receipt is read again.</param>
/// <param name="Dearer">Asked after its limit where the rule asks more for it: the price is then the tariff's for late days.</param>
public sealed record ReceiptLine(
    Guid LineId, Guid ChildId, string Child, string Unit, string UnitLabel, string ServiceLabel, string FacilityLabel, DateOnly Date, IntentAction Action,
    LineOutcome Outcome, string Code, string Text, DateTime? Deadline, DateTime? UndoUntil = null,
    int? BilledPercent = null, string? Week = null, bool Dearer = false, UnitInWay? Instead = null, bool AwaitsEvidence = false);

public sealed record RequestEventView(DateTime At, string By, string Text);

/// <summary>GET /api/{tenant}/planning/requests?since=2026-11-01&amp;status=&amp;type=&amp;page=: the family's
/// requests, newest first, twenty a page; the lines of one stand on its receipt.</summary>
public sealed record RequestPage(RequestSummary[] Items, int Page, int Pages, int Total);

/// <summary>A request without its lines: a pattern has thousands.</summary>
/// <param name="At">Local date-time of the commune.</param>
/// <param name="Lines">How many cells were asked for, on how many <paramref name="Days"/> from
/// <paramref name="First"/> to <paramref name="Last"/>; these are null when there is no line.</param>
/// <param name="Units">Labels, in the order of the lines; so are <paramref name="Children"/>, by first name, and <paramref name="Actions"/>.</param>
/// <param name="Text">The answer's sentence when all lines have the same; else null.</param>
/// <param name="AwaitsEvidence">A certificate still decides one of its days, whatever its status says.</param>
public sealed record RequestSummary(
    Guid Id, string Number, DateTime At, string Author, RequestStatus Status, int Lines, int Days, DateOnly? First, DateOnly? Last, IntentAction[] Actions,
    string[] Units, string[] Children, string? Text,
    string? DecidedBy, DateTime? DecidedAt, string? Reason, string? OverrideReason = null, bool AwaitsEvidence = false);

/// <summary>GET /api/{tenant}/planning/cells/{child}/{unit}/{date}/why: the answer first, then the facts in order.</summary>
/// <param name="Week">Of a day of a week: what is billed instead of the day.</param>
public sealed record WhyView(
    string Child, string UnitLabel, string ServiceLabel, string FacilityLabel, DateOnly Date, CellState State, string Answer, string? WhatNow, DateTime? Until,
    WhyFact[] Facts, WhyRule[] Rules, WhyPool[] Pools,
    string? Week = null);

/// <param name="SettingsVersion">Of an answer by rule: the version of the rules that gave it.</param>
public sealed record WhyFact(DateTime At, string By, string Text, string? RequestNumber, long? SettingsVersion = null);

/// <param name="Sentence">The rule in words; <paramref name="Deadline"/> what it gives for this day.</param>
public sealed record WhyRule(string Kind, string Sentence, DateTime? Deadline, long SettingsVersion, DateOnly? ValidFrom);

public sealed record WhyPool(string Label, int Capacity, int Taken);

/// <summary>GET /api/{tenant}/planning/enrolments: services to which the children are enrolled (F-64).</summary>
/// <param name="Weekdays">Days of the week it was asked for, 1 Monday … 7 Sunday; null when all.</param>
/// <param name="Online">Its days can be booked from the portal (F-92).</param>
/// <param name="History">Who created and changed it; agents only.</param>
public sealed record EnrolmentView(
    Guid EnrolmentId, Guid ChildId, string Child, string Service, string ServiceLabel, string FacilityLabel, DateOnly From, DateOnly? Until, string Payer,
    int[]? Weekdays = null, bool Online = true, RequestEventView[]? History = null);

/// <summary>GET /api/{tenant}/planning/queue?type=&amp;service=&amp;age=&amp;q=&amp;page=: agents with permission "requests"; oldest first.</summary>
public sealed record QueuePage(QueueItem[] Items, int Page, int Pages, int Total, QueueCounts Counts, FilterOption[] Services);

/// <param name="OldestDays">Age in days of the oldest waiting request.</param>
public sealed record QueueCounts(int Waiting, int Late, int AutomaticThisWeek, int OldestDays);

/// <param name="Type">"booking", "cancellation", "absence" or "mixed".</param>
/// <param name="Late">At least one day was asked after its deadline.</param>
public sealed record QueueItem(
    Guid RequestId, string Number, Guid FamilyId, string FamilyName, string FamilyNumber, string Author, string Type, DateTime At, int AgeDays, bool Late,
    string? Comment, RequestStatus Status, QueueLine[] Lines, RequestEventView[] History,
    bool AwaitsEvidence = false);

/// <param name="Before">Legend words of the cell before and after acceptance.</param>
/// <param name="SeatsLeft">In the tightest pool that day; null when unlimited.</param>
/// <param name="Unit">Key of the booking unit: what a price is asked with.</param>
/// <param name="Dearer">Late, and its rule asks more for it: the only case in which the tariff's surcharge is billed.</param>
public sealed record QueueLine(
    Guid LineId, Guid ChildId, string Child, string UnitLabel, string ServiceLabel, string FacilityLabel, DateOnly Date, IntentAction Action, string? Reason,
    LineOutcome Outcome,
    CellState Before, CellState After, DateTime? Deadline, bool Late, int? SeatsLeft, string Text, string Unit = "", bool Dearer = false);

/// <summary>POST /api/{tenant}/planning/queue/decisions: several at once. A refusal needs a reason of 3 to 500 characters, sent to the family.</summary>
/// <param name="Lines">Only these lines of the requests; null = all waiting lines.</param>
public sealed record DecideRequests(
    [property: Required, MinLength(1), MaxLength(100)] Guid[] Requests, [property: Required] bool? Accept, [property: StringLength(500)] string? Reason = null,
    Guid[]? Lines = null);

/// <summary>What became of each request; "done" or a stable code such as "full" with its French sentence.</summary>
public sealed record DecisionResult(DecisionOutcome[] Results);

public sealed record DecisionOutcome(Guid RequestId, string Number, bool Done, string Code, string Text, RequestStatus Status);

/// <summary>POST /api/{tenant}/planning/queue/reopen: takes decisions back with a trace; the requests wait again.</summary>
public sealed record ReopenRequests([property: Required, MinLength(1), MaxLength(100)] Guid[] Requests);
