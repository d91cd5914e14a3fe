using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Legal;

/// <summary>GET /api/{slug}/family/open/legal.</summary>
internal static class ReadLegal
{
    public static void MapLegal(this WebApplication app) => app.MapGet("/api/{slug}/family/open/legal", Handle).AllowAnonymous().WithTags("family");

    private static async Task<Results<Ok<LegalView>, ProblemHttpResult>> Handle(
        string slug, Tenant tenant, FamilyDb db, SettingsCache settings, CancellationToken ct)
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
            t.Accessibility, t.Percent, t.AuditedBy, t.AuditedOn, t.Exempt ?? [], t.AccessibilityContact, t.Publisher, t.Address, t.Phone, t.Host,
            t.DataContact, t.Retention ?? [], rules.PreEnrolment));
    }
}
