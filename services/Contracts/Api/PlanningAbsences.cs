using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>What became of a certificate that an absence asks for (F-90).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceState>))]
public enum EvidenceState
{
    /// <summary>Nothing was sent yet.</summary>
    Awaited,
    /// <summary>An agent will look at it.</summary>
    Given,
    Accepted,
    Refused,
    /// <summary>The limit passed without one: the days are billed.</summary>
    Missed,
    /// <summary>The absence was taken back.</summary>
    Withdrawn,
}

/// <summary>GET /api/{tenant}/planning/evidence[?family=…]: certificates of the family's
/// absences, those still to hand in first. All date-times are local.</summary>
/// <param name="Due">Last minute for handing it in.</param>
/// <param name="AcceptedUntil">Last minute at which a late one is still taken; equal to <paramref name="Due"/> when none is.</param>
/// <param name="MaySend">A file can be sent now.</param>
/// <param name="Terms">French sentence: what happens in time, late, and without.</param>
/// <param name="Sights">Who opened the files, newest first.</param>
public sealed record EvidenceView(
    Guid Id, Guid FamilyId, string FamilyName, Guid ChildId, string Child, string ReasonLabel, DateOnly First, DateOnly Last, Guid RequestId,
    string RequestNumber, EvidenceState State,
    DateTime Due, DateTime AcceptedUntil, bool MaySend, string Terms, DateTime? GivenAt, string? DecidedBy, DateTime? DecidedAt, string? Note,
    EvidenceDay[] Days, CertificateFile[] Files, CertificateSightView[] Sights);

/// <summary>One day of the absence, as it stands.</summary>
public sealed record EvidenceDay(DateOnly Date, string UnitLabel, CellState State);

/// <summary>One file; its bytes are at GET /evidence/{id}/files/{fileId}.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="DeletedAt">When its bytes were deleted, local; null while they are kept.</param>
/// <param name="MayWithdraw">Nobody has decided on it yet: POST /evidence/{id}/files/{fileId}/withdraw takes it back.</param>
public sealed record CertificateFile(Guid FileId, string ContentType, int Size, DateTime At, string By, DateTime? DeletedAt, bool MayWithdraw = false);

public sealed record CertificateSightView(DateTime At, string By);

/// <summary>GET /api/{tenant}/planning/evidence/queue?state=&amp;page=: agents with permission "requests"; those given first, oldest first.</summary>
public sealed record EvidencePage(EvidenceView[] Items, int Page, int Pages, int Total, int Given, int Awaited);

/// <summary>POST /api/{tenant}/planning/evidence/{id}/decision. A refusal needs a reason of 3 to 500 characters, sent to the family.</summary>
public sealed record DecideEvidence([property: Required] bool? Accept, [property: StringLength(500)] string? Reason = null);

/// <summary>POST /evidence/decisions: the same word on many.</summary>
public sealed record DecideEvidences(
    [property: Required, MinLength(1), MaxLength(200)] Guid[] Ids, [property: Required] bool? Accept, [property: StringLength(500)] string? Reason = null);

/// <param name="Left">Those that could not be decided: taken back meanwhile, or not the agent's.</param>
public sealed record EvidencesDecided(int Done, int Left);

/// <summary>POST /api/{tenant}/planning/absences/effects: what each reason that the caller may give would lead to for these days. Nothing is saved.</summary>
public sealed record AskEffects([property: Required, MinLength(1), MaxLength(2500)] AbsentDay[] Days, Guid? Family = null);

public sealed record AbsentDay(
    [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit, [property: Required] DateOnly? Date);

/// <param name="Lines">In the order of the days asked; texts are whole French sentences with the date and hour that decide.</param>
/// <param name="EvidenceDue">Local last minute for the certificate; null when none is asked.</param>
public sealed record ReasonEffect(string Reason, string Label, string? Help, ReceiptLine[] Lines, DateTime? EvidenceDue);
