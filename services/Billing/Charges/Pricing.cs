using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>Puts prices on lines: the same for a settled cell, a changed family and changed tariffs, so that all orders of events end alike.</summary>
internal sealed class Pricing(SettingsInForce<BillingRules> settings, IEnumerable<KnownUnit> units)
{
    private readonly Dictionary<string, string> _labels = units.OrderBy(u => u.Service, StringComparer.Ordinal).GroupBy(u => u.Unit).ToDictionary(g => g.Key, g => g.First().LineLabel());

    public const string TariffMissing = "Tarif non défini : ce jour n’a pas encore de prix";

    /// <param name="units">The units whose names are needed.</param>
    public static async Task<Pricing> LoadAsync(BillingDb db, SettingsInForce<BillingRules> settings, IReadOnlyCollection<string> units, CancellationToken ct) =>
        new(settings, await db.KnownUnits.AsNoTracking().Where(u => units.Contains(u.Unit)).ToListAsync(ct));

    /// <param name="facts">Null while the family isn't known.</param>
    public void Apply(ChargeLine line, FamilyFacts? facts)
    {
        if (line.InvoiceId is not null)
        {
            return;
        }

        var tariff = settings.Rules.TariffOf(line.Unit);
        line.Label = LabelOf(line.Unit, tariff);
        (line.Amount, line.Missing, line.Explanation, line.CashOffice, line.SettingsVersion) = (null, null, "", tariff?.CashOffice, settings.Version);
        if (!line.Charged || facts?.Of(line.ChildId, line.Date, line.Hours, line.Late, line.BilledPercent) is not { } priceFacts)
        {
            return;
        }

        if ((tariff is null ? null : Price.Of(tariff, priceFacts)) is not { } priced)
        {
            line.Missing = TariffMissing;
            return;
        }

        (line.Amount, line.Missing, line.Explanation) = (priced.Amount, priced.Missing, JsonSerializer.Serialize(priced.Why));
    }

    public static PriceWhy Why(ChargeLine line) => line.Explanation.Length == 0 ? new PriceWhy(line.Missing ?? "", []) : Read(line.Explanation);

    public static PriceWhy Read(string explanation) => JsonSerializer.Deserialize<PriceWhy>(explanation)!;

    /// <summary>What late pick-ups of a household cost, each counted with the others of its period: one more or less changes those after it.</summary>
    /// <param name="all">Every one of the household over whole school years.</param>
    public void Apply(IReadOnlyCollection<LatePickUp> all)
    {
        foreach (var late in all.Where(l => l.InvoiceId is null))
        {
            var tariff = settings.Rules.TariffOf(late.Unit);
            var priced = late.Minutes is null || tariff?.On(late.Date) is not { LatePickUp: not null } version ? null : LatePickUpPrice.Of(late, tariff, version, [.. all.Where(l => l.Minutes is not null && settings.Rules.TariffOf(l.Unit) == tariff)]);
            late.Label = $"Retard au départ, {LabelOf(late.Unit, tariff)}";
            (late.Amount, late.Explanation, late.CashOffice, late.SettingsVersion) = (priced?.Amount, priced is null ? "" : JsonSerializer.Serialize(priced.Why), tariff?.CashOffice, settings.Version);
        }
    }

    private string LabelOf(string unit, Tariff? tariff) => _labels.GetValueOrDefault(unit) ?? tariff?.Label ?? unit;
}
