namespace Preau.Billing.Tariffs;

/// <summary>The price of one day or one unit of time before it is adjusted.</summary>
internal static class PriceBase
{
    public static decimal Of(TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (facts.PackedLunch && version.PackedLunch is { } lunch)
        {
            (why.IsFixed, why.IsPackedLunch) = (true, true);
            why.Because("panier-repas fourni par la famille", "Panier-repas fourni par la famille", French.Price(lunch));
            return lunch;
        }

        if (facts.Category is { } category && Array.Find(version.Categories ?? [], c => c.Category == category) is { } own)
        {
            why.Because($"tarif {own.Category}", "Catégorie", own.Category);
            return own.Price;
        }

        if (!facts.Resident && version.NonResident is { } outside)
        {
            why.Because("tarif extérieur à la commune", "Tarif extérieur à la commune", French.Price(outside));
            return outside;
        }

        return FromElsewhere(ByQuotient(version, facts, why), version, facts, why);
    }

    private static decimal FromElsewhere(decimal price, TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (!facts.Resident && version.NonResidentPercent is { } percent)
        {
            why.Because($"+ {French.Percent(percent)} hors commune", "Hors commune", $"+ {French.Percent(percent)}");
            return price * (100 + percent) / 100;
        }

        if (!facts.Resident && version.NonResidentAmount is { } euros)
        {
            why.Because($"+ {French.Price(euros)} hors commune", "Hors commune", $"+ {French.Price(euros)}");
            return price + euros;
        }

        return price;
    }

    private static decimal ByQuotient(TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (version.Flat is { } flat)
        {
            why.Because("tarif unique", "Tarif unique", French.Price(flat));
            return flat;
        }

        if (version.PercentOf is { Base: { } other } part)
        {
            // Checked when saved: the other tariff is in force during the whole period.
            var whole = Of(other.On(facts.Date)!, facts, why);
            why.Because($"{French.Percent(part.Percent)} du tarif {other.Label}", $"Part du tarif {other.Label}", French.Percent(part.Percent));
            return whole * part.Percent / 100;
        }

        if (version.ByChildren is { } prices)
        {
            var children = Counted(version, facts);
            var price = prices[Math.Min(children, prices.Length) - 1];
            why.Because(children == 1 ? "un enfant" : $"{children} enfants", "Enfants comptés", French.Number(children));
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
            why.Add("Quotient familial", French.Number(facts.Quotient.Value));
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
            ? $"jusqu’à {French.Duration(end)}"
            : durations.Length > 1 ? $"plus de {French.Duration(durations[^2].UpTo!.Value)}"
            : "toute durée";
        why.Because($"{(facts.Minutes is { } stay ? French.Duration(stay) : "durée non relevée")}, tarif {words}", "Durée", words);
        return step.Price;
    }

    private static decimal ByBracket(TariffVersion version, PriceFacts facts, Explanation why)
    {
        var brackets = version.Brackets!;
        var bracket = facts.Quotient is { } value ? Array.FindLast(brackets, b => b.From <= value) ?? brackets[0] : brackets[^1];
        var words = Figures.Bracket(bracket);
        why.Because(
            facts.Quotient is null ? "quotient non fourni, tranche la plus élevée" : $"quotient {French.Number(facts.Quotient.Value)}, tranche {words}",
            "Tranche", words);
        var price = bracket.Price;
        if (bracket.ByChildren is { Length: > 0 } more && Counted(version, facts) is >= 2 and var children)
        {
            price = more[Math.Min(children - 2, more.Length - 1)];
            why.Because($"{children} enfants", "Enfants comptés", French.Number(children));
        }

        why.Add("Prix de la tranche", French.Price(price));
        return price;
    }

    private static decimal ByEffort(EffortRate effort, decimal? quotient, Explanation why)
    {
        if (quotient is not { } value)
        {
            why.Because("quotient non fourni, prix plafond", "Prix plafond", French.Price(effort.Ceiling));
            return effort.Ceiling;
        }

        var raw = value * effort.Percent / 100;
        var price = Math.Clamp(raw, effort.Floor, effort.Ceiling);
        why.Because($"quotient {French.Number(value)}, taux d’effort {French.Percent(effort.Percent)}", "Taux d’effort", French.Percent(effort.Percent));
        if (price != raw)
        {
            why.Because(price > raw ? "prix plancher" : "prix plafond", price > raw ? "Prix plancher" : "Prix plafond", French.Price(price));
        }

        return price;
    }
}
