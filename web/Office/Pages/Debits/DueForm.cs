using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Office.Pages.Debits;

/// <summary>When invoices of a cash office fall due: so many days after them, or at the end of a month. One number, whichever is chosen.</summary>
public sealed class DueForm
{
    /// <summary>What holds where nothing was chosen.</summary>
    private const string Usual = "30";

    /// <summary>"days" or "endOfMonth", as the commune's file says it.</summary>
    public string? Rule { get; set; } = "days";

    public string? Count { get; set; } = Usual;

    public static DueForm Of(JsonElement? part)
    {
        string? Get(string name) => part is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found)
            && found.ValueKind == JsonValueKind.Number ? found.GetRawText() : null;
        return Get("endOfMonth") is { } months ? new DueForm { Rule = "endOfMonth", Count = months } : new DueForm { Count = Get("days") ?? Usual };
    }

    /// <summary>« 30 jours après », « Fin du mois suivant ».</summary>
    public string Words() => (Rule, Count) switch
    {
        ("endOfMonth", "0") => "Fin du mois de la facture",
        ("endOfMonth", "1") => "Fin du mois suivant",
        ("endOfMonth", _) => $"Fin du {Count}e mois suivant",
        (_, "0") => "Le jour de la facture",
        (_, "1") => "1 jour après la facture",
        _ => $"{Count} jours après la facture",
    };

    public object Read(ModelStateDictionary state)
    {
        var ends = Rule == "endOfMonth";
        if (!int.TryParse(Count?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > (ends ? 12 : 365))
        {
            state.AddModelError("Due.Count", ends
                ? "De 0 à 12 mois : 0 pour la fin du mois de la facture, 1 pour la fin du mois suivant."
                : "De 0 à 365 jours : 30 pour un mois environ.");
        }

        return ends ? new { endOfMonth = count } : new { days = count };
    }
}
