using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>Either euros more, percent more, or a price that takes the place of all (whatever the quotient and the rank).</summary>
public sealed record PriceCondition
{
    [Label("Euros de plus"), Price]
    public decimal? Amount { get; init; }

    [Label("% de plus"), Percent(1000)]
    public decimal? Percent { get; init; }

    [Label("Un prix, en euros"), Price]
    public decimal? Price { get; init; }

    /// <summary>With a price: that of households from elsewhere.</summary>
    [Label("Hors commune, ce prix est de"), Price]
    public decimal? NonResident { get; init; }

    /// <summary>Only the first n of a child's month cost more; absent: all.</summary>
    [Label("Les premiers du mois seulement"), Range(1, 31), Refused("Les n premiers du mois, de 1 à 31.")]
    public int? First { get; init; }
}

/// <summary>The price of a household or user of that category.</summary>
public sealed record CategoryPrice
{
    [Label("Catégorie"), StringLength(60, MinimumLength = 1)]
    public required string Category { get; init; }

    [Label("Prix, en euros"), Price]
    public required decimal Price { get; init; }
}

/// <summary>Which children are counted: of the household, enrolled in a unit of the tariff, or charged by it that very day.</summary>
public sealed record Siblings
{
    /// <summary>Who is counted.</summary>
    [Label("Enfants comptés")]
    public SiblingsAmong Among { get; init; }

    /// <summary>Children needed for any discount: 3 when two children give none.</summary>
    [Label("À partir de combien d’enfants", Help = "Vide : 2."), Range(2, 20), Refused("De 2 à 20 enfants.")]
    public int From { get; init; } = 2;

    /// <summary>The discount of the number of children holds for each of them, the eldest too.</summary>
    [Label("La réduction vaut pour chacun, l’aîné aussi")]
    public bool Everyone { get; init; }
}

public enum SiblingsAmong
{
    Household,

    /// <summary>Children of the household enrolled in a unit of the tariff.</summary>
    Enrolled,

    /// <summary>Children of the household with a charged day of the tariff on that very day.</summary>
    Present,
}

/// <summary>Percent off from the nth charged day of the month on.</summary>
public sealed record VolumeDiscount
{
    /// <summary>The first day of the month that costs less: 11 after ten days.</summary>
    [Label("À partir du quantième"), Range(2, 31)]
    public required int From { get; init; }

    [Label("% de moins"), Percent(100)]
    public required decimal Percent { get; init; }
}

/// <summary>Euros more on some days.</summary>
public sealed record DaySupplement
{
    [Label("Nom"), StringLength(120, MinimumLength = 1)]
    public required string Label { get; init; }

    [Label("Euros de plus"), Price]
    public required decimal Amount { get; init; }

    /// <summary>Those days, or…</summary>
    [Label("Dates")]
    public DateOnly[]? Dates { get; init; }

    /// <summary>…each of these.</summary>
    [Label("Jours de la semaine")]
    public DayOfWeek[]? Weekdays { get; init; }
}

/// <summary>What of the price is food: euros, at most the line's amount, or a part of it, rounded half up.</summary>
public sealed record FoodPart
{
    [Label("En euros"), Price]
    public decimal? Amount { get; init; }

    [Label("En % du prix"), Percent(100)]
    public decimal? Percent { get; init; }

    [Label("Compte de l’alimentaire"), AccountCode]
    public string? Account { get; init; }

    [Label("Code produit de l’alimentaire"), AccountCode]
    public string? ProductCode { get; init; }
}
