using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>
/// Service days that are booked together: from when, by whom, and until when. Days outside every period follow the limits alone. Moments are local.
/// </summary>
public sealed record PeriodDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Nom, comme les familles le lisent", Word = "nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    [Label("Premier jour")]
    public required DateOnly First { get; init; }

    [Label("Dernier jour")]
    public required DateOnly Last { get; init; }

    /// <summary>A family books from the earliest moment that is for it; left out, at once (or after the allocation).</summary>
    [Label("Ouverture")]
    public IReadOnlyList<PeriodOpeningDocument> Opens { get; init; } = [];

    /// <summary>Last minute in which a family books, besides the limit of each day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Dernière minute pour réserver", Help = "Vide : seule compte la limite de chaque jour.")]
    public DateTime? Closes { get; init; }

    /// <summary>Families send wishes first; places are then allocated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Souhaits")]
    public WishesDocument? Wishes { get; init; }
}

public sealed record PeriodOpeningDocument
{
    [Label("Le jour et l’heure", Word = "à partir du")]
    public required DateTime At { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Label("Pour")]
    public AudienceDocument? For { get; init; }
}

public sealed record WishesDocument
{
    [Label("Souhaits à partir du", Word = "à partir de")]
    public required DateTime From { get; init; }

    /// <summary>Last minute in which a wish is sent.</summary>
    [Label("Dernière minute des souhaits", Word = "jusqu’au")]
    public required DateTime Until { get; init; }

    [Label("Critères")]
    public IReadOnlyList<CriterionDocument> Criteria { get; init; } = [];

    /// <summary>What decides between equal points.</summary>
    [Label("À égalité de points", Word = "à égalité")]
    public TieBreak Tie { get; init; }

    /// <summary>Children of a family who wish the same service on the same day all get a place, or none does.</summary>
    [Label("Frères et sœurs ensemble : tous une place le même jour, ou aucun", Word = "frères et sœurs ensemble")]
    public bool SiblingsTogether { get; init; }
}

[JsonConverter(typeof(WordConverter<TieBreak>))]
public enum TieBreak
{
    /// <summary>The earlier wish.</summary>
    Time,

    /// <summary>A lot drawn per family from a seed that is kept.</summary>
    Lottery,
}
