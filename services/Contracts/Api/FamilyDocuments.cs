using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>Where a document that the commune asks for stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentNeed>))]
public enum DocumentNeed
{
    /// <summary>Nothing valid was sent.</summary>
    Missing,
    /// <summary>The last one sent was refused, and nothing valid remains.</summary>
    Refused,
    /// <summary>The one accepted has ended.</summary>
    Expired,
    /// <summary>Accepted, and ends within <see cref="FileDocumentsView.SoonDays"/> days.</summary>
    Expiring,
    /// <summary>Sent; an agent will look at it.</summary>
    Waiting,
    Accepted,
}

[JsonConverter(typeof(JsonStringEnumConverter<DocumentStatus>))]
public enum DocumentStatus
{
    Waiting,
    Accepted,
    Refused,
    /// <summary>Taken back by the family before a decision.</summary>
    Withdrawn,
}

/// <summary>GET /api/{tenant}/family/me/documents, and for agents GET /api/{tenant}/family/families/{id}/documents: what is to be done first.</summary>
/// <param name="Missing">Obligatory ones that are missing, refused or expired.</param>
public sealed record FileDocumentsView(AskedDocumentView[] Documents, int Missing)
{
    /// <summary>A document that ends within that many days is to be renewed.</summary>
    public const int SoonDays = 30;
}

/// <summary>One document as it is asked of one household or child.</summary>
/// <param name="ChildId">Null for a document of the household.</param>
/// <param name="Due">Day until which it is to be handed in; null when none was set.</param>
/// <param name="AsksEnd">The family says until when the document itself is valid.</param>
/// <param name="Image">A photograph only.</param>
/// <param name="Elsewhere">The child's other household has handed it in: it counts, and only that household reads it.</param>
/// <param name="Current">The valid one, else the last refused or ended one.</param>
/// <param name="Waiting">Sent and not decided yet.</param>
public sealed record AskedDocumentView(
    string Key, string Label, string? Help, Guid? ChildId, string? Child, bool Obligatory, DateOnly? Due, bool AsksEnd, bool Image, bool Health,
    DocumentNeed Need, bool Elsewhere,
    SentDocumentView? Current, SentDocumentView? Waiting, string? Consequence = null);

/// <summary>A document as it was sent. Date-times are local.</summary>
/// <param name="Until">Last day on which it is valid; null without end.</param>
/// <param name="Sights">Agents who opened it, newest first.</param>
public sealed record SentDocumentView(
    Guid DocumentId, DocumentStatus Status, DateTime At, string By, DateOnly? Until, DocumentFileView[] Files, string? DecidedBy, DateTime? DecidedAt,
    string? Reason, DocumentSightView[] Sights);

/// <summary>Its bytes are at GET …/documents/{documentId}/files/{fileId}.</summary>
/// <param name="Size">Bytes.</param>
public sealed record DocumentFileView(Guid FileId, string ContentType, int Size);

public sealed record DocumentSightView(DateTime At, string By);

/// <summary>
/// POST /api/{tenant}/family/me/documents/upload?document=&amp;child=&amp;until= (agents:
/// /families/{id}/documents/upload): one file, its bytes as the body. A second file
/// joins the document that still waits. Answers the <see cref="FileDocumentsView"/>. 400 "file.type",
/// "file.active", "file.damaged", "file.too-large", "file.empty", "document.end".
/// </summary>
/// <param name="Missing">Counted on its own list alone.</param>
public sealed record DocumentQueueView(DocumentQueueItem[] Items, int Page, int Pages, int Total, int Waiting, int? Missing, int Expiring);

/// <summary>GET /api/{tenant}/family/documents/queue?state=&amp;page=: "waiting" (default, oldest
/// first), "missing" or "expiring"; agents with permission "families".</summary>
/// <param name="Sent">What is to be looked at; null for a missing one.</param>
/// <param name="SuggestedUntil">End that the rule proposes when it is accepted today.</param>
/// <param name="NeedsHealth">Only agents with permission "health" open and decide it.</param>
public sealed record DocumentQueueItem(
    Guid FamilyId, string FamilyName, string Key, string Label, Guid? ChildId, string? Child, DocumentNeed Need, DateOnly? Due, SentDocumentView? Sent,
    DateOnly? SuggestedUntil, bool NeedsEnd, bool NeedsHealth,
    DateTime? RemindedAt);

/// <summary>POST /api/{tenant}/family/documents/{id}/decision. Accepting may carry the last day of
/// validity, a refusal needs its reason (3 to 300 characters), sent to the family.</summary>
public sealed record DecideDocument([property: Required] bool? Accept, DateOnly? Until = null, [property: StringLength(300)] string? Reason = null);
