namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/family/open/legal, without an account: what the commune says of itself on the legal pages.</summary>
/// <param name="Accessibility">"none", "partial" or "full": not, partly, wholly conforming to RGAA; "none" without an audit (décret 2019-768).</param>
/// <param name="Percent">Of criteria met, of the audit.</param>
/// <param name="Exempt">Contents that are not accessible, each in a sentence.</param>
/// <param name="Publisher">Directeur de la publication.</param>
/// <param name="DataContact">Délégué à la protection des données: address or mail.</param>
/// <param name="PreEnrolment">A new family may announce itself.</param>
public sealed record LegalView(
    string Accessibility, int? Percent, string? AuditedBy, DateOnly? AuditedOn, string[] Exempt, string? AccessibilityContact, string? Publisher,
    string? Address, string? Phone, string? Host, string? DataContact, string[] Retention,
    bool PreEnrolment);
