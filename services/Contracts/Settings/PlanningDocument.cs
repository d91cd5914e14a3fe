using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>Section "planning" of a commune's file, as written. Planning’s rules are what it means.</summary>
public sealed record PlanningDocument
{
    /// <summary>School holidays: "A", "B" or "C", or a zone whose years the document brings, which <see cref="School"/> brings.</summary>
    [Label("Zone des vacances scolaires", Word = "zone des vacances")]
    [AllowedValues("A", "B", "C", "corse", "guadeloupe", "guyane", "martinique", "mayotte", "nouvelle-caledonie", "polynesie", "reunion",
        "saint-pierre-et-miquelon", "wallis-et-futuna")]
    public required string Zone { get; init; }

    /// <summary>Years taken from an official file, and local changes; null when the shipped calendar holds as it is.</summary>
    [Label("Calendrier scolaire")]
    public SchoolDocument? School { get; init; }

    /// <summary>Public holidays, by territory: metropole, alsace-moselle, guadeloupe….</summary>
    [Label("Jours fériés", Word = "territoire des jours fériés")]
    public string Territory { get; init; } = "metropole";

    /// <summary>IANA name; overseas communes have their own.</summary>
    [Label("Heure légale", Word = "fuseau horaire")]
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>Who decides, with its article: "le service enfance jeunesse".</summary>
    [Label("Qui décide", Help = "Avec son article, comme les familles le lisent : « le service enfance jeunesse ».")]
    [StringLength(100, MinimumLength = 1)]
    public required string Validator { get; init; }

    /// <summary>A family changes a booked day once from the portal; then it writes to the service (F-91).</summary>
    [Label("Un jour réservé ne se change qu’une fois en ligne ; ensuite, par message", Word = "un seul changement en ligne par jour réservé")]
    public bool OneChangePerCell { get; init; }

    /// <summary>How many days after the day itself a family may still tell an absence (to an agent).</summary>
    [Label("Une absence passée se déclare encore … jours après", Word = "jours après lesquels une absence ne se déclare plus"), Range(0, 60)]
    public int AbsenceDaysAfter { get; init; } = 7;

    [Label("Motifs d’absence")]
    public IReadOnlyList<AbsenceReasonDocument> AbsenceReasons { get; init; } = [];

    /// <summary>So long a family can take back an absence told after its limit.</summary>
    [Label("Une absence dite en retard s’annule encore … minutes", Word = "minutes pour annuler une absence dite en retard"), Range(0, 1440)]
    public int AbsenceUndoMinutes { get; init; } = 30;

    [Label("Justificatifs")]
    public CertificatesDocument Certificates { get; init; } = new();

    /// <summary>Reminders by consent before the first limit of a week.</summary>
    [Label("Rappels")]
    public RemindersDocument Reminders { get; init; } = new();

    [Label("Fermetures")]
    public IReadOnlyList<Closure> Closures { get; init; } = [];

    /// <summary>Named rule sets, each with its versions.</summary>
    [Label("Règles")]
    public required IReadOnlyDictionary<string, IReadOnlyList<RuleDocument>> Rules { get; init; }

    [Label("Accueils")]
    public required IReadOnlyList<FacilityDocument> Facilities { get; init; }
}
