using System.Text.Json;
using Preau.Billing.Cells;

namespace Preau.Billing.Tariffs;

/// <summary>After a new version of the document: the months from the first day on whose prices may be others are worked out again.</summary>
internal static class PricedAgain
{
    /// <summary>Inside the write that adds the new version.</summary>
    public static async Task MarkAsync(BillingDb db, BillingRules old, BillingRules rules, CancellationToken ct)
    {
        if (FirstDifference(old, rules) is { } day)
        {
            await db.MarkAllAsync(day, ct);
        }
    }

    /// <summary>First day on which a unit may cost something else; null when none does.</summary>
    internal static DateOnly? FirstDifference(BillingRules old, BillingRules now)
    {
        DateOnly? first = null;
        foreach (var unit in old.Units.Union(now.Units))
        {
            var (before, after) = (old.TariffOf(unit), now.TariffOf(unit));
            if (Head(before) != Head(after))
            {
                return DateOnly.MinValue;
            }

            var (was, will) = (Versions(before), Versions(after));
            foreach (var (text, day) in was.Except(will).Concat(will.Except(was)))
            {
                first = first is null || day < first ? day : first;
            }
        }

        return first;
    }

    // A draft has no price that counts: saving one prices nothing again.
    private static string Head(Tariff? tariff) =>
        tariff is null ? "" : JsonSerializer.Serialize(tariff with { Versions = [], Draft = null }, BillingRules.Json);

    // A percentage changes with the tariff it is taken of.
    private static (string Text, DateOnly From)[] Versions(Tariff? tariff) =>
        [.. (tariff?.Versions ?? []).Concat((tariff?.Versions ?? []).Select(v => v.PercentOf?.Base).OfType<Tariff>().SelectMany(t => t.Versions))
            .Select(v => (JsonSerializer.Serialize(v, BillingRules.Json), v.From)).Distinct()];
}
