using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>What a commune lets families do with a field of their file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldMode>))]
public enum FieldMode
{
    Hidden,
    /// <summary>Read, and changed by agents only.</summary>
    Shown,
    Editable,
    /// <summary>Editable, and never empty.</summary>
    Obligatory,
}

/// <summary>GET /api/{tenant}/family/me/forms: everything a family reads and changes of its file, form by form (F-41…F-67).</summary>
/// <param name="Version">Of the file.</param>
/// <param name="AnswerDays">Working days within which the commune answers.</param>
/// <param name="Requests">Those that wait, and those decided in the last three months; newest first.</param>
/// <param name="ConfirmedAt">When this guardian last said that all is right, local; null: never.</param>
/// <param name="AsksConfirmation">The commune asks for it now.</param>
public sealed record AccountFormsView(
    long Version, int AnswerDays, AccountForm[] Forms, FamilyRequestView[] Requests, DateTime? ConfirmedAt, bool AsksConfirmation);

/// <summary>One form: fields of the file, and answers of the file's sections.</summary>
/// <param name="Form">"responsable", "conjoint", "enfant", "fiscales", "caf", "banque", "autorisations", "complementaires", "sanitaires", "personnes".</param>
/// <param name="Of">Guardian or child; null for the household.</param>
/// <param name="Name">Of the guardian or child; empty for the household.</param>
/// <param name="Obligatory">F-51; null where the commune says nothing.</param>
/// <param name="Due">Day on which something of it is to be renewed, <paramref name="DueLabel"/> says what.</param>
/// <param name="LivesElsewhere">The other parent, who has no file here (F-42).</param>
/// <param name="Restricted">Health: what is typed in it is kept nowhere but in its sealed answers.</param>
/// <param name="Access">Of the other guardian of this household: an own access to the portal, which can be asked for.</param>
public sealed record AccountForm(string Form, Guid? Of, string Label, string Name, bool? Obligatory, bool Complete, bool LivesElsewhere, AccountField[] Fields,
    DateOnly? Due = null, string? DueLabel = null, AccessOffer? Access = null, bool Restricted = false);

/// <param name="Invited">The commune has sent an invitation before.</param>
/// <param name="Email">Where it goes; null: to be typed.</param>
/// <param name="Waiting">Asked for, and not answered.</param>
public sealed record AccessOffer(bool Invited, string? Email, WaitingChange? Waiting);

/// <param name="Key">"guardian.mobile", "section.caf.numero", "person.{id}".</param>
/// <param name="Automatic">A change holds at once; else an agent decides.</param>
/// <param name="Elsewhere">What the child's other household answered, when that is something else.</param>
/// <param name="Secret">Written and never shown again whole.</param>
public sealed record AccountField(
    string Key, string Label, FileFieldKind Kind, int Max, FieldMode Mode, bool Automatic, string[] Choices, string? Help, string? Value,
    WaitingChange? Waiting, bool Secret = false,
    string? Elsewhere = null);

/// <summary>The same field is asked for and waits.</summary>
public sealed record WaitingChange(Guid RequestId, string Number, string? New);

/// <summary>
/// POST /api/{tenant}/family/me/requests: only what changes. Fields decided automatically hold at
/// once, the rest waits for an agent; the same key gives the same request.
/// 400 "fields.invalid" with each field's sentence in <c>errors</c>, "request.empty"; 409 "field.waiting" for one that waits already.
/// </summary>
/// <param name="Form">Of <see cref="AccountForm"/>, or "ajout-enfant" (F-61), "inscription-scolaire" (F-63), "personnes", "acces".</param>
/// <param name="Child">For the forms of one child.</param>
public sealed record AskChange(
    [property: Required] Guid? Key, [property: Required, StringLength(32, MinimumLength = 3)] string Form, Guid? Child,
    [property: Required, MaxLength(60)] FieldValue[] Values,
    [property: StringLength(500)] string? Comment = null);

