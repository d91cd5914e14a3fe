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

    /// <summary>Empty: no tickets are sold.</summary>
    public string? BookLabel { get; set; }

    public string? BookKey { get; set; } = "carnet";

    public string? BookUnits { get; set; }

    public string? BookCount { get; set; } = "10";

    public string? BookPrice { get; set; }

    /// <summary>Empty: bookings are never held until paid.</summary>
    public string? HoldMinutes { get; set; }

    public string? HoldUnits { get; set; }

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
            if (value.TryGetProperty("hold", out var hold) && hold.ValueKind == JsonValueKind.Object)
            {
                form.HoldMinutes = hold.GetProperty("minutes").GetRawText();
                form.HoldUnits = string.Join(' ', hold.GetProperty("units").EnumerateArray().Select(u => u.GetString()));
            }

            if (value.TryGetProperty("book", out var book) && book.ValueKind == JsonValueKind.Object)
            {
                (form.BookLabel, form.BookKey) = (book.GetProperty("label").GetString(), book.GetProperty("key").GetString());
                form.BookUnits = string.Join(' ', book.GetProperty("units").EnumerateArray().Select(u => u.GetString()));
                (form.BookCount, form.BookPrice) = (book.GetProperty("count").GetRawText(), book.GetProperty("price").GetRawText().Replace('.', ','));
            }
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

        object? book = null;
        if (!string.IsNullOrWhiteSpace(BookLabel))
        {
            var units = (BookUnits ?? "").Split([' ', ';', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (!int.TryParse(BookCount, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 100)
            {
                state.AddModelError("Prepaid.BookCount", "De 1 à 100 tickets.");
            }

            if (Number(BookPrice) is not { } price || price <= 0)
            {
                state.AddModelError("Prepaid.BookPrice", "Le prix d’un carnet en euros, par exemple 35.");
                price = 0;
            }

            if (units.Length == 0)
            {
                state.AddModelError("Prepaid.BookUnits", "Au moins une prestation, par sa clé.");
            }

            book = new { key = BookKey?.Trim() ?? "", label = BookLabel.Trim(), units, count, price };
        }

        object? hold = null;
        if (!string.IsNullOrWhiteSpace(HoldMinutes))
        {
            var units = (HoldUnits ?? "").Split([' ', ';', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (!int.TryParse(HoldMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes is < 5 or > 10_080)
            {
                state.AddModelError("Prepaid.HoldMinutes", "De 5 minutes à 10 080 (7 jours), ou rien.");
            }

            if (units.Length == 0)
            {
                state.AddModelError("Prepaid.HoldUnits", "Au moins une prestation, par sa clé.");
            }

            hold = new { minutes, units };
        }

        return new { take = Take == "consumed" ? "consumed" : "booked", amounts = amounts.Select(a => a ?? 0).ToArray(), low, book, hold };
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
