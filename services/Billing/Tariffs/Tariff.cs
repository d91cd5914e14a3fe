using System.Text.Json.Serialization;

namespace Preau.Billing.Tariffs;

/// <summary>What one or several units cost, by period of validity. Data of the commune's file, as are all types here.</summary>
/// <param name="Units">Keys of the booking units; a unit has one tariff.</param>
/// <param name="CashOffice">Key of the cash office that collects.</param>
internal sealed record Tariff(string Key, string Label, string[] Units, string CashOffice, TariffVersion[] Versions)
{
    public TariffVersion? On(DateOnly day) => Array.Find(Versions, v => v.From <= day && (v.Until is null || day <= v.Until));
}

/// <summary>
/// Prices in force from a day to another, both included. Exactly one of <paramref name="Flat"/>, <paramref name="Brackets"/>,
/// <paramref name="Effort"/> and <paramref name="PercentOf"/> says how much; the rest adjusts it.
/// </summary>
/// <param name="PlannedQuarters">With <see cref="PricePer.QuarterHour"/>: quarter-hours that count until the clock has told the real ones.</param>
/// <param name="NonResident">Price of a household that doesn't live in the commune, whatever its quotient.</param>
/// <param name="NonResidentPercent">Percent more for such a household, on the price by quotient; not together with <paramref name="NonResident"/>.</param>
/// <param name="PackedLunch">Price when the family brings the meal: pays the supervision only, so no other adjustment applies to it.</param>
/// <param name="SiblingDiscounts">Percent off for the second child of the household, the third… the last one also for all after.</param>
/// <param name="Late">Added when the day was booked after its deadline.</param>
/// <param name="LatePickUp">What a child picked up after closing costs besides, on a line of its own.</param>
/// <param name="Decision">Council decision the prices come from, as cited on grids.</param>
internal sealed record TariffVersion(
    DateOnly From, DateOnly? Until = null, decimal? Flat = null, QuotientBracket[]? Brackets = null, EffortRate? Effort = null, PercentOf? PercentOf = null,
    PricePer Per = PricePer.Day, int? PlannedQuarters = null, decimal? NonResident = null, decimal? PackedLunch = null, decimal[]? SiblingDiscounts = null, LateSurcharge? Late = null, string? Decision = null,
    decimal? NonResidentPercent = null, LatePickUpFee? LatePickUp = null);

internal enum PricePer
{
    Day,
    /// <summary>Times the started quarter-hours of the billed hours.</summary>
    QuarterHour,
}

/// <summary>
/// Quotients from <paramref name="From"/> included to <paramref name="Below"/> excluded (null: no end). Grids print whole euros, "501 – 800":
/// that is [501, 801), so a quotient with cents counts as its whole euros and 500,50 still pays the price of "≤ 500".
/// </summary>
internal sealed record QuotientBracket(decimal From, decimal Price, decimal? Below = null);

/// <summary>Taux d'effort: a percentage of the quotient, never under the floor nor over the ceiling.</summary>
internal sealed record EffortRate(decimal Percent, decimal Floor, decimal Ceiling);

/// <summary>A part of what another tariff gives for the same family and day, before its sibling discount and late surcharge.</summary>
internal sealed record PercentOf(string Tariff, decimal Percent)
{
    /// <summary>The other tariff, tied when the document is read.</summary>
    [JsonIgnore]
    public Tariff? Base { get; set; }
}

/// <summary>What a late pick-up costs (§3.6, §3.9): 5 € each time, or 15 € from the third time of the month on.</summary>
/// <param name="From">The first time that costs: 1 for each one, 3 when the first two of the period are free.</param>
/// <param name="Within">The period over which they are counted.</param>
/// <param name="Per">One fee an evening for each child, or for the household.</param>
internal sealed record LatePickUpFee(decimal Amount, int From = 1, FeePeriod Within = FeePeriod.Month, FeePer Per = FeePer.Child);

internal enum FeePeriod
{
    Month,
    /// <summary>From 1 September to 31 August.</summary>
    SchoolYear,
}

internal enum FeePer
{
    Child,
    Family,
}

/// <summary>Either an amount in euros or a percentage of the price.</summary>
internal sealed record LateSurcharge(decimal? Amount = null, decimal? Percent = null);
