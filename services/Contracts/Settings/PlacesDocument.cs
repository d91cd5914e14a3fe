using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>How a freed place finds its next child, where <see cref="WhenFull.WaitingList"/> holds.</summary>
public sealed record WaitingListDocument
{
    [Label("Ordre")]
    public ListOrder Order { get; init; }

    /// <summary>With <see cref="ListOrder.Criteria"/>: more points come first, then the earlier wish.</summary>
    [Label("Critères")]
    public IReadOnlyList<CriterionDocument> Criteria { get; init; } = [];

    /// <summary>The family is asked first. Left out, the next in turn is booked at once and told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Proposition de place")]
    public OfferDocument? Offer { get; init; }

    /// <summary>Until when freed places are given on. Left out: the limit for booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Places redonnées jusqu’à")]
    public DeadlineRule? Latest { get; init; }
}

/// <param name="Hours">How long the family may think about it, never beyond <see cref="WaitingListDocument.Latest"/>.</param>
public sealed record OfferDocument(
    [property: Label("Heures laissées à la famille pour répondre", Help = "Vide : elle est inscrite d’office et prévenue.", Word = "heures"), Range(1, 720)]
    int Hours = 24);

[JsonConverter(typeof(WordConverter<ListOrder>))]
public enum ListOrder
{
    Time,
    Criteria,
}

/// <summary>
/// Points for the families it names. What is left out of <see cref="For"/> and <see cref="Sibling"/> doesn't matter; all that is said must hold.
/// </summary>
public sealed record CriterionDocument
{
    /// <summary>As families read it: "Habite la commune".</summary>
    [Label("Nom publié", Word = "nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    [Label("Points"), Range(1, 1000)]
    public required int Points { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Pour")]
    public AudienceDocument? For { get; init; }

    /// <summary>A brother or sister is booked, or asks, for the same service on the same day.</summary>
    [Label("Un frère ou une sœur est là, ou demande, le même jour", Word = "frère ou sœur le même jour")]
    public bool Sibling { get; init; }
}

/// <summary>Families, by what their file says. What is left out doesn't matter; within a list one match is enough.</summary>
public sealed record AudienceDocument
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Habite la commune")]
    public bool? Resident { get; init; }

    /// <summary>Towns of residence, compared without case or accents.</summary>
    [Label("Communes de l’adresse", Help = "Séparées par des virgules. Vide : toutes.")]
    public IReadOnlyList<string> Communes { get; init; } = [];

    /// <summary>Categories of the family file, see <c>FamilyCategories</c>.</summary>
    [Label("Situations")]
    public IReadOnlyList<string> Categories { get; init; } = [];
}
