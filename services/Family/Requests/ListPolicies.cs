using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>GET /field-policies, permission "settings": every field with what families may do with it, for the screen that sets it.</summary>
internal static class ListPolicies
{
    public static async Task<Ok<FieldPolicyView[]>> Handle(FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return TypedResults.Ok<FieldPolicyView[]>(
        [
            .. FieldPolicies.Keys.Select(key =>
            {
                var policy = FieldPolicies.Of(rules, key);
                var label = FileFields.Find(key)?.Label ?? SectionForms.Find(key["section.".Length..])!.Label;
                return new FieldPolicyView(key, label, key[..key.IndexOf('.', StringComparison.Ordinal)], policy.Kind, policy.Automatic,
                    FieldPolicies.IsForAgents(key));
            }),
        ]);
    }
}
