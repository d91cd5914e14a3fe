using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// POST /api/{tenant}/family/open/pre-enrolments, without an account (F-39): a mail asks to
/// confirm the address; only then an agent sees it. The same key again sends
/// the mail again. 404 where the commune takes none; 429 "pre-enrolment.many" above what people send.
/// </summary>
/// <param name="Guardian">By field: "civility", "firstName", "lastName", "role", "mobile"; checked as in a file.</param>
/// <param name="Household">"street", "postCode", "city".</param>
/// <param name="Children">"firstName", "lastName", "gender", "birthDate", "school", "grade".</param>
public sealed record AskPreEnrolment(
    [property: Required] Guid? Key, [property: Required(AllowEmptyStrings = true), StringLength(200)] string Email,
    [property: Required, MaxLength(20)] Dictionary<string, string?> Guardian,
    [property: Required, MaxLength(10)] Dictionary<string, string?> Household,
    [property: Required, MinLength(1), MaxLength(6)] Dictionary<string, string?>[] Children,
    [property: StringLength(500)] string? Comment = null);

/// <summary>POST …/open/pre-enrolments/confirm: the secret of the mailed address; twice is one.</summary>
public sealed record ConfirmPreEnrolment([property: Required, StringLength(100, MinimumLength = 20)] string Token);

/// <summary>GET …/open/pre-enrolments: what the form needs to know.</summary>
public sealed record PreEnrolmentTerms(string[] Schools, string[] Grades, int AnswerDays);

public sealed record PreEnrolmentReceipt(string Number);

/// <summary>GET /api/{tenant}/family/pre-enrolments?page=: confirmed ones that wait, oldest first; agents with permission "requests".</summary>
public sealed record PreEnrolmentPage(PreEnrolmentView[] Items, int Page, int Pages, int Total);

/// <param name="Hints">Likely duplicates among the files.</param>
/// <param name="FamilyId">The file it became.</param>
public sealed record PreEnrolmentView(
    Guid Id, string Number, DateTime At, string Name, string Email, Dictionary<string, string?> Guardian, Dictionary<string, string?> Household,
    Dictionary<string, string?>[] Children, string? Comment,
    RequestStatus Status, DateOnly AnswerBy, string[] Hints, string? DecidedBy, string? Reason, Guid? FamilyId);

/// <summary>POST /api/{tenant}/family/pre-enrolments/{id}/decision: accepted makes the family's file and invites; refused needs a reason, mailed.</summary>
public sealed record DecidePreEnrolment([property: Required] bool? Accept, [property: StringLength(500)] string? Reason = null);
