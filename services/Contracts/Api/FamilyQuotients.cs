using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/family/me/quotient: whether the commune fetches the quotient by
/// itself (API Particulier), and what the last question gave.</summary>
/// <param name="Offered">The commune does; else nothing can be agreed to.</param>
/// <param name="Agreement">Null while nobody of the household agreed.</param>
public sealed record MyQuotientView(bool Offered, QuotientAgreementView? Agreement, QuotientAnswerView? Last);

/// <summary>GET /families/{id}/quotients/agreement, agents with permission "families".</summary>
public sealed record FamilyQuotientView(bool Offered, QuotientAgreementView? Agreement, QuotientAnswerView[] Answers);

/// <param name="By">Who agreed.</param>
/// <param name="Next">When it is asked next; null while the identity is to be corrected.</param>
public sealed record QuotientAgreementView(DateTime At, string By, DateTime? Next);

/// <summary>One answer, kept as the proof of a price.</summary>
/// <param name="Outcome">Of <see cref="QuotientOutcomes"/>.</param>
/// <param name="Month">"2026-12": the month the quotient is of.</param>
/// <param name="Calculated">"2026-11": the month in which it was worked out.</param>
/// <param name="Proof">Address at which the answer can be verified.</param>
/// <param name="Code">What API Particulier called a refusal.</param>
public sealed record QuotientAnswerView(
    DateTime At, string Outcome, decimal? Value, string? Provider, string? Month, string? Calculated, string? Proof, string? Code, string Sentence);

public static class QuotientOutcomes
{
    /// <summary>A quotient came and is kept.</summary>
    public const string Found = "found";
    /// <summary>The same as in force.</summary>
    public const string Same = "same";
    /// <summary>Neither CAF nor MSA knows a file of this person (404).</summary>
    public const string Unknown = "unknown";
    /// <summary>The person isn't recognised: the identity is to be corrected (422).</summary>
    public const string Identity = "identity";
    /// <summary>A provider is down (502, 503, 504, 429, no answer): asked again, nothing changes.</summary>
    public const string Later = "later";
    /// <summary>The commune's token is refused (401, 403).</summary>
    public const string Refused = "refused";
    /// <summary>An agent recorded another from then on: nothing was changed.</summary>
    public const string Kept = "kept";
}

/// <summary>
/// PUT /me/quotient: the guardian agrees that the commune asks CAF and MSA each month, with
/// the identity they know. DELETE takes it back. 400 "quotient.identity";
/// 409 "quotient.notOffered".
/// </summary>
/// <param name="Gender">"F" or "M", as in the civil register; null: not told.</param>
/// <param name="Country">Code of the country of birth, five digits: 99100 for France.</param>
/// <param name="Commune">Of birth, for who is born in France.</param>
/// <param name="Department">"38", "2A", "974".</param>
public sealed record AgreeToQuotient(
    [property: Required, StringLength(100, MinimumLength = 1)] string BirthName, [property: Required, StringLength(200, MinimumLength = 1)] string FirstNames,
    [property: Required] DateOnly? BirthDate, [property: RegularExpression("^[FM]$")] string? Gender = null,
    [property: RegularExpression("^99[0-9]{3}$")] string Country = "99100",
    [property: StringLength(100)] string? Commune = null, [property: RegularExpression("^([0-9]{2,3}|2[AB])$")] string? Department = null,
    [property: StringLength(100)] string? UsedName = null);
