using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Preau.Billing.Tariffs;

/// <summary>
/// A price that was billed is never changed behind its invoices: a version of a tariff that was used may be ended after the last day billed by it, nothing
/// else. What was wrong in it is set right by credit notes, or by a new version from a later day.
/// </summary>
internal static class UsedVersions
{
    /// <summary>Call inside the unit of work that saves the new document.</summary>
    public static async Task<IReadOnlyList<RuleError>> ErrorsAsync(BillingDb db, BillingRules old, BillingRules now, CancellationToken ct)
    {
        var errors = new List<RuleError>();
        foreach (var tariff in old.Tariffs)
        {
            foreach (var version in tariff.Versions)
            {
                foreach (var unit in tariff.Units)
                {
                    var (from, until) = Lost(unit, tariff, version, now);
                    if (from is { } first && await LastBilledAsync(db, [unit, $"month:{tariff.Key}", $"fee:{tariff.Key}"], first, until, ct) is { } last)
                    {
                        errors.Add(new RuleError(PathOf(now, tariff, version),
                            $"« {tariff.Label} », en vigueur depuis le {French.Date(version.From)}, a déjà servi à facturer jusqu’au "
                            + $"{French.Date(last)}\u00A0: ses prix ne changent plus. Terminez cette période le {French.Date(last)} ou après, et ajoutez-en une nouvelle pour la suite."));
                        break;
                    }
                }
            }
        }

        return errors;
    }

    // The days of a version for which the new document has another price; none when it says the same.
    private static (DateOnly? From, DateOnly Until) Lost(string unit, Tariff tariff, TariffVersion version, BillingRules now)
    {
        var until = version.Until ?? DateOnly.MaxValue;
        var same = now.TariffOf(unit) is { } kept && kept.CashOffice == tariff.CashOffice
            ? Array.Find(kept.Versions, v => v.From == version.From && Written(v) == Written(version)) : null;
        return same is null ? (version.From, until) : same.Until is { } end && end < until ? (end.AddDays(1), until) : (null, until);
    }

    // Without its end, and with the tariff it is a part of.
    private static string Written(TariffVersion version) => JsonSerializer.Serialize(version with { Until = null }, BillingRules.Json)
        + string.Concat((version.PercentOf?.Base?.Versions ?? [])
            .Where(v => v.From <= (version.Until ?? DateOnly.MaxValue) && (v.Until is null || v.Until >= version.From))
            .Select(v => JsonSerializer.Serialize(v with { Until = null }, BillingRules.Json)));

    // A package and a fee are billed under the tariff's own key.
    private static Task<DateOnly?> LastBilledAsync(BillingDb db, string[] units, DateOnly from, DateOnly until, CancellationToken ct) =>
        db.BilledLines.Where(l => units.Contains(l.Unit) && l.Date >= from && l.Date <= until).MaxAsync(l => (DateOnly?)l.Date, ct);

    // Where the place is in the new document, for the field on screen; the tariffs when it is gone.
    private static string PathOf(BillingRules now, Tariff tariff, TariffVersion version)
    {
        var at = now.Tariffs.ToList().FindIndex(t => t.Key == tariff.Key);
        var nth = at < 0 ? -1 : Array.FindIndex(now.Tariffs[at].Versions, v => v.From == version.From);
        return at < 0 ? "tariffs" : nth < 0 ? $"tariffs[{at}].versions" : $"tariffs[{at}].versions[{nth}]";
    }
}
