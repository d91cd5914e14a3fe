using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/messaging/threads?page=: newest first. Guardians see their
/// family's, agents (permission "messages") all of the commune's.</summary>
public sealed record ThreadPage(ThreadSummary[] Items, int Page, int Pages, int Total, int Unread);

/// <param name="Kind">"conversation" or "notice" (written by the product on a decision).</param>
public sealed record ThreadSummary(
    Guid ThreadId, string Subject, string Kind, string From, DateTime LastAt, string Excerpt, bool Unread, string FamilyName, bool AwaitsAnswer);

/// <summary>GET /api/{tenant}/messaging/threads/{id}. Reading marks as read for the caller's side: POST …/read.</summary>
public sealed record ThreadView(Guid ThreadId, string Subject, string Kind, Guid FamilyId, string FamilyName, bool CanReply, MessageView[] Messages);

/// <param name="Mine">Written by the caller's side.</param>
/// <param name="Path">For a notice: the page that goes on from here, relative to the commune ("planning?mois=2026-12").</param>
public sealed record MessageView(Guid MessageId, DateTime At, string From, bool Mine, string Body, string? Path = null);

/// <summary>POST /api/{tenant}/messaging/threads (F-108, F-112). <paramref name="Key"/> makes a repeated post harmless. Agents name the family.</summary>
public sealed record StartThread(
    [property: Required] Guid? Key, [property: Required, StringLength(120, MinimumLength = 2)] string Subject,
    [property: Required, StringLength(5000, MinimumLength = 2)] string Body, Guid? Family = null);

/// <summary>POST /api/{tenant}/messaging/threads/{id}/messages.</summary>
public sealed record Reply([property: Required] Guid? Key, [property: Required, StringLength(5000, MinimumLength = 1)] string Body);

/// <summary>GET /api/{tenant}/messaging/unread: the counter of F-23.</summary>
public sealed record UnreadView(int Count);

/// <summary>GET /api/{tenant}/messaging/publications: the commune's message, documents and links (F-28, F-36).</summary>
/// <param name="ReadingHours">"Les messages sont lus tous les jours ouvrés à 9 h", in the commune's words.</param>
/// <param name="ContactHint">What to say when writing: "Précisez si votre demande concerne Croc’Vacances."</param>
public sealed record PublicationsView(
    string? WelcomeTitle, string? WelcomeText, string? ReadingHours, string[] Subjects, DocumentView[] Documents, string? ContactHint = null);

public sealed record DocumentView(string Title, string? Url, string Category);
