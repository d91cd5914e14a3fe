using Preau.Billing.Tariffs;

namespace Preau.Billing.Simulation;

/// <summary>A tariff version in sentences, for families and for the council: the price where no grid says it, then each condition.</summary>
internal static class TariffWords
{
    private const int ShownDates = 6;

    public static string Price(TariffVersion version)
    {
        var price = version switch
        {
            { Flat: { } flat } => French.Price(flat),
            { Effort: { } effort } => $"{French.Percent(effort.Percent)} du quotient, de {French.Price(effort.Floor)} à {French.Price(effort.Ceiling)}",
            { PercentOf: { Base: { } other } part } => $"{French.Percent(part.Percent)} du tarif {other.Label}",
            { ByChildren: { } prices } =>
                string.Join(", ", prices.Select((p, i) => $"{French.Price(p)} pour {Children(i + 1, i == prices.Length - 1 && i > 0)}")),
            { Durations: { } durations } => string.Join(", ", durations.Select((d, i) =>
                $"{French.Price(d.Price)} {(d.UpTo is { } end ? $"jusqu’à {French.Duration(end)}" : i == 0 ? "toute durée" : "au-delà")}")),
            _ => "selon le quotient",
        };
        return price + Per(version);
    }

    public static string Per(TariffVersion version) => version.Contract is not null ? " par heure, par contrat" : version.Per switch
    {
        PricePer.QuarterHour => " par quart d’heure",
        PricePer.HalfHour => " par demi-heure",
        PricePer.Hour => " par heure",
        PricePer.Month => " par mois",
        PricePer.Year => " par année scolaire",
        _ => "",
    };

    public static IEnumerable<string> Conditions(TariffVersion version)
    {
        foreach (var sentence in Time(version).Concat(Outside(version)))
        {
            yield return sentence;
        }

        if (version.PackedLunch is { } lunch)
        {
            yield return $"Panier-repas (PAI) : {French.Price(lunch)} pour tous.";
        }

        foreach (var own in version.Categories ?? [])
        {
            yield return $"Tarif « {own.Category} » : {French.Price(own.Price)}.";
        }

        foreach (var sentence in Discounts(version))
        {
            yield return sentence;
        }

        foreach (var supplement in version.DaySupplements ?? [])
        {
            yield return $"{supplement.Label}, {Days(supplement)} : {French.Price(supplement.Amount)} de plus.";
        }

        if (Condition("Réservé après la limite", version.Late) is { } late)
        {
            yield return late;
        }

        if (Condition("Venu sans réservation", version.WithoutBooking) is { } unbooked)
        {
            yield return unbooked;
        }

        if (Condition("Enfant accueilli occasionnellement", version.Occasional) is { } occasional)
        {
            yield return occasional;
        }

        if (Condition("Absence facturée", version.Unexcused) is { } absence)
        {
            yield return absence;
        }

        foreach (var sentence in Besides(version))
        {
            yield return sentence;
        }
    }

