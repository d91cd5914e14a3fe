using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Truth;

/// <summary>The one rule of late pick-ups, pure: the evenings of the period are counted, and those from the tariff's number on cost its amount.</summary>
internal static class LatePickUpPrice
{
    /// <summary>Null when it costs nothing.</summary>
    /// <param name="others">Those of the household under the same tariff, this one among them.</param>
    public static Priced? Of(Cell late, Tariff tariff, TariffVersion version, IReadOnlyCollection<Cell> others)
    {
        var fee = version.LatePickUp!;
        var counted = others.Where(o => (fee.Per == FeePer.Family || o.ChildId == late.ChildId)
            && PeriodOf(o.Date, fee.Within) == PeriodOf(late.Date, fee.Within)).ToList();
        var times = counted.Select(o => o.Date).Distinct().Count(d => d <= late.Date);
        // One fee an evening, on the pick-up that was latest.
        var first = counted.Where(o => o.Date == late.Date).OrderByDescending(o => o.LateMinutes).ThenBy(o => o.ChildId).ThenBy(o => o.Unit,
            StringComparer.Ordinal).First();
        if (times < fee.From || first != late)
        {
            return null;
        }

        var each = fee.EveryMinutes is { } every ? Math.Max(1, (late.LateMinutes!.Value + every - 1) / every) : 1;
        var amount = Math.Round(fee.Amount * each, 2, MidpointRounding.AwayFromZero);
        var (minutes, rank) = ($"{late.LateMinutes}\u00A0{(late.LateMinutes == 1 ? "minute" : "minutes")}", times == 1 ? "1er" : $"{times}e");
        var period = fee.Within == FeePeriod.Month ? "du mois" : fee.Within == FeePeriod.Year ? "de l’année" : "de l’année scolaire";
        var free = fee.From > 1 ? $", facturé à partir du {fee.From}e" : "";
        var steps = new List<PriceStep> { new("Tarif", $"{tariff.Label}, depuis le {French.Date(version.From)}") };
        if (version.Decision is { } decision)
        {
            steps.Add(new PriceStep("Décision", decision.Words));
        }

        steps.Add(new PriceStep("Après l’heure", minutes));
        steps.Add(new PriceStep("Retard", $"{rank} {period}{free}"));
        if (fee.EveryMinutes is { } begun)
        {
            steps.Add(new PriceStep($"Par {begun}\u00A0minutes commencées", $"{each} × {French.Price(fee.Amount)}"));
        }

        steps.Add(new PriceStep("Montant", French.Price(amount)));
        return new Priced(amount, null, new PriceWhy($"{French.Price(amount)}\u00A0: départ {minutes} après la fermeture, {rank} retard {period}{free}.",
            [.. steps]));
    }

    private static int PeriodOf(DateOnly date, FeePeriod period) => period switch
    {
        FeePeriod.Month => date.Year * 12 + date.Month,
        FeePeriod.Year => date.Year,
        FeePeriod.Day => date.DayNumber,
        _ => SchoolYear.Of(date),
    };
}
