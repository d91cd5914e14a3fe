using Preau.Contracts.Api;
using Preau.Family.Forms;

namespace Preau.Family.Files;

/// <summary>Policies of all fields: the commune's own, else these. A key is a field of the
/// file ("guardian.mobile") or a whole section ("section.caf").</summary>
internal static class FieldPolicies
{
    // Facts that only agents establish, on proof: families may read them at most.
    private static readonly string[] AgentsOnly = ["household.resident", "guardian.livesElsewhere", "guardian.restricted", "child.packedLunch", "child.class",
        "child.group", "child.grade", "child.school"];

    private static readonly Dictionary<string, FieldPolicy> Defaults = new()
    {
        // What the mairie writes to, and what a price may depend on: changed, never emptied.
        ["household.street"] = new("obligatory"),
        ["household.postCode"] = new("obligatory"),
        ["household.city"] = new("obligatory"),
        ["household.resident"] = new("hidden"),
        ["guardian.civility"] = new("shown"),
        ["guardian.firstName"] = new("shown"),
        ["guardian.lastName"] = new("shown"),
        ["guardian.role"] = new("shown"),
        ["guardian.birthName"] = new("hidden"),
        ["guardian.birthDate"] = new("hidden"),
        ["guardian.birthPlace"] = new("hidden"),
        ["guardian.mobile"] = new("editable", true),
        ["guardian.homePhone"] = new("editable", true),
        ["guardian.workPhone"] = new("editable", true),
        ["guardian.email"] = new("editable", true),
        ["guardian.emailConsent"] = new("editable", true),
        ["guardian.smsConsent"] = new("editable", true),
        ["guardian.livesElsewhere"] = new("hidden"),
        ["guardian.restricted"] = new("hidden"),
        ["child.school"] = new("shown"),
        ["child.grade"] = new("shown"),
        ["child.class"] = new("shown"),
        ["child.group"] = new("shown"),
        ["child.packedLunch"] = new("shown"),
        // It changes a price and what a team does: someone reads the signed plan first.
        ["section.pai"] = new(),
    };

    public static FieldPolicy Of(FamilyRules rules, string key) => rules.Fields?.GetValueOrDefault(key) ?? Defaults.GetValueOrDefault(key)
        ?? new FieldPolicy(Automatic: key.StartsWith("section.", StringComparison.Ordinal));

    /// <summary>What a family may do with a field of this subject: the address that opens its
    /// own account can't be emptied, whatever the commune says.</summary>
    public static FieldMode ModeOf(FamilyRules rules, FileField field, bool own) => Of(rules, field.Key).Kind switch
    {
        FieldMode.Editable when field.Required || (own && field.Key == "guardian.email") => FieldMode.Obligatory,
        var kind => kind,
    };

    public static bool IsForAgents(string key) => AgentsOnly.Contains(key);

    /// <summary>All keys in the order of the screens.</summary>
    public static IEnumerable<string> Keys => FileFields.All.Select(f => f.Key).Concat(SectionForms.All.Select(f => $"section.{f.Key}"));

    extension(FieldPolicy policy)
    {
        public FieldMode Kind =>
            policy.Mode switch { "hidden" => FieldMode.Hidden, "shown" => FieldMode.Shown, "obligatory" => FieldMode.Obligatory, _ => FieldMode.Editable };
    }
}
