using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>Family files: what "today" is, and what the commune accepts.</summary>
public record FamilySettings
{
    /// <summary>IANA name of the commune's time zone; ages and quotients are read on its calendar day.</summary>
    [Label("Heure légale", Word = "fuseau horaire")]
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>Forms of the family file that are asked (F-51). Obligatory ones block booking in services with needsCompleteFile.</summary>
    [Label("Rubriques du dossier")]
    public FileSectionsDocument? Sections { get; init; }

    /// <summary>
    /// What families may do with each field of their file, where it differs from the product's defaults: "guardian.mobile", "household.street",
    /// "child.birthPlace", "section.caf".
    /// </summary>
    [Label("Champs du dossier")]
    public IReadOnlyDictionary<string, FieldPolicy>? Fields { get; init; }

    /// <summary>Working days, Monday to Friday, within which a demande is answered.</summary>
    [Label("Réponse à une demande sous … jours ouvrés", Word = "jours ouvrés pour répondre"), Range(1, 60)]
    public int AnswerDays { get; init; } = 5;

    /// <summary>Day of the year from which each guardian is asked whether the file is right: month and day, "09-01". Left out: never.</summary>
    [Label("Confirmation annuelle à partir du"), RegularExpression("^[01][0-9]-[0-3][0-9]$", ErrorMessage = "un mois et un jour comme \"09-01\"")]
    public string? ConfirmFrom { get; init; }

    /// <summary>What the commune says of itself on the accessibility, legal and privacy pages.</summary>
    [Label("Pages légales")]
    public LegalTexts? Legal { get; init; }

    /// <summary>A new family may announce itself without an account (F-39).</summary>
    [Label("Préinscription sans compte")]
    public bool PreEnrolment { get; init; }

    /// <summary>Texts that ask for agreement. A higher version asks again.</summary>
    [Label("Accords demandés")]
    public AskedConsent[]? Consents { get; init; }

    /// <summary>Documents the commune asks of families: for whom, until when, how long each is valid.</summary>
    [Label("Documents demandés")]
    public AskedDocument[]? Documents { get; init; }

    /// <summary>Where a family quotient may come from; an agent chooses one of them. Left out: CAF, MSA, Avis d’imposition.</summary>
    [Label("Sources du quotient familial"), MinLength(1), Items(MinLength = 2, MaxLength = 60, Unique = true)]
    public string[]? QuotientSources { get; init; }

    /// <summary>The commune fetches quotients from CAF and MSA (API Particulier), of who agreed. The token is the installation's.</summary>
    [Label("Quotients auprès de la CAF et de la MSA")]
    public QuotientApiRules? QuotientApi { get; init; }

    /// <summary>Schools of the commune with their classes. Without them a school is written freely in a child's file.</summary>
    [Label("Écoles"), MaxLength(200)]
    public SchoolRules[]? Schools { get; init; }

    /// <summary>Zone of the school holidays that separated parents halve between them; left out where they are told as exceptions.</summary>
    [Label("Zone des vacances scolaires"), AllowedValues("A", "B", "C")]
    public string? HolidayZone { get; init; }

    /// <summary>Groups of the commune's own services, which an agent gives to children: "Petits".</summary>
    [Label("Groupes"), MaxLength(100), Items(MinLength = 1, MaxLength = 60, Unique = true)]
    public string[]? Groups { get; init; }
}

/// <summary>A school of the commune.</summary>
public sealed record SchoolRules
{
    /// <summary>As it stands in the children's files and on every list.</summary>
    [Label("Nom"), StringLength(100, MinimumLength = 2)]
    public required string Name { get; init; }

    /// <summary>UAI of the school: seven digits and a capital (facts §12).</summary>
    [Label("Code UAI"), RegularExpression("^[0-9]{7}[A-Z]$", ErrorMessage = "sept chiffres et une majuscule")]
    public string? Code { get; init; }

    /// <summary>Commune of the school, where several share a portal.</summary>
    [Label("Commune"), StringLength(100)]
    public string? City { get; init; }

    /// <summary>Classes of this school year.</summary>
    [Label("Classes"), MaxLength(60)]
    public SchoolClass[]? Classes { get; init; }
}

/// <summary>A class of a school with its grades: "CP", or "CE1" and "CE2".</summary>
public sealed record SchoolClass
{
    /// <summary>« CP, Mme Laurent ».</summary>
    [Label("Nom"), StringLength(60, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>TPS, PS, MS, GS, CP, CE1, CE2, CM1, CM2, ULIS.</summary>
    [Label("Niveaux"), MinLength(1), Items(MinLength = 1, MaxLength = 32, Unique = true)]
    public required string[] Grades { get; init; }
}

/// <summary>The commune fetches quotients by itself, of who agreed: API Particulier v3 (domain §5.2, facts §10).</summary>
public sealed record QuotientApiRules
{
    public const string NextMonth = "nextMonth";
    public const string ThisMonth = "thisMonth";

    /// <summary>Who asks, as its habilitation says.</summary>
    [Label("SIRET de la commune", Help = "Celui de l’habilitation."), RegularExpression("^[0-9]{14}$", ErrorMessage = "14 chiffres")]
    public required string Siret { get; init; }

    /// <summary>Day of the month on which each household is asked.</summary>
    [Label("Jour du mois"), Range(1, 28)]
    public int Day { get; init; } = 5;

    /// <summary>From which first of a month a new quotient counts.</summary>
    [Label("Compte à partir de"), AllowedValues(NextMonth, ThisMonth)]
    public string From { get; init; } = NextMonth;

    /// <summary>How long it counts when no newer comes; left out: until the next.</summary>
    [Label("Compte pendant … mois", Word = "mois de validité"), Range(1, 24)]
    public int? Months { get; init; }
}
