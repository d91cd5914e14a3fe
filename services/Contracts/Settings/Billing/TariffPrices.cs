using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings.Billing;

public enum PricePer
{
    Day,

    /// <summary>Times the quarter-hours of the billed time, by <see cref="UnitRounding"/>.</summary>
    QuarterHour,

    HalfHour,

    Hour,

    /// <summary>For a calendar month and child, however many days.</summary>
    Month,

    /// <summary>For a school year (1 September – 31 August) and child.</summary>
    Year,
}

public enum UnitRounding
{
    /// <summary>A started unit counts whole.</summary>
    Started,

    /// <summary>Half a unit and more counts whole.</summary>
    Nearest,

    /// <summary>To the minute.</summary>
    Exact,
}

/// <summary>
/// Quotients from "from" included to "below" excluded (absent: no end). Grids print whole euros, "501 – 800": that is [501, 801), so a quotient with cents
/// counts as its whole euros and 500,50 still pays the price of "≤ 500".
/// </summary>
public sealed record QuotientBracket
{
    [Label("À partir de")]
    public required decimal From { get; init; }

    /// <summary>Absent in the last bracket only.</summary>
    [Label("Jusqu’à moins de")]
    public decimal? Below { get; init; }

    /// <summary>With one child counted.</summary>
    [Label("Prix, en euros"), Price]
    public required decimal Price { get; init; }

    /// <summary>Price with two children counted, with three…; the last also for more.</summary>
    [Label("Avec 2 enfants ; 3…"), MinLength(1), Refused("Un prix au moins.")]
    [Items(Most = PriceAttribute.Most, Decimals = PriceAttribute.Digits, Sentence = PriceAttribute.Why)]
    public decimal[]? ByChildren { get; init; }
}

/// <summary>Taux d'effort: a percentage of the quotient, never under the floor nor over the ceiling.</summary>
public sealed record EffortRate
{
    [Label("Taux, en % du quotient"), Percent(100)]
    public required decimal Percent { get; init; }

    [Label("Jamais moins de, en euros"), Price]
    public required decimal Floor { get; init; }

    [Label("Jamais plus de, en euros", Help = "C’est aussi le prix sans quotient."), Price]
    public required decimal Ceiling { get; init; }
}

/// <summary>A part of what another tariff gives for the same family and day, before its sibling discount and late surcharge.</summary>
public sealed record PercentOf
{
    [Label("Du tarif"), RegularExpression(OfficeKeyAttribute.Form)]
    public required string Tariff { get; init; }

    [Label("Pourcentage"), Percent(1000)]
    public required decimal Percent { get; init; }

    /// <summary>The other tariff, tied by Billing when the document is read.</summary>
    [JsonIgnore]
    public Tariff? Base { get; set; }
}

/// <summary>The price of a stay of that length.</summary>
public sealed record DurationPrice
{
    [Label("Prix, en euros"), Price]
    public required decimal Price { get; init; }

    /// <summary>Minutes, included; absent in the last one only.</summary>
    [Label("Jusqu’à, en minutes"), Range(1, 1440)]
    public int? UpTo { get; init; }
}

/// <summary>A stay of up to so many hours counts as so many.</summary>
public sealed record StayStep
{
    /// <summary>Hours of the stay, included.</summary>
    [Label("Heures de présence"), Range(0, 24)]
    public required decimal UpTo { get; init; }

    /// <summary>Hours that are billed.</summary>
    [Label("Heures facturées"), Range(0, 24)]
    public required decimal Counts { get; init; }

    /// <summary>Only a stay without meal.</summary>
    [Label("Sans repas")]
    public bool WithoutMeal { get; init; }
}
