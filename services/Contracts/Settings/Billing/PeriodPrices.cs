using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>What a late pick-up costs (§3.6, §3.9): 5 € each time, 15 € from the third time of the month on, or 2 € for each 15 minutes begun.</summary>
public sealed record LatePickUpFee
{
    [Label("Retard au départ, en euros", Word = "montant"), Price]
    public required decimal Amount { get; init; }

    /// <summary>The first time that costs: 1 for each one, 3 when the first two of the period are free.</summary>
    [Label("À partir du combientième"), Range(1, 99), Refused("La première fois facturée, de 1 à 99.")]
    public int From { get; init; } = 1;

    /// <summary>The period over which they are counted; a school year goes from 1 September to 31 August.</summary>
    [Label("Comptés sur"), AllowedValues(FeePeriod.Month, FeePeriod.SchoolYear), Refused("Le mois (month) ou l’année scolaire (schoolYear).")]
    public FeePeriod Within { get; init; }

    /// <summary>One fee an evening for each child, or for the household.</summary>
    [Label("Une fois par")]
    public FeePer Per { get; init; }

    /// <summary>The amount is for each of so many minutes begun; absent: for the evening.</summary>
    [Label("Par tranche de minutes commencée", Help = "Vide : pour la soirée."), Range(1, 240), Refused("De 1 à 240 minutes.")]
    public int? EveryMinutes { get; init; }
}

public enum FeePeriod
{
    Month,

    /// <summary>From 1 September to 31 August.</summary>
    SchoolYear,

    /// <summary>From 1 January to 31 December.</summary>
    Year,

    Day,
}

public enum FeePer
{
    Child,
    Family,
}

/// <summary>How a month or a year is billed.</summary>
public sealed record Package
{
    /// <summary>Months (1…12) over which the price of the year is shared equally; absent: all of it with the first month.</summary>
    [Label("Facturé en mois", Help = "Par exemple 10 ; 1 ; 4. Vide : tout au premier mois."), MinLength(1), Items(Least = 1, Most = 12, Unique = true)]
    public int[]? BilledIn { get; init; }

    /// <summary>What a month begun or left on its way costs: all of it, by calendar days, or half.</summary>
    [Label("Mois commencé ou quitté en route")]
    public Proration Proration { get; init; }
}

public enum Proration
{
    /// <summary>A month begun is due.</summary>
    None,

    /// <summary>By calendar days.</summary>
    Days,

    /// <summary>Half for a child that comes after the 15th or leaves before the 16th.</summary>
    HalfMonth,
}

/// <summary>Hours of the week agreed by contract, over weeks (leave taken off), in equal months: 32 h × 47 ÷ 12.</summary>
public sealed record HoursContract
{
    [Label("Contrat mensualisé : semaines par an", Help = "Vide : pas de contrat. Les heures viennent du contrat de l’enfant.", Word = "semaines")]
    [Range(1, 53)]
    public required int Weeks { get; init; }

    [Label("En mensualités", Word = "mensualités"), Range(1, 12)]
    public int Months { get; init; } = 12;

    /// <summary>Which day's quotient and prices make the rate.</summary>
    [Label("Quotient pris")]
    public RateDay RateOn { get; init; }
}

public enum RateDay
{
    /// <summary>1 January, or the first day of a contract that began after.</summary>
    January,

    /// <summary>The first day of each month.</summary>
    Month,
}

/// <summary>Once for each child or household, with its first day of the year.</summary>
public sealed record RegistrationFee
{
    [Label("Droit d’inscription par an, en euros", Word = "montant"), Price]
    public required decimal Amount { get; init; }

    [Label("Par")]
    public FeePer Per { get; init; }

    [Label("Année"), AllowedValues(FeePeriod.SchoolYear, FeePeriod.Year), Refused("L’année scolaire (schoolYear) ou l’année civile (year).")]
    public FeePeriod Within { get; init; } = FeePeriod.SchoolYear;
}

/// <summary>The most that is charged over a day or a month.</summary>
public sealed record PriceCap
{
    [Label("Jamais plus de, en euros", Word = "montant"), Price]
    public required decimal Amount { get; init; }

    [Label("Par")]
    public FeePer Per { get; init; }

    /// <summary>Day or month.</summary>
    [Label("Par période", Word = "période"), AllowedValues(FeePeriod.Day, FeePeriod.Month), Refused("Le jour (day) ou le mois (month).")]
    public FeePeriod Within { get; init; }
}
