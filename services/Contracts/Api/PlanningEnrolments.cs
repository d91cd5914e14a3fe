using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/planning/enrolments/choices[?family=…]: which services each
/// child may be enrolled in (F-62), and what is asked for each.</summary>
/// <param name="Years">School years an enrolment can be asked for: the current one, and the next from spring on.</param>
public sealed record EnrolmentChoices(EnrolmentYear[] Years, EnrolmentChild[] Children, EnrolmentService[] Services);

/// <param name="Label">"2026-2027".</param>
public sealed record EnrolmentYear(string Label, DateOnly From, DateOnly Until);

/// <param name="Offers">One per service the family can ask for, in the order of the commune.</param>
public sealed record EnrolmentChild(Guid ChildId, string FirstName, string? Gender, EnrolmentOffer[] Offers);

/// <param name="Blocked">Null when it can be asked for; else a stable code: "age", "resident-only", "enrolled", "asked", "full".</param>
/// <param name="Text">French sentence that goes with <paramref name="Blocked"/>.</param>
public sealed record EnrolmentOffer(string Service, string? Blocked, string? Text);

/// <param name="Weekdays">Days of the week are chosen with the enrolment: those on which the service
/// may be open, 1 Monday … 7 Sunday; empty when they are not asked.</param>
/// <param name="Books">The chosen days are booked with the enrolment.</param>
/// <param name="Units">When it books and the service has several: which one.</param>
/// <param name="Ages">"de 4 à 13 ans", null for all ages.</param>
/// <param name="Left">Places left in the current school year; null when not limited.</param>
public sealed record EnrolmentService(
    string Service, string Label, string FacilityLabel, string? Help, string? Ages, bool ResidentsOnly, bool Automatic, int? Left, int[] Weekdays, bool Books,
    FilterOption[] Units, PieceView[] Pieces);

/// <summary>A document asked with an enrolment.</summary>
/// <param name="AtCounter">It may be handed in at the counter instead of being sent.</param>
public sealed record PieceView(string Key, string Label, bool Required, bool AtCounter, string? Help);

/// <summary>
/// POST /api/{tenant}/planning/enrolments/requests, or …/requests/upload with files of more than 1 MB together
/// (201 the first time, 200 with the same receipt for the same <paramref name="Key"/>).
/// </summary>
/// <param name="Weekdays">1 Monday … 7 Sunday.</param>
/// <param name="Unit">Where the enrolment books days and the service has several units.</param>
/// <param name="Family">Only for agents acting in a family's name (F-120).</param>
/// <param name="OverrideReason">Agents: why the age, the residence or a missing piece is set aside; the
/// family reads it in the history. 400 "exception.agents-only", "exception.reason".</param>
public sealed record AskEnrolment(
    [property: Required] Guid? Key, [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Service,
    [property: Required] DateOnly? From, [property: Required] DateOnly? Until,
    [property: MaxLength(7)] int[]? Weekdays = null, [property: StringLength(64)] string? Unit = null, [property: MaxLength(20)] GivenPiece[]? Pieces = null,
    [property: StringLength(500)] string? Comment = null, Guid? Family = null,
    [property: StringLength(500)] string? OverrideReason = null);

/// <summary>One piece: a file (base64 in JSON; PDF, JPEG, PNG or HEIC, recognised by its content,
/// 10 MB at most) or the promise to hand it in at the counter.</summary>
/// <param name="Name">File name as the family knows it.</param>
public sealed record GivenPiece(
    [property: Required, StringLength(64, MinimumLength = 1)] string Piece, bool AtCounter = false, [property: StringLength(120)] string? Name = null,
        byte[]? Content = null);

/// <summary>A request for an enrolment as its family and the agents read it. GET …/enrolments/requests[?family=…]
/// lists the family's, newest first; GET …/enrolments/requests/{id} gives one.</summary>
/// <param name="At">Local date-time of the commune.</param>
/// <param name="Weekdays">1 Monday … 7 Sunday.</param>
/// <param name="BookedDays">Days booked with it once accepted.</param>
public sealed record EnrolmentRequestView(
    Guid Id, string Number, DateTime At, string Author, Guid FamilyId, string FamilyName, string FamilyNumber, Guid ChildId, string Child, int Age,
    string Service, string ServiceLabel, string FacilityLabel,
    DateOnly From, DateOnly Until, int[] Weekdays, string? UnitLabel, string? Comment, RequestStatus Status, string? DecidedBy, DateTime? DecidedAt,
    string? Reason, int BookedDays,
    PieceState[] Pieces, RequestEventView[] History, int? Left);

/// <param name="File">Name of the file that was sent; null when none was.</param>
/// <param name="ReceivedAt">When an agent noted that it was handed in; the time of sending for a file.</param>
public sealed record PieceState(string Key, string Label, bool Required, string? File, bool AtCounter, DateTime? ReceivedAt);

/// <summary>POST …/enrolments/requests/{id}/decide, agents. A refusal needs a reason of 3 to 500 characters, sent to the family.</summary>
public sealed record DecideEnrolment([property: Required] bool? Accept, [property: StringLength(500)] string? Reason = null);

/// <summary>POST …/enrolments/requests/{id}/pieces/{piece}/received, agents: handed in at the counter.</summary>
public sealed record ReceivePiece([property: Required] bool? Received);

/// <summary>GET …/enrolments/queue?status=waiting|decided&amp;service=&amp;page=: agents; oldest first, or the last month's decisions newest first.</summary>
public sealed record EnrolmentQueue(EnrolmentRequestView[] Items, int Page, int Pages, int Total, int Waiting, FilterOption[] Services);

/// <summary>POST /api/{tenant}/planning/enrolments, agents: an enrolment without a request. Answers the <see cref="EnrolmentView"/>.</summary>
public sealed record CreateEnrolment(
    [property: Required] Guid? Family, [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Service,
    [property: Required] DateOnly? From, DateOnly? Until,
    [property: MaxLength(7)] int[]? Weekdays = null, [property: StringLength(64)] string? Unit = null, [property: StringLength(500)] string? Reason = null);

/// <summary>
/// PUT /api/{tenant}/planning/enrolments/{id}, agents: other dates; closing is an earlier
/// <paramref name="Until"/>. Booked days that fall out of it from today on are cancelled.
/// Answers the <see cref="EnrolmentView"/>.
/// </summary>
public sealed record ChangeEnrolment(
    [property: Required] DateOnly? From, DateOnly? Until, [property: Required, StringLength(500, MinimumLength = 3)] string Reason);
