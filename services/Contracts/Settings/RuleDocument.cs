using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>One version of a rule set: it holds for the service days from <see cref="ValidFrom"/> on.</summary>
public sealed record RuleDocument
{
    [Label("Appliquer aux jours du service à partir du", Word = "valable à partir du")]
    public required DateOnly ValidFrom { get; init; }

    [Label("Délais")]
    public required DeadlineSet Deadlines { get; init; }

    [Label("Réponse")]
    public ValidationDocument Validation { get; init; } = new();

    [Label("Quand c’est complet")]
    public WhenFull Full { get; init; }

    /// <summary>An agent who gives a reason may book more children than there are places.</summary>
    [Label("Un agent peut dépasser le nombre de places, en disant pourquoi", Word = "exception du service au-delà des places")]
    public bool OverCapacity { get; init; }

    /// <summary>With <see cref="WhenFull.WaitingList"/>: left out, order of time and booked at once, until the limit for booking.</summary>
    [Label("Liste d’attente")]
    public WaitingListDocument? WaitingList { get; init; }

    /// <summary>Booking periods of the services with this rule set; a service may have its own instead.</summary>
    [Label("Périodes de réservation")]
    public IReadOnlyList<PeriodDocument> Periods { get; init; } = [];

    /// <summary>A day given up after the limit goes to the waiting list; once taken it is not billed.</summary>
    [Label("Un jour rendu après la limite et repris par une autre famille n’est pas facturé à la première",
        Word = "jour rendu en retard et repris, non facturé")]
    public bool LateExchange { get; init; }
}

/// <summary>Who answers a request made in time with a seat free.</summary>
public sealed record ValidationDocument
{
    [Label("Une réservation dans les délais, s’il reste une place", Word = "réserver")]
    public Validation Book { get; init; } = Validation.Manual;

    [Label("Une annulation dans les délais", Word = "annuler")]
    public Validation Cancel { get; init; } = Validation.Automatic;

    [Label("Une absence dans les délais", Word = "absence")]
    public Validation Absence { get; init; } = Validation.Automatic;
}

[JsonConverter(typeof(WordConverter<Validation>))]
public enum Validation
{
    Manual,
    Automatic,
}

[JsonConverter(typeof(WordConverter<WhenFull>))]
public enum WhenFull
{
    Refuse,
    ToAgent,
    WaitingList,
}
