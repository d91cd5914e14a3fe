using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>All tariffs for their set-up pages, and what doesn't fit with the services that families book.</summary>
internal static class GetTariffs
{
    public static async Task<Ok<TariffsOverview>> Handle(BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var (version, rules) = await BillingRules.InForceAsync(cache, db, ct);
        var known = await db.KnownUnits.AsNoTracking().ToListAsync(ct);
        var units = known.OrderBy(u => u.Service, StringComparer.Ordinal).GroupBy(u => u.Unit).ToDictionary(g => g.Key, g => g.First().LineLabel());
        var today = rules.Today(clock);
        var rows = rules.Tariffs.Select(t => new TariffRow(
            t.Key, t.Label, t.Units, t.CashOffice, Sheet(t, t.On(today)), Sheet(t, t.Versions.Where(v => v.From > today).MinBy(v => v.From)), Sheet(t, t.Draft),
            [.. TariffInFull.Of(t, today, u => units.GetValueOrDefault(u))]));
        return TypedResults.Ok(new TariffsOverview(
            version, [.. rows], [.. Findings(rules, units, today, known.Where(u => u.LateSurcharge).Select(u => u.Unit).ToHashSet())],
            [.. units.OrderBy(u => u.Value, StringComparer.Ordinal).Select(u => new TariffUnit(u.Key, u.Value, rules.TariffOf(u.Key)?.Key))],
            [.. rules.CashOffices.Values.OrderBy(o => o.Label, StringComparer.Ordinal).Select(o => new TariffOffice(o.Key, o.Label))]));

        TariffSheet? Sheet(Tariff tariff, TariffVersion? of) => of is null ? null : TariffGrid.Sheet(tariff, of, u => units.GetValueOrDefault(u));
    }

    /// <param name="units">Units that families can book, with their names; nothing is known before the services have told theirs.</param>
    internal static IEnumerable<TariffFinding> Findings(BillingRules rules, IReadOnlyDictionary<string, string> units, DateOnly today,
        IReadOnlySet<string>? dearerLate = null)
    {
        if (units.Count == 0)
        {
            yield break;
        }

        foreach (var (unit, label) in units.Where(u => rules.TariffOf(u.Key) is null).OrderBy(u => u.Value, StringComparer.Ordinal))
        {
            yield return new TariffFinding("unit.unpriced", null, $"« {label} » n’a pas de tarif : ses jours n’ont pas de prix.");
        }

        foreach (var (unit, label) in units.Where(u => dearerLate?.Contains(u.Key) == true && rules.TariffOf(u.Key)?.On(today) is { Late: null })
            .OrderBy(u => u.Value, StringComparer.Ordinal))
        {
            yield return new TariffFinding("late.unpriced", rules.TariffOf(unit)!.Key,
                $"« {label} » se réserve en retard avec un supplément, mais son tarif n’en prévoit aucun : le jour est facturé au prix ordinaire.");
        }

        foreach (var tariff in rules.Tariffs)
        {
            foreach (var unit in tariff.Units.Where(u => !units.ContainsKey(u)))
            {
                yield return new TariffFinding("unit.unknown", tariff.Key, $"Le tarif « {tariff.Label} » vaut pour « {unit} », que personne ne peut réserver.");
            }

            if (tariff.On(today) is null && !Array.Exists(tariff.Versions, v => v.From > today))
            {
                yield return new TariffFinding("tariff.ended", tariff.Key, $"Le tarif « {tariff.Label} » n’est plus en vigueur : ses jours n’ont pas de prix.");
            }
            else if (tariff.On(today) is { Decision: null })
            {
                yield return new TariffFinding("decision.missing", tariff.Key, $"Le tarif « {tariff.Label} » ne cite aucune délibération.");
            }
        }
    }
}
