using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>
/// POST /api/{tenant}/family/families, permission "families": the quick form, one guardian and the children; the rest is filled in the file.
/// 400 "fields.invalid" with errors by "guardian.firstName", "child.birthDate|0" (place of the child); 409 "family.duplicate" unless
/// <paramref name="EvenIfKnown"/>: the sentence names who looks the same. Answers <see cref="FamilyMade"/>.
/// </summary>
/// <param name="Guardian">By the fields' keys without their subject: "firstName".</param>
public sealed record NewFamily(
    [property: Required] Dictionary<string, string?>? Guardian, Dictionary<string, string?>? Household,
    [property: MaxLength(12)] Dictionary<string, string?>[]? Children, bool EvenIfKnown = false);

public sealed record FamilyMade(Guid FamilyId, string Number, string Name);

/// <summary>POST …/families/{id}/guardians and …/children: the fields by their keys without the subject. Answers the <see cref="FileFieldsView"/>.</summary>
/// <param name="EvenIfKnown">A child of that name and birth is in another file: 409 "child.known" unless this is another child.</param>
public sealed record AddMember([property: Required] Dictionary<string, string?>? Fields, bool EvenIfKnown = false);

/// <summary>POST …/families/{id}/children/{child}/move: the child lives in another household
/// from now on; what is booked and billed stays where it was.</summary>
public sealed record MoveChild([property: Required] Guid? To);

/// <summary>
/// POST …/families/{id}/split: this guardian gets a file of its own. The account follows the
/// guardian. Answers <see cref="FamilyMade"/>. 400 "fields.invalid" with errors by
/// "household.street": the whole address is needed, unless <paramref name="AddressUnknown"/> says that nobody has it yet.
/// </summary>
public sealed record SplitFamily(
    [property: Required] Guid? Guardian, [property: Required, MaxLength(30)] SplitChild[] Children, string? Street, string? PostCode, string? City,
    bool Resident, bool AddressUnknown = false);

public sealed record SplitChild([property: Required] Guid? Child, [property: Required] SplitKind? Kind);

[JsonConverter(typeof(JsonStringEnumConverter<SplitKind>))]
public enum SplitKind
{
    Stays,
    Moves,
    /// <summary>In both files; whose week it is, the custody says.</summary>
    Both,
}

/// <summary>GET …/families/{id}/merge?with=…: what would move, before anything does.</summary>
/// <param name="Twins">Children of both files that are one: same name and birth. The one of this file stays.</param>
/// <param name="Problem">Why it can't be done; null when it can.</param>
public sealed record MergePreview(MergeSide Stays, MergeSide Goes, string[] Moves, string[] Twins, string? Problem);

public sealed record MergeSide(Guid FamilyId, string Number, string Name, string? Address, string[] Guardians, string[] Children);

/// <summary>POST …/families/{id}/merge: <paramref name="With"/> ends and its people come here. POST …/merge/undo takes it back within 24 hours.</summary>
public sealed record MergeFamily([property: Required] Guid? With);

/// <summary>POST …/families/{id}/archive and …/reopen. The reason stands in the history.</summary>
public sealed record ArchiveFamily([property: MaxLength(200)] string? Reason);

/// <summary>GET …/families/{id}/office: what agents see beside the file itself.</summary>
/// <param name="Households">This one first, then those that share a child.</param>
/// <param name="Lookalikes">Files that are perhaps the same family: same telephone, e-mail, or child.</param>
/// <param name="UndoMergeUntil">UTC; null when nothing was merged here today.</param>
public sealed record FamilyOffice(
    Guid FamilyId, bool Archived, DateTime? ArchivedAt, string? ArchivedBy, Guid? MergedInto, HouseholdCard[] Households, CourtOrderView[] CourtOrders,
    BarredPerson[] Barred, FamilyNoteView[] Notes,
    Lookalike[] Lookalikes, DateTime? UndoMergeUntil, string? Merged, FamilyHistoryEntry[] Last, AccessView[] Access, FileWaiting[] Waiting);

