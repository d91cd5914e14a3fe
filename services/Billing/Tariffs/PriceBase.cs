namespace Preau.Billing.Tariffs;

/// <summary>The price of one day or one unit of time before it is adjusted.</summary>
internal static class PriceBase
{
    public static decimal Of(TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (facts.PackedLunch && version.PackedLunch is { } lunch)
        {
            (why.IsFixed, why.IsPackedLunch) = (true, true);
            why.Because("panier-repas fourni par la famille", "Panier-repas fourni par la famille", Figures.Money(lunch));
            return lunch;
        }

        if (facts.Category is { } category && Array.Find(version.Categories ?? [], c => c.Category == category) is { } own)
        {
            why.Because($"tarif {own.Category}", "Catégorie", own.Category);
            return own.Price;
        }

        if (!facts.Resident && version.NonResident is { } outside)
        {
            why.Because("tarif extérieur à la commune", "Tarif extérieur à la commune", Figures.Money(outside));
            return outside;
        }

        return FromElsewhere(ByQuotient(version, facts, why), version, facts, why);
    }

    private static decimal FromElsewhere(decimal price, TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (!facts.Resident && version.NonResidentPercent is { } percent)
        {
            why.Because($"+ {Figures.Percent(percent)} hors commune", "Hors commune", $"+ {Figures.Percent(percent)}");
            return price * (100 + percent) / 100;
        }

        if (!facts.Resident && version.NonResidentAmount is { } euros)
        {
            why.Because($"+ {Figures.Money(euros)} hors commune", "Hors commune", $"+ {Figures.Money(euros)}");
            return price + euros;
        }

        return price;
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
            var whole = Of(other.On(facts.Date)!, facts, why);
            why.Because($"{Figures.Percent(part.Percent)} du tarif {other.Label}", $"Part du tarif {other.Label}", Figures.Percent(part.Percent));
            return whole * part.Percent / 100;
        }

        if (version.ByChildren is { } prices)
        {
            var children = Counted(version, facts);
            var price = prices[Math.Min(children, prices.Length) - 1];
            why.Because(children == 1 ? "un enfant" : $"{children} enfants", "Enfants comptés", Figures.Number(children));
            return price;
        }

        if (version.Durations is { } durations)
        {
            return ByDuration(durations, facts, why);
        }

        if (facts.Quotient is null)
        {
            why.Missing = Price.QuotientMissing;
            why.Add("Quotient familial", "non fourni");
        }
        else
        {
            why.Add("Quotient familial", Figures.Number(facts.Quotient.Value));
        }

        return version.Effort is { } effort ? ByEffort(effort, facts.Quotient, why) : ByBracket(version, facts, why);
    }

    private static int Counted(TariffVersion version, PriceFacts facts) =>
        facts.Place((version.Siblings ?? new Siblings()).Among) is { } place ? Math.Max(1, Math.Max(place.Of, place.Rank)) : 1;

    private static decimal ByDuration(DurationPrice[] durations, PriceFacts facts, Explanation why)
    {
        // Without a clock, the longest stay: what was booked.
        var step = facts.Minutes is { } minutes ? Array.Find(durations, d => d.UpTo is null || minutes <= d.UpTo)! : durations[^1];
        var words = step.UpTo is { } end
            ? $"jusqu’à {Figures.Minutes(end)}"
            : durations.Length > 1 ? $"plus de {Figures.Minutes(durations[^2].UpTo!.Value)}"
            : "toute durée";
        why.Because($"{(facts.Minutes is { } stay ? Figures.Minutes(stay) : "durée non relevée")}, tarif {words}", "Durée", words);
        return step.Price;
    }

    private static decimal ByBracket(TariffVersion version, PriceFacts facts, Explanation why)
    {
        var brackets = version.Brackets!;
        var bracket = facts.Quotient is { } value ? Array.FindLast(brackets, b => b.From <= value) ?? brackets[0] : brackets[^1];
        var words = Figures.Bracket(bracket);
        why.Because(
            facts.Quotient is null ? "quotient non fourni, tranche la plus élevée" : $"quotient {Figures.Number(facts.Quotient.Value)}, tranche {words}",
            "Tranche", words);
        var price = bracket.Price;
        if (bracket.ByChildren is { Length: > 0 } more && Counted(version, facts) is >= 2 and var children)
        {
            price = more[Math.Min(children - 2, more.Length - 1)];
            why.Because($"{children} enfants", "Enfants comptés", Figures.Number(children));
        }

        why.Add("Prix de la tranche", Figures.Money(price));
        return price;
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
}