    private static IEnumerable<string> Time(TariffVersion version)
    {
        if (version.IsTimed && version.Contract is null)
        {
            var (one, all) = version.Per switch
            {
                PricePer.QuarterHour => ("quart d’heure", "Tout quart d’heure commencé"),
                PricePer.HalfHour => ("demi-heure", "Toute demi-heure commencée"),
                _ => ("heure", "Toute heure commencée")
            };
            yield return version.Steps is { } steps
                ? "Séjour compté "
                    + string.Join(", ",
                        steps.Select(s => $"{French.Number(s.Counts)}\u00A0h jusqu’à {French.Number(s.UpTo)}\u00A0h{(s.WithoutMeal ? " sans repas" : "")}"))
                    + ", au-delà le temps réel."
                : version.Rounding == UnitRounding.Exact ? "Compté à la minute."
                : version.Rounding == UnitRounding.Nearest ? $"Arrondi à la {one} la plus proche.".Replace("la quart", "au quart", StringComparison.Ordinal)
                : $"{all} {(all.EndsWith('e') ? "est due" : "est dû")}{(version.GraceMinutes is > 0 and var grace ? $", avec {grace}\u00A0minutes de tolérance" : "")}.";
            if (version.MostUnits is { } most)
            {
                yield return $"Jamais plus de {most} {one}{(most > 1 && one != "quart d’heure" ? "s" : "")} par jour.".Replace($"{most} quart d’heure",
                    $"{most} quarts d’heure", StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Outside(TariffVersion version)
    {
        if (version.NonResident is { } price)
        {
            yield return $"Hors commune : {French.Price(price)}.";
        }
        else if (version.NonResidentPercent is { } percent)
        {
            yield return $"Hors commune : {French.Percent(percent)} de plus.";
        }
        else if (version.NonResidentAmount is { } euros)
        {
            yield return $"Hors commune : {French.Price(euros)} de plus.";
        }
    }

    private static IEnumerable<string> Discounts(TariffVersion version)
    {
        var siblings = version.Siblings ?? new Siblings();
        if (version.SiblingDiscounts is { Length: > 0 } discounts)
        {
            var among = siblings.Among switch { SiblingsAmong.Present => "présent ce jour-là", SiblingsAmong.Enrolled => "inscrit", _ => "du foyer" };
            var parts = discounts.Select((d, i) => (Rank: i + 2, Percent: d)).Where(d => d.Percent > 0)
                .Select(d =>
                    $"− {French.Percent(d.Percent)} {(siblings.Everyone ? $"à {d.Rank} enfants" : d.Rank == discounts.Length + 1 && discounts.Length > 1 ? $"à partir du {d.Rank}e" : $"pour le {d.Rank}e enfant {among}")}");
            yield return string.Join(", ", parts) + (siblings.From > 2 ? $", dès {siblings.From} enfants" : "") + ".";
        }

        foreach (var volume in version.VolumeDiscounts ?? [])
        {
            yield return $"− {French.Percent(volume.Percent)} à partir du {volume.From}e jour du mois.";
        }
    }

    private static IEnumerable<string> Besides(TariffVersion version)
    {
        if (version.RegistrationFee is { } fee)
        {
            var words = fee.Within == FeePeriod.Year ? "année" : "année scolaire";
            yield return $"Droit d’inscription : {French.Price(fee.Amount)} par {words} et par {(fee.Per == FeePer.Family ? "famille" : "enfant")}.";
        }

        if (version.Cap is { } cap)
        {
            yield return $"Jamais plus de {French.Price(cap.Amount)} par {(cap.Within == FeePeriod.Day ? "jour" : "mois")} et par {(cap.Per == FeePer.Family ? "famille" : "enfant")}.";
        }

        if (version.LatePickUp is { } late)
        {
            var from = late.From > 1 ? $" à partir du {late.From}e {(late.Within == FeePeriod.Month ? "du mois" : "de l’année scolaire")}" : "";
            yield return $"Retard au départ : {French.Price(late.Amount)}"
                + $"{(late.EveryMinutes is { } every ? $" par {every}\u00A0minutes commencées" : "")}{from}.";
        }
    }

    private static string? Condition(string when, PriceCondition? condition)
    {
        if (condition is null)
        {
            return null;
        }

        var first = condition.First is { } n ? n == 1 ? ", le premier du mois" : $", les {n} premiers du mois" : "";
        var what = condition.Price is { } price
            ? French.Price(price) + (condition.NonResident is { } outside ? $", {French.Price(outside)} hors commune" : "")
            : (condition.Amount is { } euros ? French.Price(euros) : French.Percent(condition.Percent ?? 0)) + " de plus";
        return $"{when}{first} : {what}.";
    }

    // « le mercredi, le 8 juillet 2027 »; of many dates the first ones.
    private static string Days(DaySupplement supplement)
    {
        var dates = (supplement.Dates ?? []).Order().ToList();
        var named = (supplement.Weekdays ?? []).Select(w => "le " + French.DayName(w))
            .Concat(dates.Take(ShownDates).Select(d => "le " + French.Date(d)));
        var rest = dates.Count - ShownDates;
        return string.Join(", ", named) + (rest > 0 ? $" et {French.Count(rest, "autre jour")}" : "");
    }

    internal static string Children(int count, bool more) => count == 1 ? "un enfant" : $"{count} enfants{(more ? " et plus" : "")}";
}
