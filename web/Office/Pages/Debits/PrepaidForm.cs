using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Office.Pages.Debits;

/// <summary>Payment in advance at a cash office; texts, so that what was typed comes back.</summary>
public sealed class PrepaidForm
{
    public bool On { get; set; }

    /// <summary>"booked" or "consumed".</summary>
    public string? Take { get; set; } = "booked";

    public string? Amounts { get; set; } = "20 50 100";

    public string? Low { get; set; } = "10";

    public static PrepaidForm Of(JsonElement? part)
    {
        var form = new PrepaidForm();
        if (part is { ValueKind: JsonValueKind.Object } value)
        {
            form.On = true;
            form.Take = value.TryGetProperty("take", out var take) ? take.GetString() : "booked";
            form.Amounts = value.TryGetProperty("amounts", out var amounts) && amounts.ValueKind == JsonValueKind.Array
                ? string.Join(' ', amounts.EnumerateArray().Select(a => a.GetRawText().Replace('.', ','))) : form.Amounts;
            form.Low = value.TryGetProperty("low", out var low) ? low.ValueKind == JsonValueKind.Number ? low.GetRawText().Replace('.', ',') : null : form.Low;
        }

        return form;
    }

    /// <summary>Null to take the part away.</summary>
    public object? Read(ModelStateDictionary state)
    {
        if (!On)
        {
            return null;
        }

        var amounts = (Amounts ?? "").Split([' ', ';', '\u00A0', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray();
        if (amounts.Length is 0 or > 6 || amounts.Any(a => a is null))
        {
            state.AddModelError("Prepaid.Amounts", "D’une à six sommes en euros, séparées par des espaces : 20 50 100.");
        }

        var low = Number(Low);
        if (low is null && !string.IsNullOrWhiteSpace(Low))
        {
            state.AddModelError("Prepaid.Low", "Une somme en euros, ou rien.");
        }

        return new { take = Take == "consumed" ? "consumed" : "booked", amounts = amounts.Select(a => a ?? 0).ToArray(), low };
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
