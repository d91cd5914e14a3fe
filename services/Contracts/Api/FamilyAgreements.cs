using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/family/me/agreements, and for agents GET /api/{tenant}/family/families/{id}/agreements: texts that ask for agreement.</summary>
/// <param name="Of">Child or guardian.</param>
/// <param name="Agreed">To this version; null: not answered yet.</param>
/// <param name="Formerly">The last answer to any version.</param>
/// <param name="At">Local moment of the last answer.</param>
public sealed record AgreementView(
    string Key, string Label, string Text, int Version, bool PerChild, Guid Of, string Name, bool? Agreed, bool? Formerly, DateTime? At, string? By);

/// <summary>PUT /api/{tenant}/family/me/agreements; 409 "agreement.version" when the text has changed since.</summary>
public sealed record AnswerAgreement(
    [property: Required, StringLength(40, MinimumLength = 2)] string Key, [property: Required] Guid? Of, [property: Required] int? Version,
        [property: Required] bool? Agree);
