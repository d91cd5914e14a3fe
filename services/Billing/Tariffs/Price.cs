namespace Preau.Billing.Tariffs;

/// <summary>
/// The one pricing rule, pure. Order: packed lunch, else the price of a category, else that of non-residents, else the price by quotient and what
/// non-residents pay more; × units of time; sibling and volume discounts; supplement of the day; occasional, then late or unbooked; part billed of
/// an absence and its penalty; rounded half up to the cent once, at the end.
/// </summary>
internal static class Price
{
    public const string QuotientMissing = "Quotient non fourni : tarif le plus élevé";

    /// <summary>Null when the tariff is not in force that day.</summary>
    public static Priced? Of(Tariff tariff, PriceFacts facts) => tariff.On(facts.Date) is { } version ? Of(tariff.Label, version, facts) : null;

    /// <summary>What one day costs under that version; 0 when a package or a contract pays it.</summary>
    public static Priced Of(string label, TariffVersion version, PriceFacts facts)
    {
        var why = Explanation.Of(label, version);
        if (version.IsPackage)
        {
            var words = version.Contract is not null ? "contrat mensualisé" : version.Per == PricePer.Month ? "forfait du mois" : "forfait de l’année";
            why.Because($"compris dans le {words}", "Forfait", words);
            return why.Round(0, version);
        }

        var amount = PriceBase.Of(version, facts, why);
        if (version.IsTimed)
        {
            amount *= PriceUnits.Of(version, facts, why);
        }

        if (!why.IsFixed)
        {
            amount = Surcharged(Discounted(amount, version, facts, why), version, facts, why);
        }

        return why.Round(AfterAbsence(amount, version, facts, why), version);
    }

    /// <summary>Less the discount of the child's place among those counted.</summary>
    internal static decimal ForSiblings(decimal amount, TariffVersion version, PriceFacts facts, Explanation why)
    {
        var siblings = version.Siblings ?? new Siblings();
        var place = facts.Place(siblings.Among)!.Value;
        var count = Math.Max(place.Of, place.Rank);
        var rank = siblings.Everyone ? count : place.Rank;
        if (rank < 2 || count < siblings.From || version.SiblingDiscounts is not { Length: > 0 } discounts
            || discounts[Math.Min(rank - 2, discounts.Length - 1)] is not (> 0 and var percent))
        {
            return amount;
        }

        var (who, label) = siblings.Everyone ? ($"{rank} enfants", $"{rank} enfants") : ($"le {rank}e enfant", $"{rank}e enfant");
        why.Because($"− {French.Percent(percent)} pour {who}", label, $"− {French.Percent(percent)}");
        return amount * (100 - percent) / 100;
    }

    private static decimal Discounted(decimal price, TariffVersion version, PriceFacts facts, Explanation why)
    {
        var amount = ForSiblings(price, version, facts, why);
        if (facts.DayOfMonth is { } nth && Array.FindLast(version.VolumeDiscounts ?? [], v => v.From <= nth) is { Percent: > 0 } volume)
        {
            amount *= (100 - volume.Percent) / 100;
            why.Because($"− {French.Percent(volume.Percent)} à partir du {volume.From}e jour du mois", $"{nth}e jour du mois",
                $"− {French.Percent(volume.Percent)}");
        }

        return amount;
    }

    private static decimal Surcharged(decimal amount, TariffVersion version, PriceFacts facts, Explanation why)
    {
        foreach (var supplement in version.DaySupplements ?? [])
        {
            if (supplement.Covers(facts.Date))
            {
                amount += supplement.Amount;
                why.Because($"+ {French.Price(supplement.Amount)} pour {supplement.Label}", supplement.Label, "+ " + French.Price(supplement.Amount));
            }
        }

        if (facts.Occasional && version.Occasional is { } occasional)
        {
            amount = With(amount, occasional, facts, "tarif occasionnel", "Occasionnel", why);
        }

        var late = facts.Unbooked && version.WithoutBooking is not null ? version.WithoutBooking : facts.Late ? version.Late : null;
        if (late is null || late.First < facts.Surcharged)
        {
            return amount;
        }

        var now = facts.Unbooked && late == version.WithoutBooking
            ? With(amount, late, facts, "présence sans réservation", "Sans réservation", why)
            : With(amount, late, facts, "majoration pour réservation hors délai", "Réservation hors délai", why);
        why.Extra += Math.Max(0, now - amount);
        return now;
    }

    private static decimal AfterAbsence(decimal amount, TariffVersion version, PriceFacts facts, Explanation why)
    {
        if (facts.Percent is { } part)
        {
            amount = amount * part / 100;
            why.Extra = why.Extra * part / 100;
            why.Because($"absence hors délai\u00A0: {French.Percent(part)}", "Absence hors délai", French.Percent(part));
        }

        if (why.IsFixed || !facts.Absent || version.Unexcused is not { } penalty)
        {
            return amount;
        }

        var now = With(amount, penalty, facts, "pénalité d’absence", "Pénalité d’absence", why);
        why.Extra += Math.Max(0, now - amount);
        return now;
    }

    private static decimal With(decimal amount, PriceCondition condition, PriceFacts facts, string reason, string label, Explanation why)
    {
        var price = !facts.Resident && condition.NonResident is { } outside ? outside : condition.Price;
        var value = price is { } set
            ? French.Price(set)
            : "+ " + (condition.Amount is { } euros ? French.Price(euros) : French.Percent(condition.Percent ?? 0));
        why.Because(price is null ? reason : $"{reason}, prix fixe{(price == condition.Price ? "" : " hors commune")}", label, value);
        return price ?? amount + (condition.Amount ?? amount * (condition.Percent ?? 0) / 100);
    }
}
