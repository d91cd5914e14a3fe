using Preau.Contracts.Settings;

namespace Preau.Billing.Tariffs;

/// <summary>What is wrong in a document: values out of their range, and what no range can say: keys that meet, periods that overlap, holes.</summary>
internal static class RulesCheck
{
    public static IReadOnlyList<RuleError> Errors(BillingSettings document)
    {
        var errors = RefusedValues.Find(document).Select(f => new RuleError(f.Path, f.Sentence)).ToList();
        void Wrong(string path, string message) => errors.Add(new RuleError(path, message));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(document.TimeZone, out _))
        {
            Wrong("timeZone", "Fuseau horaire inconnu.");
        }

        CheckCashOffices(document.CashOffices ?? [], Wrong);
        CheckTariffs(document, Wrong);
        return errors;
    }

    private static void CheckCashOffices(CashOffice[] offices, Action<string, string> wrong)
    {
        Unique(offices.Select((o, i) => (o.Key, $"cashOffices[{i}].key")), "Deux régies portent cette clé.", wrong);
        Unique(offices.Select((o, i) => (o.Prefix, $"cashOffices[{i}].prefix")),
            "Deux régies portent ce préfixe : leurs numéros de facture se confondraient.", wrong);
        for (var i = 0; i < offices.Length; i++)
        {
            var (office, path) = (offices[i], $"cashOffices[{i}]");
            Text(office.Label, Most<CashOffice>(nameof(office.Label)), path + ".label", wrong);
            Text(office.Prefix, Most<CashOffice>(nameof(office.Prefix)), path + ".prefix", wrong);
            OfficeCheck.Office(office, path, wrong);
        }
    }

    private static void CheckTariffs(BillingSettings document, Action<string, string> wrong)
    {
        var tariffs = document.Tariffs ?? [];
        var offices = (document.CashOffices ?? []).Select(o => o.Key).ToHashSet();
        Unique(tariffs.Select((t, i) => (t.Key, $"tariffs[{i}].key")), "Deux tarifs portent cette clé.", wrong);
        Unique(tariffs.SelectMany((t, i) => t.Units.Select((u, j) => (u, $"tariffs[{i}].units[{j}]"))), "Cette unité a déjà un tarif.", wrong);
        for (var i = 0; i < tariffs.Length; i++)
        {
            var (tariff, path) = (tariffs[i], $"tariffs[{i}]");
            Text(tariff.Label, Most<Tariff>(nameof(tariff.Label)), path + ".label", wrong);
            if (!offices.Contains(tariff.CashOffice))
            {
                wrong(path + ".cashOffice", $"Régie inconnue : {tariff.CashOffice}.");
            }

            if (tariff.Versions.Length == 0 && tariff.Draft is null)
            {
                wrong(path + ".versions", "Un tarif a une période de validité au moins, ou un brouillon.");
            }

            VersionCheck.Periods(tariff.Versions, path + ".versions", wrong);
            for (var j = 0; j < tariff.Versions.Length; j++)
            {
                VersionCheck.Version(tariff.Versions[j], tariffs, tariff, $"{path}.versions[{j}]", wrong);
            }

            if (tariff.Draft is { } draft)
            {
                VersionCheck.Periods([draft], path + ".draft", wrong);
                VersionCheck.Version(draft, tariffs, tariff, path + ".draft", wrong);
            }
        }
    }

    private static void Unique(IEnumerable<(string Value, string Path)> values, string message, Action<string, string> wrong)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (value, path) in values)
        {
            if (!seen.Add(value))
            {
                wrong(path, message);
            }
        }
    }

    private static void Text(string text, int max, string path, Action<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > max)
        {
            wrong(path, $"De 1 à {max} signes.");
        }
    }

    /// <summary>Signs that setting may have.</summary>
    internal static int Most<TRecord>(string property) => SettingMember.Of(typeof(TRecord), property).Length!.MaximumLength;
}
