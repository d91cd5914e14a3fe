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
        line.Label = _labels.GetValueOrDefault(line.Unit) ?? tariff?.Label ?? line.Unit;
        (line.Amount, line.Missing, line.Explanation, line.CashOffice, line.SettingsVersion) = (null, null, "", tariff?.CashOffice, settings.Version);
        if (!line.Charged || facts?.Of(line.ChildId, line.Date, line.Hours, line.Late) is not { } priceFacts)
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

    public static PriceWhy Why(ChargeLine line) =>
        line.Explanation.Length == 0 ? new PriceWhy(line.Missing ?? "", []) : JsonSerializer.Deserialize<PriceWhy>(line.Explanation)!;
}