/// <param name="PickUp">Names of who may come, as this household says.</param>
public sealed record HouseholdCard(
    Guid FamilyId, string Number, string Name, string[] Guardians, string? Address, bool Resident, decimal? Quotient, string[] PickUp);

public sealed record CourtOrderView(Guid Id, Guid ChildId, string Child, DateOnly Date, DateOnly? Until, string What);

/// <param name="Household">Name of the file that says so.</param>
public sealed record BarredPerson(string Name, string Child, string Household, DateOnly? CourtOrder);

public sealed record FamilyNoteView(Guid Id, DateTime At, string By, string Text);

public sealed record Lookalike(Guid FamilyId, string Number, string Name, string Why);

/// <param name="MayEnter">False when barred, elsewhere or archived.</param>
/// <param name="Restricted">A judge took or limited the rights: no access, and only agents read why.</param>
public sealed record AccessView(
    Guid GuardianId, string Name, string? Email, bool MayEnter, DateTime? InvitedAt, bool Restricted = false, bool LivesElsewhere = false);

/// <summary>POST …/families/{id}/notes; DELETE …/notes/{note}.</summary>
public sealed record AddNote([property: Required, StringLength(500, MinimumLength = 1)] string? Text);

/// <summary>POST …/families/{id}/court-orders; DELETE …/court-orders/{order} ends it today.</summary>
public sealed record AddCourtOrder(
    [property: Required] Guid? Child, [property: Required] DateOnly? Date, DateOnly? Until,
        [property: Required, StringLength(200, MinimumLength = 5)] string? What);

/// <summary>POST /api/{tenant}/family/invitations, permission "families": tells Identity to invite these
/// guardians by mail; those without an address are listed for a letter.</summary>
/// <param name="All">Everyone with an address who may enter and was never invited. 400 "invite.nobody" when neither is said.</param>
public sealed record InviteGuardians([property: MaxLength(2000)] Guid[]? Guardians, bool All = false);

public sealed record Invited(int Mails, int Letters);

/// <summary>GET /api/{tenant}/family/invitations[?of=…&amp;of=…]: guardians never invited, by name, or those named, to
/// print a letter again. At most 2 000; <paramref name="More"/> says whether there are others.</summary>
public sealed record InvitationsView(Invitee[] Guardians, bool More);

public sealed record Invitee(
    Guid GuardianId, Guid FamilyId, string Number, string Civility, string FirstName, string LastName, string? Email, string? Street, string? PostCode,
        string? City);

/// <summary>GET /api/{tenant}/family/schools/{school}/children: the children of a school, for the change of class.</summary>
public sealed record PupilsView(string School, PupilRow[] Children, string[] Classes, ClassUpDone? Last);

/// <param name="Next">Grade after this one; null after CM2.</param>
public sealed record PupilRow(Guid ChildId, string FirstName, string LastName, DateOnly BirthDate, string? Grade, string? Class, string? Next);

/// <summary>POST …/schools/class-up: these children get these grades; one act, undone as one.</summary>
/// <param name="School">Name of the school.</param>
public sealed record ClassUp([property: Required, MaxLength(100)] string? School, [property: Required, MinLength(1), MaxLength(2000)] ClassUpChild[] Children);

/// <param name="Grade">Null or empty: leaves the school.</param>
public sealed record ClassUpChild([property: Required] Guid? Child, [property: MaxLength(32)] string? Grade, [property: MaxLength(60)] string? Class);

/// <param name="UndoUntil">UTC; null once undone.</param>
public sealed record ClassUpDone(Guid Id, DateTime At, string By, int Children, DateTime? UndoUntil);

/// <summary>GET /api/{tenant}/family/schools, permission "families": schools of the commune and those that stand in files, with how many children.</summary>
public sealed record SchoolsView(SchoolSummary[] Schools, string[] Groups);

/// <param name="Listed">Of the commune's own list; others were only written in files.</param>
public sealed record SchoolSummary(string Name, string? Code, bool Listed, int Children, string[] Classes);
