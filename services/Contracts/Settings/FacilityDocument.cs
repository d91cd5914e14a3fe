using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

public sealed record FacilityDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Nom, comme les familles le lisent", Word = "nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    /// <summary>Key of the school it belongs to: closures of scope "school" name it.</summary>
    [Label("Son école", Help = "Un mot commun aux accueils d’une même école : une fermeture d’école le nomme.", Word = "école"), StringLength(64)]
    public string? School { get; init; }

    /// <summary>Key of the member commune it lies in: closures of scope "municipality" name it.</summary>
    [Label("Sa commune", Help = "Seulement dans une intercommunalité : une fermeture d’une commune la nomme.", Word = "commune")]
    [StringLength(64)]
    public string? Municipality { get; init; }

    [Label("Places")]
    public IReadOnlyList<PoolDocument> Pools { get; init; } = [];

    [Label("Services")]
    public required IReadOnlyList<ServiceDocument> Services { get; init; }
}

/// <summary>Places of one day; only children of these ages count (both ages inclusive, in whole years on that day).</summary>
public sealed record PoolDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    [Label("Places par jour", Word = "nombre de places"), Range(0, 100_000)]
    public required int Capacity { get; init; }

    [Label("Âges")]
    public AgeRange? Ages { get; init; }
}

/// <summary>Whole years, both inclusive.</summary>
/// <param name="From">The youngest.</param>
/// <param name="To">The oldest.</param>
public sealed record AgeRange(
    [property: Label("De (ans)", Word = "à partir de"), Range(0, 99)] int From, [property: Label("à (ans)", Word = "jusqu’à"), Range(0, 99)] int To)
{
    public bool Includes(int age) => From <= age && age <= To;
}

public sealed record ServiceDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Nom, comme les familles le lisent", Word = "nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    /// <summary>Can families book by day from the portal (F-92)?</summary>
    [Label("Les familles réservent au jour en ligne", Word = "réservation au jour en ligne")]
    public bool Online { get; init; } = true;

    [Label("Âges")]
    public AgeRange? Ages { get; init; }

    /// <summary>Families book only once the obligatory sections of their file are complete (F-51).</summary>
    [Label("Réserver demande un dossier de famille complet", Word = "dossier complet demandé pour réserver")]
    public bool NeedsCompleteFile { get; init; }

    /// <summary>How families ask for it; without it only agents enrol.</summary>
    [Label("Inscription")]
    public EnrolmentDocument? Enrolment { get; init; }

    [Label("Ouverture")]
    public required OpeningPattern Opening { get; init; }

    /// <summary>Name of a rule set.</summary>
    [Label("Règle des délais", Word = "règle")]
    public required string Rule { get; init; }

    /// <summary>When the day is ordered: afterwards families neither book nor cancel it, whatever its limits allow late.</summary>
    [Label("Heure de commande")]
    public OrderTimeDocument? OrderTime { get; init; }

    /// <summary>Booking periods of its own, instead of those of the rule set.</summary>
    [Label("Périodes de réservation")]
    public IReadOnlyList<PeriodDocument> Periods { get; init; } = [];

    [Label("Prestations"), MinLength(1)]
    public required IReadOnlyList<UnitDocument> Units { get; init; }
}

/// <summary>The last minute in which a day can change.</summary>
public sealed record OrderTimeDocument
{
    /// <summary>That many open days of the service before; 0 on the day itself.</summary>
    [Label("Jours d’ouverture avant (0 : le jour même)", Word = "jours d’ouverture avant"), Range(0, 30)]
    public int OpenDays { get; init; }

    /// <summary>Included up to the end of that minute.</summary>
    [Label("Jusqu’à", Word = "heure")]
    public required TimeOnly Time { get; init; }
}

/// <summary>What is booked: a day, a half-day, a meal.</summary>
public sealed record UnitDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Nom, comme les familles le lisent", Word = "nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    [Label("Nom court, pour les téléphones", Word = "nom court"), StringLength(30)]
    public string? ShortLabel { get; init; }

    /// <summary>A meal is served: lists say which child brings its own.</summary>
    [Label("Un repas est servi", Word = "repas servi")]
    public bool Meal { get; init; }

    /// <summary>Key of a book of tickets (section billing): a family books it only while it has one left. Left out: days are taken with a debt.</summary>
    [Label("Se réserve avec un ticket du carnet", Help = "La clé du carnet, comme dans les réglages de la régie. Vide : sans ticket.",
        Word = "carnet de tickets"),
        StringLength(64)]
    public string? Tickets { get; init; }

    /// <summary>Pools of the facility in which it takes a place; of those with an age range, only the ones that fit the child.</summary>
    [Label("Places")]
    public IReadOnlyList<string> Pools { get; init; } = [];

    /// <summary>It stands for the open days of a week of that unit, booked as one on the first of them: all or none.</summary>
    [Label("Se réserve à la semaine", Word = "semaine de la prestation")]
    public string? WeekOf { get; init; }

    /// <summary>With <see cref="WeekOf"/>: only weeks with that many open days; a short week may have a unit, and a price, of its own.</summary>
    [Label("Seulement les semaines de … jours", Help = "Vide : toutes les semaines.", Word = "jours de la semaine courte"), Range(1, 7)]
    public int? WeekDays { get; init; }

    /// <summary>With <see cref="WeekOf"/>: who answers the absence of one of its days. The week stays due until all its days are excused.</summary>
    [Label("Absence d’un seul jour de la semaine")]
    public PartAbsence PartAbsence { get; init; }

    /// <summary>Units that can't be booked for the same child on the same day; said once, it holds both ways.</summary>
    [Label("Ne va pas avec")]
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Units that must be booked too on that day.</summary>
    [Label("Demande aussi")]
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Roll call: what is marked, hours, rounding.</summary>
    [Label("Pointage")]
    public AttendanceDocument Attendance { get; init; } = new();
}

/// <summary>Who answers when one day of a week is told absent.</summary>
[JsonConverter(typeof(WordConverter<PartAbsence>))]
public enum PartAbsence
{
    /// <summary>The reason of the absence, as for any day.</summary>
    Rule,

    /// <summary>An agent, unless the whole week is told absent.</summary>
    ToAgent,
}
