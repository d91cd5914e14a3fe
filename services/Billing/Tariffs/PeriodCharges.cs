using Preau.Contracts.Api;

namespace Preau.Billing.Tariffs;

/// <summary>What a household's month charges beside its days.</summary>
/// <param name="Kind">"month" (package, contract, cap) or "fee" (registration).</param>
/// <param name="Key">Stable over runs: "month:alsh", "fee:alsh", "cap:alsh" and the day for a cap of a day.</param>
/// <param name="Child">Null for the household.</param>
/// <param name="Date">The day it is charged at.</param>
/// <param name="Cents">Negative for what a cap takes off.</param>
internal sealed record PeriodCharge(
    string Kind, string Key, string Tariff, Guid? Child, DateOnly Date, long Cents, long FoodCents, string? Missing, PriceWhy Why)
{
    public const string Month = "month";
    public const string Fee = "fee";
}

/// <summary>A child taken in a package or contract from a day to another, both included.</summary>
/// <param name="WeeklyHours">Agreed hours of a week, with a contract.</param>
internal sealed record Subscription(Guid Child, string Tariff, DateOnly From, DateOnly? Until = null, decimal? WeeklyHours = null);

/// <summary>All that the charges of one household's month depend on besides the tariffs.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Cells">Charged cells of the month, with their own price.</param>
/// <param name="Facts">Of a child on a day; null when the child isn't known.</param>
/// <param name="Subscriptions">Where there is one for a child and tariff it decides; else a month with a charged day is due.</param>
/// <param name="FirstSince">The first charged day of a child (null: of the household) under a tariff since a day; null when there is none.</param>
internal sealed record HouseholdMonth(
    DateOnly Month, IReadOnlyList<MonthCell> Cells, Func<Guid, DateOnly, PriceFacts?> Facts, IReadOnlyList<Subscription> Subscriptions,
    Func<Guid?, Tariff, DateOnly, DateOnly?> FirstSince)
{
    public DateOnly End => Month.AddMonths(1).AddDays(-1);
}

/// <summary>Packages, contracts, fees and caps of a household's month: pure, so that a forecast, a simulation and the bill agree.</summary>
internal static class PeriodCharges
{
    public static IReadOnlyList<PeriodCharge> Of(IEnumerable<Tariff> tariffs, HouseholdMonth month)
    {
        var charges = new List<PeriodCharge>();
        foreach (var tariff in tariffs)
        {
            var cells = month.Cells.Where(c => Array.IndexOf(tariff.Units, c.Unit) >= 0).ToList();
            var taken = month.Subscriptions.Where(s => s.Tariff == tariff.Key && s.From <= month.End && (s.Until is null || s.Until >= month.Month)).ToList();
            foreach (var child in cells.Select(c => c.Child).Concat(taken.Select(s => s.Child)).Distinct().Order())
            {
                PackageCharge.Add(charges, tariff, child, cells, taken.Where(s => s.Child == child).OrderBy(s => s.From).ToList(), month);
            }

            AddFees(charges, tariff, cells, month);
            AddCaps(charges, tariff, cells, month);
        }

        return charges;
    }

    private static void AddFees(List<PeriodCharge> charges, Tariff tariff, List<MonthCell> cells, HouseholdMonth month)
    {
        foreach (var payer in cells.Select(c => (Guid?)c.Child).Distinct().Order().Append(null))
        {
            var own = cells.Where(c => payer is null || c.Child == payer).ToList();
            if (own.Count == 0 || tariff.On(own.Min(c => c.Date)) is not { RegistrationFee: { } fee } version || fee.Per == FeePer.Family != payer is null)
            {
                continue;
            }

            var first = own.Min(c => c.Date);
            if (month.FirstSince(payer, tariff, YearOf(first, fee.Within)) is { } before && before < first)
            {
                continue;
            }

            var cents = (long)Math.Round(fee.Amount * 100, 0, MidpointRounding.AwayFromZero);
            var words = fee.Within == FeePeriod.Year ? "de l’année" : "de l’année scolaire";
            var reason = $"droit d’inscription {words}, une fois par {(payer is null ? "famille" : "enfant")}";
            charges.Add(Charge(PeriodCharge.Fee, $"fee:{tariff.Key}", tariff, version, payer, first, cents, reason));
        }
    }

    private static void AddCaps(List<PeriodCharge> charges, Tariff tariff, List<MonthCell> cells, HouseholdMonth month)
    {
        foreach (var group in cells.Where(c => tariff.On(c.Date)?.Cap is not null).GroupBy(c =>
        {
            var cap = tariff.On(c.Date)!.Cap!;
            return (Child: cap.Per == FeePer.Child ? c.Child : (Guid?)null, Day: cap.Within == FeePeriod.Day ? c.Date : (DateOnly?)null, cap.Amount);
        }).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Child).ThenBy(g => g.Key.Amount))
        {
            var (over, version) = (group.Sum(c => c.Cents) - (long)Math.Round(group.Key.Amount * 100, 0, MidpointRounding.AwayFromZero),
                tariff.On(group.First().Date)!);
            if (over > 0)
            {
                var (key, within) = group.Key.Day is { } day
                    ? ($"cap:{tariff.Key}:{day:yyyy-MM-dd}", "par jour")
                    : ($"cap:{tariff.Key}:{version.From:yyyy-MM-dd}", "par mois");
                charges.Add(Charge(
                    PeriodCharge.Month, key, tariff, version, group.Key.Child, group.Key.Day ?? group.Max(c => c.Date), -over,
                    $"plafond de {French.Price(group.Key.Amount)} {within}{(group.Key.Child is null ? " et par famille" : "")}"));
            }
        }
    }

    internal static PeriodCharge Charge(string kind, string key, Tariff tariff, TariffVersion version, Guid? child, DateOnly date, long cents, string reason)
    {
        var why = Explanation.Of(tariff.Label, version);
        why.Because(reason, kind == PeriodCharge.Fee ? "Droit d’inscription" : "Mois", reason);
        // A cap takes food off in the same part as it was charged; a fee is never food.
        var food = kind != PeriodCharge.Fee && version.Food is { Percent: not null } part ? part.Of(cents) : 0;
        return new PeriodCharge(kind, key, tariff.Key, child, date, cents, food, null, why.Round(cents / 100m, version).Why);
    }

    internal static DateOnly YearOf(DateOnly day, FeePeriod within) => within switch
    {
        FeePeriod.Year => new DateOnly(day.Year, 1, 1),
        FeePeriod.Month => new DateOnly(day.Year, day.Month, 1),
        _ => new DateOnly(day.Month >= 9 ? day.Year : day.Year - 1, 9, 1),
    };
}
