using System.ComponentModel.DataAnnotations;
using Preau.Contracts.Api;

namespace Preau.Contracts.Settings;

/// <summary>
/// Who the commune is, and the words of its sign-in page. The file's name is its address: lower-case letters, digits and hyphens.
/// </summary>
public record TenantSettings
{
    private const string Address = @"^(https?://|/[^/\\])";
    private const string AddressWords = "une adresse en https:// ou un chemin qui commence par /";

    /// <summary>Short name: « Biviers ».</summary>
    [Label("Nom"), StringLength(80, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Name in full, on the sign-in page: « Commune de Biviers ».</summary>
    [Label("Nom entier"), StringLength(120)]
    public string? LongName { get; init; }

    /// <summary>
    /// open: in use; soon: announced; ownPortal: has a portal elsewhere (F-22); closed: families no longer enter; archived: nobody enters.
    /// </summary>
    [Label("État"), AllowedValues("open", "soon", "ownPortal", "closed", "archived")]
    public required TenantState State { get; init; }

    /// <summary>Agents prove who they are twice: a password and a code of a telephone. Yes unless said otherwise.</summary>
    [Label("Double vérification des agents")]
    public bool SecondFactor { get; init; } = true;

    /// <summary>The commune's SIRET: agents who come by ProConnect must be of this employer.</summary>
    [Label("SIRET"), RegularExpression("^[0-9]{14}$", ErrorMessage = "14 chiffres")]
    public string? Siret { get; init; }

    /// <summary>IANA name.</summary>
    [Label("Heure légale", Word = "fuseau horaire")]
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>Host names that lead straight to this commune, without scheme or port.</summary>
    [Label("Noms de site"), MaxLength(10)]
    [Items(Pattern = "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", PatternWords = "un nom de site comme biviers.example", Unique = true)]
    public string[] Hosts { get; init; } = [];

    /// <summary>The commune's own website.</summary>
    [Label("Site de la commune"), RegularExpression(Address, ErrorMessage = AddressWords)]
    public string? Website { get; init; }

    /// <summary>White text on it must be legible: contrast of 4.5 at least.</summary>
    [Label("Couleur"), RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "une couleur comme #2F6B3A")]
    public required string Brand { get; init; }

    /// <summary>Title of the sign-in form (F-8).</summary>
    [Label("Titre de la page de connexion"), StringLength(80, MinimumLength = 1)]
    public required string LoginTitle { get; init; }

    /// <summary>Sentence under it (F-8).</summary>
    [Label("Texte de la page de connexion"), StringLength(300)]
    public required string LoginText { get; init; }

    /// <summary>Who to call without credentials (F-13); telephone numbers and e-mail addresses become links.</summary>
    [Label("Qui appeler sans identifiants"), StringLength(400)]
    public string? LoginHelp { get; init; }

    /// <summary>How families get their credentials (F-12).</summary>
    [Label("Comment obtenir ses identifiants"), StringLength(300)]
    public string? CredentialsText { get; init; }

    /// <summary>Where sign-out ends: the commune's website (F-121), or null for the sign-in page (F-122).</summary>
    [Label("Page après la déconnexion"), RegularExpression(Address, ErrorMessage = AddressWords)]
    public string? LogoutTarget { get; init; }

    /// <summary>What a password needs (F-16). Never less than 8 signs; no maximum under 64.</summary>
    [Label("Mots de passe")]
    public PasswordRule PasswordRule { get; init; } = new();

    /// <summary>Communes sharing this portal, with their state (F-22).</summary>
    [Label("Communes du portail")]
    public MemberFacts[] Members { get; init; } = [];
}

/// <summary>What a password must have (F-16).</summary>
public sealed record PasswordRule
{
    [Label("Signes au moins"), Range(8, 64)]
    public int MinLength { get; init; } = 8;

    [Label("Une majuscule")]
    public bool Upper { get; init; } = true;

    [Label("Une minuscule")]
    public bool Lower { get; init; } = true;

    [Label("Un chiffre")]
    public bool Digit { get; init; } = true;
}

/// <summary>A commune that shares the portal.</summary>
public sealed record MemberFacts
{
    [Label("Nom"), StringLength(80, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>As that of the commune itself (F-22).</summary>
    [Label("État"), AllowedValues("open", "soon", "ownPortal", "closed", "archived")]
    public required TenantState State { get; init; }

    [Label("Site de la commune"), RegularExpression(@"^(https?://|/[^/\\])", ErrorMessage = "une adresse en https:// ou un chemin qui commence par /")]
    public string? Website { get; init; }

    [Label("Couleur"), RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "une couleur comme #2F6B3A")]
    public string? Brand { get; init; }
}
