using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/family/me, and for agents GET /api/{tenant}/family/families/{id}.</summary>
/// <param name="You">Guardian of the caller, null for an agent.</param>
/// <param name="Quotient">The one valid today, null when there is none.</param>
/// <param name="Quotients">All of them, newest first.</param>
/// <param name="Categories">Situations that count when places are scarce, of <c>FamilyCategories</c>.</param>
/// <param name="QuotientSources">For agents: what the commune accepts as the source of a quotient; null for a guardian.</param>
/// <param name="MissingSections">Obligatory sections of the file that are not complete (F-51).</param>
public sealed record FamilyView(
    Guid FamilyId, string Number, string Name, bool Resident, AddressView? Address, GuardianView? You, GuardianView[] Guardians, ChildView[] Children,
    QuotientView? Quotient, QuotientView[] Quotients, long Version,
    string[]? QuotientSources = null, string[]? Categories = null, int MissingSections = 0);

/// <summary>GET /api/{tenant}/family/me/home: for the parents' first page.</summary>
/// <param name="Swaps">What the other parent proposes and waits for, the soonest first.</param>
/// <param name="Due">Documents this household has to send, the soonest first.</param>
/// <param name="Waiting">Its demandes about the file that nobody has answered, newest first, however old.</param>
/// <param name="Agreements">Texts that wait for this guardian's yes or no.</param>
public sealed record FamilyHome(
    FamilyView Me, DocumentDue[] Due, SwapAsked[]? Swaps = null, FamilyRequestView[]? Waiting = null, AgreementsDue[]? Agreements = null);

/// <summary>How many texts nobody has answered about one child, or about the guardian who reads.</summary>
public sealed record AgreementsDue(Guid Of, string Name, bool PerChild, int Count);

/// <param name="By">First name of the parent who proposes.</param>
/// <param name="Here">The child would be in this household.</param>
public sealed record SwapAsked(Guid ChildId, string Child, string By, DateOnly From, DateOnly Until, bool Here);

/// <summary>A demande about a file that waits for an answer, without its values.</summary>
/// <param name="Label">Of the form: « Informations du responsable ».</param>
/// <param name="At">Local.</param>
public sealed record FileWaiting(Guid Id, string Number, string Label, string? Child, DateTime At);

/// <param name="Child">Null for a document of the household.</param>
/// <param name="By">Day by which it is to be there; null when none was set.</param>
/// <param name="Consequence">What happens without it, in the commune's words.</param>
public sealed record DocumentDue(string Label, string? Child, DocumentNeed Need, DateOnly? By, string? Consequence);

/// <summary>PUT /api/{tenant}/family/families/{id}/categories, agents with permission "families": the whole
/// list, of <c>FamilyCategories</c>; answers the <see cref="FamilyView"/>.</summary>
public sealed record SetCategories([property: Required, MaxLength(10)] string[] Categories);

public sealed record AddressView(string Street, string PostCode, string City);

public sealed record GuardianView(
    Guid GuardianId, string Civility, string FirstName, string LastName, string Role, string? MaritalStatus, string? Email, string? Mobile, bool EmailConsent,
    bool SmsConsent);

public sealed record ChildView(
    Guid ChildId, string FirstName, string LastName, string? Gender, DateOnly BirthDate, int Age, string? School, string? Grade, bool PackedLunch,
    Custody? Custody);

public sealed record QuotientView(decimal Value, DateOnly From, DateOnly? Until, string Source);

/// <summary>PUT /api/{tenant}/family/me/consents: effective at once (F-41); answers the <see cref="FamilyView"/>.</summary>
public sealed record SetConsents([property: Required] bool? Email, [property: Required] bool? Sms);

/// <summary>POST /api/{tenant}/family/families/{id}/quotients, agents with permission "families". Value
/// in euros per month, 0 to 99 999; answers the <see cref="FamilyView"/>.</summary>
public sealed record AddQuotient(
    [property: Required, Range(0, 99999)] decimal? Value, [property: Required] DateOnly? From, DateOnly? Until,
    [property: Required, StringLength(60, MinimumLength = 2)] string Source);

/// <summary>GET /api/{tenant}/family/families?q=…&amp;after=…&amp;archived=false: search by name,
/// child, telephone or number, without accents, apostrophes or case.</summary>
/// <param name="Next">To be sent as <c>after</c> for the page that follows; null at the end.</param>
/// <param name="Archived">Closed files that the words find where no open one does.</param>
public sealed record FamilyPage(FamilySummary[] Items, int Page, int Pages, int Total, string? Next = null, int Archived = 0);

public sealed record FamilySummary(Guid FamilyId, string Number, string Name, string City, string[] Children);
