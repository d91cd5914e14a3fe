using System.ComponentModel.DataAnnotations;
namespace Preau.Contracts.Settings;

/// <summary>How families ask for an enrolment in a service (F-62). A service without it is enrolled by agents only.</summary>
public sealed record EnrolmentDocument
{
    /// <summary>Who answers: automatic needs every required piece sent and a place left.</summary>
    [Label("Qui répond", Word = "réponse")]
    public Validation Decision { get; init; } = Validation.Manual;

    [Label("Réservé aux familles de la commune", Word = "seulement pour les habitants")]
    public bool ResidentsOnly { get; init; }

    /// <summary>Children enrolled at the same time; null = not limited.</summary>
    [Label("Enfants inscrits en même temps", Help = "Vide : sans limite.", Word = "nombre de places"), Range(0, 100_000)]
    public int? Capacity { get; init; }

    /// <summary>The family chooses days of the week.</summary>
    [Label("La famille choisit des jours de la semaine", Word = "jours de la semaine choisis")]
    public bool Weekdays { get; init; }

    /// <summary>The days of the week chosen are booked with the enrolment, from the first day still in time.</summary>
    [Label("Ces jours sont réservés avec l’inscription", Word = "réserve les jours choisis")]
    public bool Books { get; init; }

    /// <summary>A word to families above the form.</summary>
    [Label("Phrase au-dessus du formulaire", Word = "aide"), StringLength(500)]
    public string? Help { get; init; }

    [Label("Pièces demandées"), MaxLength(20)]
    public IReadOnlyList<PieceDocument> Pieces { get; init; } = [];
}

/// <summary>A document asked with the request.</summary>
public sealed record PieceDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Nom, comme les familles le lisent", Word = "nom"), StringLength(200, MinimumLength = 1)]
    public required string Label { get; init; }

    [Label("Obligatoire")]
    public bool Required { get; init; } = true;

    /// <summary>It may be handed in at the counter.</summary>
    [Label("Peut être remise au guichet", Word = "remise au guichet possible")]
    public bool AtCounter { get; init; } = true;

    [Label("Phrase d’aide", Word = "aide"), StringLength(500)]
    public string? Help { get; init; }
}
