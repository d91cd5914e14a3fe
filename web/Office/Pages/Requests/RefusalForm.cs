using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Preau.Office.Pages.Requests;

/// <summary>Why a request is refused: a sentence to choose, words of one's own, or both. The family reads it.</summary>
internal sealed class RefusalForm
{
    /// <summary>Sentences offered; the empty one means: only the agent's own words.</summary>
    public static readonly string[] Sentences =
    [
        "La limite pour demander ce jour est passée.",
        "Toutes les places sont prises ce jour-là.",
        "Votre enfant n’est pas inscrit à ce service : contactez-nous pour l’inscrire.",
        "Il manque un justificatif : déposez-le, puis renvoyez votre demande.",
    ];

    public static readonly SelectListItem[] Choices =
        [new("Avec mes mots", ""), .. Sentences.Select((text, i) => new SelectListItem(text, i.ToString(CultureInfo.InvariantCulture)))];

    public int? Choice { get; set; }

    [StringLength(300, ErrorMessage = "Ce message est trop long : 300 signes au plus.")]
    public string? Message { get; set; }

    /// <summary>What is sent, or null when nothing was chosen nor written.</summary>
    public string? Reason
    {
        get
        {
            var chosen = Choice is { } n && n >= 0 && n < Sentences.Length ? Sentences[n] : "";
            var text = $"{chosen} {Message?.Trim()}".Trim();
            return text.Length < 3 ? null : text;
        }
    }
}
