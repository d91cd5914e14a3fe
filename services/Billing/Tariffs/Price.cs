using Preau.Contracts.Api;

namespace Preau.Billing.Tariffs;

/// <summary>All a price depends on besides the tariff.</summary>
/// <param name="Quotient">The one valid on the day; null when the family gave none.</param>
/// <param name="Rank">1 for the eldest child of the household.</param>
/// <param name="Hours">Billed hours of clocked units; null when not clocked (yet).</param>
/// <param name="Late">Booked after the deadline, where the rule allows it.</param>
/// <param name="Percent">Of an absence told too late: the part of the day that is billed; null for all of it.</param>
internal sealed record PriceFacts(DateOnly Date, decimal? Quotient, bool Resident, int Rank = 1, bool PackedLunch = false, decimal? Hours = null, bool Late = false, int? Percent = null);

/// <param name="Amount">Euros and cents.</param>
/// <param name="Missing">Visible label when the quotient was needed and missing, else null.</param>
internal sealed record Priced(decimal Amount, string? Missing, PriceWhy Why);

/// <summary>
/// The one pricing rule, pure. Order: packed lunch, else the price of non-residents, else the price by quotient and what non-residents pay
/// more; × quarter-hours; sibling discount; late surcharge; part billed of an absence; rounded half up to the cent once, at the end.
/// </summary>
internal static class Price
{
    public const string QuotientMissing = "Quotient non fourni : tarif le plus élevé";

    /// <summary>Null when the tariff is not in force that day.</summary>
    public static Priced? Of(Tariff tariff, PriceFacts facts)
    {
        if (tariff.On(facts.Date) is not { } version)
        {
            return null;
        }

        var why = new Explanation();
        why.Add("Tarif", $"{tariff.Label}, depuis le {Figures.Day(version.From)}");
        if (version.Decision is { } decision)
        {
            why.Add("Décision", decision);
        }

        var amount = PerUnit(version, facts, why);
        if (version.Per == PricePer.QuarterHour)
        {
            amount *= Quarters(version, facts, why);
        }

        if (!why.IsFixed)
        {
            amount = Adjusted(amount, version, facts, why);
        }

        if (facts.Percent is { } part)
        {
            amount = amount * part / 100;
            why.Because($"absence hors délai\u00A0: {Figures.Percent(part)}", "Absence hors délai", Figures.Percent(part));
        }

        var rounded = Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        why.Add("Montant", Figures.Money(rounded));
        return new Priced(rounded, why.Missing, new PriceWhy($"{Figures.Money(rounded)} : {string.Join(", ", why.Reasons)}.", [.. why.Steps]));
    }

    private static decimal PerUnit(TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (facts.PackedLunch && version.PackedLunch is { } lunch)
        {
            why.IsFixed = true;
            why.Because("panier-repas fourni par la famille", "Panier-repas fourni par la famille", Figures.Money(lunch));
            return lunch;
        }

        if (!facts.Resident && version.NonResident is { } outside)
        {
            why.Because("tarif extérieur à la commune", "Tarif extérieur à la commune", Figures.Money(outside));
            return outside;
        }

        var price = ByQuotient(version, facts, why);
        if (facts.Resident || version.NonResidentPercent is not { } more)
        {
            return price;
        }

        why.Because($"+ {Figures.Percent(more)} hors commune", "Hors commune", $"+ {Figures.Percent(more)}");
        return price * (100 + more) / 100;
    }

    private static decimal ByQuotient(TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (version.Flat is { } flat)
        {
            why.Because("tarif unique", "Tarif unique", Figures.Money(flat));
            return flat;
        }

        if (version.PercentOf is { Base: { } other } part)
        {
            // Checked when saved: the other tariff is in force during the whole period.
            var whole = PerUnit(other.On(facts.Date)!, facts, why);
            why.Because($"{Figures.Percent(part.Percent)} du tarif {other.Label}", $"Part du tarif {other.Label}", Figures.Percent(part.Percent));
            return whole * part.Percent / 100;
        }

        if (facts.Quotient is null)
        {
            why.Missing = QuotientMissing;
            why.Add("Quotient familial", "non fourni");
        }
        else
        {
            why.Add("Quotient familial", Figures.Number(facts.Quotient.Value));
        }

        return version.Effort is { } effort ? ByEffort(effort, facts.Quotient, why) : ByBracket(version.Brackets!, facts.Quotient, why);
    }

    private static decimal ByBracket(QuotientBracket[] brackets, decimal? quotient, Explanation why)
    {
        var bracket = quotient is { } value ? Array.FindLast(brackets, b => b.From <= value) ?? brackets[0] : brackets[^1];
        var words = Figures.Bracket(bracket);
        why.Because(quotient is null ? "quotient non fourni, tranche la plus élevée" : $"quotient {Figures.Number(quotient.Value)}, tranche {words}", "Tranche", words);
        why.Add("Prix de la tranche", Figures.Money(bracket.Price));
        return bracket.Price;
    }

    private static decimal ByEffort(EffortRate effort, decimal? quotient, Explanation why)
    {
        if (quotient is not { } value)
        {
            why.Because("quotient non fourni, prix plafond", "Prix plafond", Figures.Money(effort.Ceiling));
            return effort.Ceiling;
        }

        var raw = value * effort.Percent / 100;
        var price = Math.Clamp(raw, effort.Floor, effort.Ceiling);
        why.Because($"quotient {Figures.Number(value)}, taux d’effort {Figures.Percent(effort.Percent)}", "Taux d’effort", Figures.Percent(effort.Percent));
        if (price != raw)
        {
            why.Because(price > raw ? "prix plancher" : "prix plafond", price > raw ? "Prix plancher" : "Prix plafond", Figures.Money(price));
        }

        return price;
    }

    private static decimal Quarters(TariffVersion version, PriceFacts facts, Explanation why)
    {
        var quarters = facts.Hours is { } hours ? Math.Ceiling(hours * 4) : version.PlannedQuarters!.Value;
        why.Because($"{Figures.Number(quarters)} quarts d’heure{(facts.Hours is null ? " prévus" : "")}", facts.Hours is null ? "Quarts d’heure prévus" : "Quarts d’heure", Figures.Number(quarters));
        return quarters;
    }

    private static decimal Adjusted(decimal amount, TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (facts.Rank >= 2 && version.SiblingDiscounts is { Length: > 0 } discounts && discounts[Math.Min(facts.Rank - 2, discounts.Length - 1)] is > 0 and var percent)
        {
            amount *= (100 - percent) / 100;
            why.Because($"− {Figures.Percent(percent)} pour le {facts.Rank}e enfant", $"{facts.Rank}e enfant", $"− {Figures.Percent(percent)}");
        }

        if (facts.Late && version.Late is { } late)
        {
            amount += late.Amount ?? amount * late.Percent!.Value / 100;
            why.Because("majoration pour réservation hors délai", "Réservation hors délai", "+ " + (late.Amount is { } euros ? Figures.Money(euros) : Figures.Percent(late.Percent!.Value)));
        }

        return amount;
    }

    private sealed class Explanation
    {
        public List<PriceStep> Steps { get; } = [];

        public List<string> Reasons { get; } = [];

        public string? Missing { get; set; }

        /// <summary>A price nothing more applies to.</summary>
        public bool IsFixed { get; set; }

        public void Add(string label, string value) => Steps.Add(new PriceStep(label, value));

        public void Because(string reason, string label, string value)
        {
            Reasons.Add(reason);
            Add(label, value);
        }
    }
}
