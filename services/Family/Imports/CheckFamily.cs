using System.Globalization;
using Preau.Family.Files;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>What the shape of section "family" can't say: names that stand twice, what one setting asks of another.</summary>
internal static class CheckFamily
{
    /// <exception cref="TenantFileException">The first thing that is wrong.</exception>
    public static void Run(FamilySettings settings)
    {
        ReadSection.CheckZone(FamilyRules.Section, settings.TimeZone);
        Require(
            settings.ConfirmFrom is not { } day
                || DateOnly.TryParseExact("2023-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "confirmFrom", $"« {settings.ConfirmFrom} » n’est pas un jour de l’année, mois et jour comme \"09-01\"");
        Fields(settings.Fields);
        Documents(settings.Documents ?? []);
        Once(settings.Consents?.Select(c => c.Key), i => $"consents[{i}].key");
        Schools(settings.Schools ?? []);
        Trimmed(settings.Groups, i => $"groups[{i}]");
        Require(settings.Legal is null or { Accessibility: "none" } or { AuditedBy: not null, AuditedOn: not null },
            "legal.accessibility", "« partial » et « full » demandent auditedBy et auditedOn");
    }

    private static void Fields(IReadOnlyDictionary<string, FieldPolicy>? fields)
    {
        foreach (var (key, policy) in fields ?? new Dictionary<string, FieldPolicy>())
        {
            Require(FieldPolicies.Keys.Contains(key), "fields." + key, "ce champ n’existe pas");
            Require(!FieldPolicies.IsForAgents(key) || policy.Mode is "hidden" or "shown", $"fields.{key}.mode",
                $"« {policy.Mode} » ne va pas ; les agents seuls changent ce champ : hidden ou shown");
        }
    }

    private static void Documents(AskedDocument[] documents)
    {
        Once(documents.Select(d => d.Key), i => $"documents[{i}].key");
        foreach (var (i, asked) in documents.Index())
        {
            Require((asked.Validity == "months") == asked.Months is not null, $"documents[{i}].months",
                asked.Months is null ? "la validité « months » demande un nombre de mois" : "un nombre de mois ne va qu’avec la validité « months »");
        }
    }

    private static void Schools(SchoolRules[] schools)
    {
        Trimmed(schools.Select(s => s.Name), i => $"schools[{i}].name");
        foreach (var (i, school) in schools.Index())
        {
            Trimmed(school.Classes?.Select(c => c.Name), j => $"schools[{i}].classes[{j}].name");
        }
    }

    // Names are compared as they stand in the children's files.
    private static void Trimmed(IEnumerable<string>? names, Func<int, string> place)
    {
        foreach (var (i, name) in (names ?? []).Index())
        {
            Require(name == name.Trim(), place(i), $"« {name} » commence ou finit par un espace");
        }

        Once(names, place);
    }

    private static void Once(IEnumerable<string>? names, Func<int, string> place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, name) in (names ?? []).Index())
        {
            Require(seen.Add(name), place(i), $"« {name} » s’y trouve deux fois");
        }
    }

    private static void Require(bool holds, string place, string problem) => ReadSection.Require(holds, $"{FamilyRules.Section}.{place}: {problem}.");
}
