using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>How presence on a unit is marked, and what the marks come to.</summary>
public sealed record AttendanceDocument
{
    [Label("Ce que note le pointage")]
    public ClockKind Clock { get; init; }

    /// <summary>Hours of the unit: what CAF counts, what the billed time may be held to, after which a pick-up is late.</summary>
    [Label("Heures de la prestation")]
    public SlotDocument? Slot { get; init; }

    /// <summary>Booked, marked absent, and nobody had told it.</summary>
    [Label("Réservé, absent, et personne n’a prévenu", Word = "absent sans prévenir")]
    public NoShow NoShow { get; init; }

    /// <summary>How clocked times become billed hours; left out, no hours are billed.</summary>
    [Label("Facturer les heures pointées", Word = "heures")]
    public HoursDocument? Hours { get; init; }

    /// <summary>A pick-up is late this many minutes after the end of the slot.</summary>
    [Label("Un départ est en retard après … minutes", Word = "minutes avant un retard"), Range(0, 120)]
    public int LateAfterMinutes { get; init; }

    [Label("Plafonds de la CAF le mercredi")]
    public CafDocument Caf { get; init; } = new();
}

/// <summary>What is marked.</summary>
[JsonConverter(typeof(WordConverter<ClockKind>))]
public enum ClockKind
{
    /// <summary>Present or absent.</summary>
    Presence,

    /// <summary>Arrival and departure.</summary>
    Times,
}

[JsonConverter(typeof(WordConverter<NoShow>))]
public enum NoShow
{
    Billed,
    Excused,
    ToAgent,
}

/// <summary>Hours of a unit, local.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
public sealed record SlotDocument(
    [property: Label("Heure de début", Help = "Comptée pour la CAF.", Word = "à partir de")] TimeOnly From,
    [property: Label("Heure de fin", Help = "Après elle, un départ est en retard.", Word = "jusqu’à")] TimeOnly To)
{
    [JsonIgnore]
    public int Minutes => (int)(To - From).TotalMinutes;
}

/// <summary>From real to billed time (§3.9).</summary>
public sealed record HoursDocument
{
    /// <summary>15, 30 or 60.</summary>
    [Label("Unité", Word = "unité en minutes"), AllowedValues(15, 30, 60)]
    public int UnitMinutes { get; init; } = 15;

    [Label("Arrondi")]
    public HourRounding Rounding { get; init; }

    /// <summary>A started unit of this many minutes or fewer is not due.</summary>
    [Label("Tolérance, en minutes", Help = "Une unité commencée depuis ce temps ou moins n’est pas due.", Word = "tolérance en minutes")]
    [Range(0, 59)]
    public int ToleranceMinutes { get; init; }

    [Label("Durée minimale facturée, en minutes", Word = "durée minimale en minutes"), Range(0, 600)]
    public int MinimumMinutes { get; init; }

    /// <summary>Time outside the slot is not billed.</summary>
    [Label("Rien n’est facturé avant l’heure de début ni après l’heure de fin", Word = "rien de facturé hors des heures")]
    public bool CapAtSlot { get; init; } = true;

    /// <summary>Nothing is due when the child left before this hour.</summary>
    [Label("Rien n’est dû si l’enfant est parti avant", Help = "Vide : tout est dû.", Word = "rien n’est dû si parti avant")]
    public TimeOnly? FreeIfLeftBefore { get; init; }
}

[JsonConverter(typeof(WordConverter<HourRounding>))]
public enum HourRounding
{
    /// <summary>Every started unit is due.</summary>
    Started,

    /// <summary>To the nearest unit, half up.</summary>
    Nearest,
}

/// <summary>Caps of the hours told to CAF on the Wednesdays of school time.</summary>
public sealed record CafDocument
{
    /// <summary>Of a unit with a meal.</summary>
    [Label("Avec repas", Word = "heures avec repas"), Range(0, 24)]
    public decimal FullDayHours { get; init; } = 9;

    [Label("Sans repas", Word = "heures sans repas"), Range(0, 24)]
    public decimal HalfDayHours { get; init; } = 4;
}
