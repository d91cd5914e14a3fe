using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>Words of documents that are asked for, the same for families and agents.</summary>
public static class DocumentWords
{
    /// <summary>Without HEIC, though services read it: asked for JPEG, a telephone turns its photographs into it, and every agent can open that.</summary>
    public const string Accept = "application/pdf,image/jpeg,image/png";

    public const string AcceptImage = "image/jpeg,image/png";

    public static (string Tone, string Icon, string Word) Of(AskedDocumentView document, DateOnly today) => document.Need switch
    {
        DocumentNeed.Missing when document.Obligatory => document.Due < today ? ("bad", "warn", "En retard") : ("wait", "warn", "À envoyer"),
        DocumentNeed.Missing => ("", "info", "Facultatif"),
        DocumentNeed.Refused => ("bad", "x", "Refusé"),
        DocumentNeed.Expired => ("bad", "clock", "N’est plus valable"),
        DocumentNeed.Expiring when document.Elsewhere => ("info", "clock", "Bientôt à renouveler"),
        DocumentNeed.Expiring => ("wait", "clock", $"Expire {French.Relative(document.Current?.Until ?? today, today)}"),
        DocumentNeed.Waiting => ("info", "clock", "Reçu, à vérifier par la mairie"),
        _ => ("ok", "check", "Accepté"),
    };

    public static string Of(DocumentNeed need) => need switch
    {
        DocumentNeed.Missing => "jamais envoyé",
        DocumentNeed.Refused => "refusé",
        DocumentNeed.Expired => "plus valable",
        DocumentNeed.Expiring => "bientôt à renouveler",
        DocumentNeed.Waiting => "à vérifier",
        _ => "accepté",
    };

    /// <summary>Anchor of a document on a page.</summary>
    public static string Anchor(string key, Guid? child) => child is { } id ? $"d-{key}-{id.ToString("N")[^6..]}" : $"d-{key}";
}
