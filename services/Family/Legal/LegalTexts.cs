using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Legal;

/// <summary>What the commune says of itself on its legal pages; part of its file.</summary>
/// <param name="Accessibility">"none", "partial" or "full"; without an audit a site is "none" (décret 2019-768 art. 5).</param>
internal sealed record LegalTexts(
    string Accessibility = "none", int? Percent = null, string? AuditedBy = null, DateOnly? AuditedOn = null, string[]? Exempt = null, string? AccessibilityContact = null, string? Publisher = null,
    string? Address = null, string? Phone = null, string? Host = null, string? DataContact = null, string[]? Retention = null)
{
    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static void Check(LegalTexts? texts, string section)
    {
        var problem = texts is null ? null
            : texts.Accessibility is not ("none" or "partial" or "full") ? "accessibility: \"none\", \"partial\" or \"full\""
            : texts.Accessibility != "none" && (texts.AuditedBy is null || texts.AuditedOn is null) ? "accessibility: \"partial\" and \"full\" need auditedBy and auditedOn"
            : texts.Percent is < 0 or > 100 ? "percent: 0 to 100" : null;
        if (problem is not null)
        {
            throw new TenantFileException($"{section}.legal.{problem}.");
        }
    }
}

/// <summary>GET /api/{slug}/family/open/legal.</summary>
internal static class ReadLegal
{
    public static void MapLegal(this WebApplication app) => app.MapGet("/api/{slug}/family/open/legal", Handle).AllowAnonymous().WithTags("family");

    private static async Task<Results<Ok<LegalView>, ProblemHttpResult>> Handle(string slug, Tenant tenant, FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        if (slug.Length is 0 or > 64)
        {
            return Problems.NotFound();
        }

        tenant.Enter(slug);
        if (await settings.LoadAsync(db, FamilyRules.Section, FamilyRules.Parse, ct) is not { Rules: { } rules })
        {
            return Problems.NotFound();
        }

        var t = rules.Legal ?? new LegalTexts();
        return TypedResults.Ok(new LegalView(
            t.Accessibility, t.Percent, t.AuditedBy, t.AuditedOn, t.Exempt ?? [], t.AccessibilityContact, t.Publisher, t.Address, t.Phone, t.Host, t.DataContact, t.Retention ?? [], rules.PreEnrolment));
    }
}
