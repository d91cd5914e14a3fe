namespace Preau.Billing.Tariffs;

/// <summary>Checks of what adjusts a price: residence, categories, siblings, conditions, food, decision.</summary>
internal static class ConditionCheck
{
    public static void Version(TariffVersion version, string path, Action<string, string> wrong)
    {
        Outside(version, path, wrong);
        VersionCheck.Amount(version.PackedLunch, path + ".packedLunch", wrong);
        Each(version.Categories, path + ".categories", (c, at) =>
        {
            VersionCheck.Amount(c.Price, at + ".price", wrong);
            if (string.IsNullOrWhiteSpace(c.Category) || c.Category.Length > 60)
            {
                wrong(at + ".category", "De 1 à 60 signes.");
            }
        });
        Each(version.SiblingDiscounts, path + ".siblingDiscounts", (d, at) => VersionCheck.Percent(d, 100, at, wrong));
        if (version.Siblings is { From: < 2 or > 20 })
        {
            wrong(path + ".siblings.from", "De 2 à 20 enfants.");
        }

        Volume(version, path, wrong);
        Each(version.DaySupplements, path + ".daySupplements", (s, at) =>
        {
            VersionCheck.Amount(s.Amount, at + ".amount", wrong);
            if (string.IsNullOrWhiteSpace(s.Label) || (s.Dates ?? []).Length + (s.Weekdays ?? []).Length == 0)
            {
                wrong(at, "Un nom, et des dates ou des jours de la semaine.");
            }
        });
        Condition(version.Late, path + ".late", wrong);
        Condition(version.Unbooked, path + ".unbooked", wrong);
        Condition(version.Occasional, path + ".occasional", wrong);
        Condition(version.Unexcused, path + ".unexcused", wrong);
        VersionCheck.Percent(version.UnbookedPercent, 1000, path + ".unbookedPercent", wrong);
        if (version.Unbooked is not null && version.UnbookedPercent is not null)
        {
            wrong(path + ".unbookedPercent", "Soit unbooked, soit unbookedPercent.");
        }

        Food(version, path, wrong);
        Decided(version.Decision, path + ".decision", wrong);
    }

    private static void Outside(TariffVersion version, string path, Action<string, string> wrong)
    {
        VersionCheck.Amount(version.NonResident, path + ".nonResident", wrong);
        VersionCheck.Percent(version.NonResidentPercent, 1000, path + ".nonResidentPercent", wrong);
        VersionCheck.Amount(version.NonResidentAmount, path + ".nonResidentAmount", wrong);
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
            VersionCheck.Percent(discounts[i].Percent, 100, $"{path}.volumeDiscounts[{i}].percent", wrong);
            if (discounts[i].From is < 2 or > 31 || (i > 0 && discounts[i].From <= discounts[i - 1].From))
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

        VersionCheck.Amount(condition.Amount, path + ".amount", wrong);
        VersionCheck.Percent(condition.Percent, 1000, path + ".percent", wrong);
        VersionCheck.Amount(condition.Price, path + ".price", wrong);
        VersionCheck.Amount(condition.NonResident, path + ".nonResident", wrong);
        if (new[] { condition.Amount, condition.Percent, condition.Price }.Count(v => v is not null) != 1)
        {
            wrong(path, "Soit amount, soit percent, soit price.");
        }

        if (condition.NonResident is not null && condition.Price is null)
        {
            wrong(path + ".nonResident", "Le prix hors commune va avec un prix (price).");
        }

        if (condition.First is < 1 or > 31)
        {
            wrong(path + ".first", "Les n premiers du mois, de 1 à 31.");
        }
    }

    private static void Food(TariffVersion version, string path, Action<string, string> wrong)
    {
        if (version.Food is { } food)
        {
            VersionCheck.Amount(food.Amount, path + ".food.amount", wrong);
            VersionCheck.Percent(food.Percent, 100, path + ".food.percent", wrong);
            if ((food.Amount is null) == (food.Percent is null))
            {
                wrong(path + ".food", "Soit amount, soit percent.");
            }
        }

        var codes = new[]
        {
            (version.Account, "account"), (version.ProductCode, "productCode"), (version.Food?.Account, "food.account"),
            (version.Food?.ProductCode, "food.productCode"),
        };
        foreach (var (text, at) in codes)
        {
            if (text is not null && (text.Length is < 1 or > 20 || !text.All(char.IsAsciiLetterOrDigit)))
            {
                wrong($"{path}.{at}", "De 1 à 20 lettres sans accent ou chiffres.");
            }
        }
    }

    private static void Decided(Decision? decision, string path, Action<string, string> wrong)
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
