using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>Words, documents and mailbox of the commune.</summary>
public record MessagingSettings
{
    /// <summary>Who signs messages: "Service enfance jeunesse".</summary>
    [Label("Signature des messages", Word = "signature"), StringLength(80, MinimumLength = 2)]
    public required string Sender { get; init; }

    /// <summary>IANA name; days and hours in messages are said in it.</summary>
    [Label("Heure légale", Word = "fuseau horaire")]
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>The commune's message on the families' home page (F-28).</summary>
    [Label("Message d’accueil")]
    public WelcomeText? Welcome { get; init; }

    /// <summary>When messages are read (F-108), one sentence.</summary>
    [Label("Quand les messages sont lus"), StringLength(200, MinimumLength = 2)]
    public string? ReadingHours { get; init; }

    /// <summary>What to say when writing, one sentence above the form: « Précisez si votre demande concerne Croc’Vacances. »</summary>
    [Label("Précision au-dessus du message"), StringLength(300, MinimumLength = 2)]
    public string? ContactHint { get; init; }

    /// <summary>Titles proposed to a family that writes.</summary>
    [Label("Objets proposés"), Items(MinLength = 2, MaxLength = 120)]
    public string[] Subjects { get; init; } = [];

    /// <summary>Documents and links (F-36).</summary>
    [Label("Documents et liens")]
    public PublishedDocument[] Documents { get; init; } = [];
}

/// <summary>The commune's message on the home page (F-28).</summary>
public sealed record WelcomeText
{
    [Label("Titre"), StringLength(120, MinimumLength = 1)]
    public required string Title { get; init; }

    [Label("Texte"), StringLength(2000)]
    public string? Text { get; init; }
}

/// <summary>A document or link (F-36).</summary>
public sealed record PublishedDocument
{
    [Label("Titre"), StringLength(120, MinimumLength = 2)]
    public required string Title { get; init; }

    /// <summary>Heading under which it is listed: "Menus", "Règlements".</summary>
    [Label("Rubrique"), StringLength(60, MinimumLength = 2)]
    public required string Category { get; init; }

    /// <summary>An https address, or a path of the portal that begins with "/"; announced without link when absent.</summary>
    [Label("Adresse"), StringLength(500, MinimumLength = 1)]
    public string? Url { get; init; }
}
