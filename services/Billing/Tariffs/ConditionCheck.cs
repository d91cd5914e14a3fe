using Preau.Contracts.Settings;

namespace Preau.Billing.Tariffs;

/// <summary>Checks of what adjusts a price, beyond the range of each setting: residence, categories, conditions, food, decision.</summary>
internal static class ConditionCheck
{
    public static void Version(TariffVersion version, string path, Action<string, string> wrong)
    {
        Outside(version, path, wrong);
        Each(version.Categories, path + ".categories", (c, at) =>
        {
            if (string.IsNullOrWhiteSpace(c.Category) || c.Category.Length > RulesCheck.Most<CategoryPrice>(nameof(c.Category)))
            {
                wrong(at + ".category", "De 1 à 60 signes.");
            }
        });
        Volume(version, path, wrong);
        Each(version.DaySupplements, path + ".daySupplements", (s, at) =>
        {
            if (string.IsNullOrWhiteSpace(s.Label) || (s.Dates ?? []).Length + (s.Weekdays ?? []).Length == 0)
            {
                wrong(at, "Un nom, et des dates ou des jours de la semaine.");
            }
        });
        Condition(version.Late, path + ".late", wrong);
        Condition(version.Unbooked, path + ".unbooked", wrong);
        Condition(version.Occasional, path + ".occasional", wrong);
        Condition(version.Unexcused, path + ".unexcused", wrong);
        if (version.Unbooked is not null && version.UnbookedPercent is not null)
        {
            wrong(path + ".unbookedPercent", "Soit unbooked, soit unbookedPercent.");
        }

        if (version.Food is { } food && (food.Amount is null) == (food.Percent is null))
        {
            wrong(path + ".food", "Soit amount, soit percent.");
        }

        Decided(version.Decision, path + ".decision", wrong);
    }

    private static void Outside(TariffVersion version, string path, Action<string, string> wrong)
    {
        var ways = new[] { version.NonResident, version.NonResidentPercent, version.NonResidentAmount }.Count(w => w is not null);
        if (ways > 1 || (version.PercentOf is not null && version.NonResident is null && ways > 0))
        {
            wrong(path + (version.NonResidentPercent is null ? ".nonResidentAmount" : ".nonResidentPercent"),
                "Hors commune, soit un prix (nonResident), soit une majoration ; un tarif calculé d’un autre suit celle de l’autre.");
        }
    }

    private static void Volume(TariffVersion version, string path, Action<string, string> wrong)
    {
        var discounts = version.VolumeDiscounts ?? [];
        for (var i = 0; i < discounts.Length; i++)
        {
            if (!RefusedValues.Fits(discounts[i], nameof(VolumeDiscount.From)) || (i > 0 && discounts[i].From <= discounts[i - 1].From))
            {
                wrong($"{path}.volumeDiscounts[{i}].from", "Du 2e au 31e jour du mois, dans l’ordre.");
            }
        }
    }

    private static void Condition(PriceCondition? condition, string path, Action<string, string> wrong)
    {
        if (condition is null)
        {
            return;
        }

        if (new[] { condition.Amount, condition.Percent, condition.Price }.Count(v => v is not null) != 1)
        {
            wrong(path, "Soit amount, soit percent, soit price.");
        }

        if (condition.NonResident is not null && condition.Price is null)
        {
            wrong(path + ".nonResident", "Le prix hors commune va avec un prix (price).");
        }
    }

    private static void Decided(CouncilDecision? decision, string path, Action<string, string> wrong)
    {
        if (decision is null)
        {
            return;
        }

        if ((decision.Text ?? decision.Number) is not { Length: >= 1 and <= 200 } words || string.IsNullOrWhiteSpace(words))
        {
            wrong(path, "Le numéro de la décision, de 1 à 200 signes.");
        }

        if (decision.Date?.Year is < 1980 or > 2100)
        {
            wrong(path + ".date", "Une année de 1980 à 2100.");
        }

        if (decision.Url is { } url && (url.Length > 500 || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps))
        {
            wrong(path + ".url", "Une adresse qui commence par https://.");
        }
    }

    private static void Each<T>(T[]? items, string path, Action<T, string> check)
    {
        for (var i = 0; i < (items ?? []).Length; i++)
        {
            check(items![i], $"{path}[{i}]");
        }
    }
}
