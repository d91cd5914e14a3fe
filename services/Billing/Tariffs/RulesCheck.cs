using System.Text.RegularExpressions;

namespace Preau.Billing.Tariffs;

/// <summary>What the shape of a document can't say: keys that meet, periods that don't overlap, brackets without hole.</summary>
internal static partial class RulesCheck
{
    public static IReadOnlyList<RuleError> Errors(BillingDocument document)
    {
        var errors = new List<RuleError>();
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
            Key(office.Key, path + ".key", wrong);
            Text(office.Label, 120, path + ".label", wrong);
            Text(office.Prefix, 8, path + ".prefix", wrong);
            if (office.Mode == CashMode.Title && office.ShowBalance)
            {
                wrong(path + ".showBalance", "Par titre, la commune ne connaît pas les règlements : aucun solde à montrer.");
            }

            if (office.Mode == CashMode.Title && (office.Notice is null || office.Treasury is null))
            {
                wrong(path + (office.Notice is null ? ".notice" : ".treasury"), "Par titre, les familles doivent lire où s’adresser.");
            }

            if (office.PayFip is { } payFip && (payFip.ClientNumber.Length != 6 || !payFip.ClientNumber.All(char.IsAsciiDigit)
                || payFip.DaysAfterDue is < 0 or > 365
                || payFip.Mode is not (null or "T" or "X" or "W") || payFip.Maximum is < 1 or > 100_000))
            {
                wrong(path + ".payFip",
                    "Un numéro de client de six chiffres, un mode T, X ou W, de 0 à 365 jours après l’échéance, et un montant de 1 à 100 000 euros au plus.");
            }

            foreach (var (part, found) in Parts(office))
            {
                foreach (var (where, message) in found ?? [])
                {
                    wrong($"{path}.{part}.{where}", message);
                }
            }

            if (office is { Mode: CashMode.Title, Prepaid: not null })
            {
                wrong($"{path}.prepaid", "Le Trésor public encaisse ici : rien ne peut y être payé d’avance.");
            }

            if (office.Due is { } due && ((due.EndOfMonth is null) == (due.Days is null) || due.EndOfMonth is < 0 or > 12 || due.Days is < 0 or > 365))
            {
                wrong(path + ".due", "Soit endOfMonth (0 à 12 mois), soit days (0 à 365 jours).");
            }
        }
    }

    private static IEnumerable<(string Part, IEnumerable<(string Where, string Message)>? Wrong)> Parts(CashOffice office) =>
    [
        ("collecting", office.Collecting?.Wrong()), ("directDebit", office.DirectDebit?.Wrong()), ("pes", office.Pes?.Wrong()),
        ("prepaid", office.Prepaid?.Wrong()),
        ("dunning", office.Dunning?.Wrong()),
    ];

    private static void CheckTariffs(BillingDocument document, Action<string, string> wrong)
    {
        var tariffs = document.Tariffs ?? [];
        var offices = (document.CashOffices ?? []).Select(o => o.Key).ToHashSet();
        Unique(tariffs.Select((t, i) => (t.Key, $"tariffs[{i}].key")), "Deux tarifs portent cette clé.", wrong);
        Unique(tariffs.SelectMany((t, i) => t.Units.Select((u, j) => (u, $"tariffs[{i}].units[{j}]"))), "Cette unité a déjà un tarif.", wrong);
        for (var i = 0; i < tariffs.Length; i++)
        {
            var (tariff, path) = (tariffs[i], $"tariffs[{i}]");
            Key(tariff.Key, path + ".key", wrong);
            Text(tariff.Label, 120, path + ".label", wrong);
            for (var j = 0; j < tariff.Units.Length; j++)
            {
                Key(tariff.Units[j], $"{path}.units[{j}]", wrong);
            }

            if (tariff.Units.Length == 0)
            {
                wrong(path + ".units", "Un tarif vaut pour une unité au moins.");
            }

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

    private static void Key(string key, string path, Action<string, string> wrong)
    {
        if (!KeyPattern().IsMatch(key))
        {
            wrong(path, "Minuscules sans accent, chiffres et tirets, 64 signes au plus.");
        }
    }

    private static void Text(string text, int max, string path, Action<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > max)
        {
            wrong(path, $"De 1 à {max} signes.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\z")]
    private static partial Regex KeyPattern();
}
