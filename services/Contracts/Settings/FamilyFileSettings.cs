using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>Forms of the family file, each asked or not; what is left out isn't shown.</summary>
public sealed record FileSectionsDocument
{
    public const string Obligatory = "obligatory";
    public const string Optional = "optional";

    [Label("Informations C.A.F."), AllowedValues(Obligatory, Optional)]
    public string? Caf { get; init; }

    [Label("Informations fiscales"), AllowedValues(Obligatory, Optional)]
    public string? Fiscales { get; init; }

    [Label("Coordonnées bancaires"), AllowedValues(Obligatory, Optional)]
    public string? Banque { get; init; }

    [Label("Autorisations"), AllowedValues(Obligatory, Optional)]
    public string? Autorisations { get; init; }

    [Label("Données complémentaires"), AllowedValues(Obligatory, Optional)]
    public string? Complementaires { get; init; }

    [Label("Données sanitaires"), AllowedValues(Obligatory, Optional)]
    public string? Sanitaires { get; init; }

    /// <summary>Care plan of a child; only children who have one fill it.</summary>
    [Label("Projet d’accueil individualisé (PAI)"), AllowedValues(Optional)]
    public string? Pai { get; init; }

    /// <summary>What is asked of a form, by its key; null: it isn't shown.</summary>
    public string? NeedOf(string key) => key switch
    {
        "caf" => Caf,
        "fiscales" => Fiscales,
        "banque" => Banque,
        "autorisations" => Autorisations,
        "complementaires" => Complementaires,
        "sanitaires" => Sanitaires,
        "pai" => Pai,
        _ => null,
    };
}

/// <summary>What families may do with one field.</summary>
/// <param name="Automatic">A change holds at once; else an agent decides.</param>
public sealed record FieldPolicy(
    [property: Label("Ce que peut la famille"), AllowedValues("hidden", "shown", "editable", "obligatory")] string Mode = "editable",
    [property: Label("Vaut aussitôt")] bool Automatic = false);

/// <summary>A document the commune asks for.</summary>
public sealed record AskedDocument
{
    public const string PhotoKey = "photo";

    /// <summary>"photo" is the child's photograph (F-60).</summary>
    [Label("Clé"), RegularExpression("^[a-z0-9-]{2,40}$", ErrorMessage = "2 à 40 lettres minuscules, chiffres et tirets")]
    public required string Key { get; init; }

    [Label("Nom"), StringLength(120, MinimumLength = 2)]
    public required string Label { get; init; }

    /// <summary>What to know before sending it.</summary>
    [Label("Précision pour la famille")]
    public string? Help { get; init; }

    [Label("Demandé par"), AllowedValues("child", "household")]
    public string Per { get; init; } = "child";

    [Label("Obligatoire ou facultatif"), AllowedValues("obligatory", "optional")]
    public string Need { get; init; } = "obligatory";

    /// <summary>Last day for handing it in.</summary>
    [Label("À remettre avant le")]
    public DateOnly? Due { get; init; }

    /// <summary>schoolYear: until 31 August; months: as many after acceptance; asked: the document bears its end.</summary>
    [Label("Validité"), AllowedValues("schoolYear", "months", "asked", "none")]
    public string Validity { get; init; } = "none";

    [Label("Mois de validité"), Range(1, 120)]
    public int? Months { get; init; }

    /// <summary>A photograph only.</summary>
    [Label("Une photographie")]
    public bool Image { get; init; }

    /// <summary>Opened only by agents with the health right.</summary>
    [Label("Document de santé")]
    public bool Health { get; init; }

    [Label("À partir de … ans", Word = "âge minimal"), Range(0, 20)]
    public int? FromAge { get; init; }

    [Label("Jusqu’à … ans", Word = "âge maximal"), Range(0, 20)]
    public int? ToAge { get; init; }

    [Label("Écoles concernées")]
    public string[]? Schools { get; init; }

    /// <summary>Only of children who bring their meal (PAI).</summary>
    [Label("Seulement des enfants qui apportent leur repas")]
    public bool PackedLunchOnly { get; init; }

    /// <summary>What happens without it, one sentence.</summary>
    [Label("Sans lui")]
    public string? Consequence { get; init; }
}

/// <summary>What the commune asks agreement to, in its own words.</summary>
public sealed record AskedConsent
{
    [Label("Clé"), RegularExpression("^[a-z0-9-]{2,40}$", ErrorMessage = "2 à 40 lettres minuscules, chiffres et tirets")]
    public required string Key { get; init; }

    [Label("Titre"), StringLength(120, MinimumLength = 2)]
    public required string Label { get; init; }

    [Label("Texte"), StringLength(2000, MinimumLength = 10)]
    public required string Text { get; init; }

    /// <summary>A higher one asks again.</summary>
    [Label("Version"), Range(1, 1000)]
    public int Version { get; init; } = 1;

    [Label("Demandé pour"), AllowedValues("child", "guardian")]
    public string Per { get; init; } = "child";

    /// <summary>Day of the text.</summary>
    [Label("Texte du")]
    public DateOnly? Since { get; init; }
}

/// <summary>What the commune says of itself on its legal pages.</summary>
public sealed record LegalTexts
{
    /// <summary>Without a valid audit: none (décret 2019-768 art. 5).</summary>
    [Label("Conformité de l’accessibilité"), AllowedValues("none", "partial", "full")]
    public string Accessibility { get; init; } = "none";

    [Label("Critères respectés, en %"), Range(0, 100)]
    public int? Percent { get; init; }

    [Label("Audit fait par")]
    public string? AuditedBy { get; init; }

    [Label("Audit du")]
    public DateOnly? AuditedOn { get; init; }

    [Label("Contenus dérogés")]
    public string[]? Exempt { get; init; }

    [Label("Contact pour l’accessibilité")]
    public string? AccessibilityContact { get; init; }

    [Label("Éditeur")]
    public string? Publisher { get; init; }

    [Label("Adresse")]
    public string? Address { get; init; }

    [Label("Téléphone")]
    public string? Phone { get; init; }

    [Label("Hébergeur")]
    public string? Host { get; init; }

    [Label("Délégué à la protection des données")]
    public string? DataContact { get; init; }

    [Label("Durées de conservation")]
    public string[]? Retention { get; init; }
}