/// <summary>One demande about the file (F-48, F-49). Date-times are local.</summary>
/// <param name="Rank">Place in the commune's queue, 1 for the next; null once decided.</param>
/// <param name="AnswerBy">Promised day; null once decided.</param>
/// <param name="Hints">For agents: what to look at before deciding (a likely double, a person barred by the other household).</param>
public sealed record FamilyRequestView(
    Guid Id, string Number, string Form, string FormLabel, Guid FamilyId, string FamilyName, Guid? ChildId, string? Child, DateTime At, string Author,
    RequestStatus Status, bool Automatic,
    FamilyRequestLineView[] Lines, string? Comment, string? DecidedBy, DateTime? DecidedAt, string? Reason, int? Rank, DateOnly? AnswerBy, string[] Hints);

/// <param name="Accepted">Null while it waits.</param>
/// <param name="Withheld">Health or bank data that the reader has no right to: both values are left out.</param>
public sealed record FamilyRequestLineView(
    Guid LineId, string Field, string Label, string? Of, string? Old, string? New, bool? Accepted, bool Automatic, bool Withheld);

/// <summary>GET /api/{tenant}/family/me/requests?since=&amp;until=&amp;form=&amp;status=&amp;page=, and for agents GET
/// /requests/queue?form=&amp;q=&amp;page= (oldest first) and GET /requests/decided?family=&amp;q=&amp;page=.</summary>
public sealed record FamilyRequestPage(FamilyRequestView[] Items, int Page, int Pages, int Total);

/// <summary>
/// GET /api/{tenant}/family/requests/heads?since=&amp;until=&amp;q=, permission "requests": those
/// that wait and were sent from one local moment until before another, oldest
/// first, to stand among the demandes of the planning. At most <see cref="Most"/>; <paramref name="Total"/> says how many there are.
/// </summary>
public sealed record FamilyRequestHeads(FamilyRequestHead[] Items, int Total)
{
    public const int Most = 100;
}

/// <param name="At">Local.</param>
/// <param name="AnswerBy">Promised day.</param>
public sealed record FamilyRequestHead(
    Guid Id, string Number, string FormLabel, Guid FamilyId, string FamilyName, string? Child, DateTime At, DateOnly AnswerBy);

/// <summary>GET /api/{tenant}/family/requests/counts, permission "requests": what waits of families' files.</summary>
/// <param name="Overdue">Files whose promised day is past.</param>
public sealed record FamilyRequestCounts(int Files, int PreEnrolments, int Overdue);

/// <summary>POST /api/{tenant}/family/requests/{id}/decision, permission "requests": the lines accepted;
/// those left out are refused, which needs a reason of 3 to 500 characters.</summary>
public sealed record DecideFamilyRequest([property: Required, MaxLength(100)] Guid[] Accepted, [property: StringLength(500)] string? Reason = null);

/// <summary>GET /api/{tenant}/family/me/people/{child}: who may come for a child, and who must not.</summary>
/// <param name="MayNot">Names, whichever household said so.</param>
public sealed record ChildPeopleView(ChildPerson[] People, string[] MayNot, TimeOnly? LeavesAloneAt);

/// <param name="ContactId">To ask for the person's removal; null for guardians and for people of the other household.</param>
/// <param name="Kind">"Guardian", "PickUp" or "Emergency".</param>
/// <param name="Phone">Of the own household's people only.</param>
public sealed record ChildPerson(Guid? ContactId, string Kind, string Name, string Relation, string? Phone, bool Own, bool You);

/// <summary>POST /api/{tenant}/family/me/confirmation: all is right in the file as it was read. Twice on one day is one.</summary>
/// <param name="Version">Of <see cref="AccountFormsView"/>.</param>
public sealed record ConfirmFile([property: Required] long? Version);

/// <summary>GET /api/{tenant}/family/field-policies, permission "settings".</summary>
/// <param name="Group">"household", "guardian", "child" or "section".</param>
/// <param name="AgentsOnly">Families may read it at most.</param>
public sealed record FieldPolicyView(string Key, string Label, string Group, FieldMode Mode, bool Automatic, bool AgentsOnly);
