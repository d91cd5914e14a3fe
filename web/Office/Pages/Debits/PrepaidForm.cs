using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Ui;

namespace Preau.Office.Pages.Debits;

/// <summary>Payment in advance at a cash office; texts, so that what was typed comes back.</summary>
public sealed class PrepaidForm
{
    public bool On { get; set; }

    /// <summary>"booked" or "consumed".</summary>
    [Setting<PrepaidRules>(nameof(PrepaidRules.Take), ByHand = true)]
    public string? Take { get; set; } = "booked";

    [Setting<PrepaidRules>(nameof(PrepaidRules.Amounts), ByHand = true)]
    public string? Amounts { get; set; } = "20 50 100";

    [Setting<PrepaidRules>(nameof(PrepaidRules.Low), ByHand = true)]
    public string? Low { get; set; } = "10";

    [Setting<PrepaidRules>(nameof(PrepaidRules.Least), ByHand = true)]
    public string? Least { get; set; } = "1";

    /// <summary>Empty: no tickets are sold.</summary>
    [Setting<TicketBook>(nameof(TicketBook.Label), ByHand = true)]
    public string? BookLabel { get; set; }

    [Setting<TicketBook>(nameof(TicketBook.Key), ByHand = true)]
    public string? BookKey { get; set; } = "carnet";

    [Setting<TicketBook>(nameof(TicketBook.Units), ByHand = true)]
    public string? BookUnits { get; set; }

    [Setting<TicketBook>(nameof(TicketBook.Count), ByHand = true)]
    public string? BookCount { get; set; } = "10";

    [Setting<TicketBook>(nameof(TicketBook.Price), ByHand = true)]
    public string? BookPrice { get; set; }

    /// <summary>Empty: bookings are never held until paid.</summary>
    [Setting<HoldRule>(nameof(HoldRule.Minutes), ByHand = true)]
    public string? HoldMinutes { get; set; }

    [Setting<HoldRule>(nameof(HoldRule.Units), ByHand = true)]
    public string? HoldUnits { get; set; }

    /// <summary>One line a period: « 19/12/2026 3/1/2027 4/12/2026 ».</summary>
    [Setting<HoldRule>(nameof(HoldRule.Dates), ByHand = true)]
    public string? HoldDates { get; set; }

    public static PrepaidForm Of(JsonElement? part)
    {
        var form = new PrepaidForm();
        if (part is { ValueKind: JsonValueKind.Object } value)
        {
            form.On = true;
            form.Take = value.TryGetProperty("take", out var take) ? take.GetString() : "booked";
            form.Amounts = value.TryGetProperty("amounts", out var amounts) && amounts.ValueKind == JsonValueKind.Array
                ? string.Join(' ', amounts.EnumerateArray().Select(a => a.GetRawText().Replace('.', ','))) : form.Amounts;
            form.Least = value.TryGetProperty("least", out var least) && least.ValueKind == JsonValueKind.Number
                ? least.GetRawText().Replace('.', ',')
                : form.Least;
            form.Low = value.TryGetProperty("low", out var low) ? low.ValueKind == JsonValueKind.Number ? low.GetRawText().Replace('.', ',') : null : form.Low;
            if (value.TryGetProperty("hold", out var hold) && hold.ValueKind == JsonValueKind.Object)
            {
                form.HoldMinutes = hold.GetProperty("minutes").GetRawText();
                form.HoldDates = hold.TryGetProperty("dates", out var dates) && dates.ValueKind == JsonValueKind.Array
                    ? string.Join('\n',
                        dates.EnumerateArray().Select(d => string.Join(' ', new[] { "from", "until", "by" }.Select(n => French(d.GetProperty(n).GetString())))))
                    : null;
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
    public object? Read(JsonElement? kept, ModelStateDictionary state)
    {
        var shown = Of(kept);
        if (!On)
        {
            if (Take != shown.Take || BookDiffers(shown) || HoldDiffers(shown) || Typed.Differs((shown.Amounts, Amounts), (shown.Low, Low),
                (shown.Least, Least), (shown.BookLabel, BookLabel), (shown.HoldMinutes, HoldMinutes)))
            {
                state.AddModelError("Prepaid.On", "Cochez cette case : sans elle, rien de ce que vous avez écrit ici ne serait gardé.");
            }

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

        var least = Number(Least);
        if (least is null or < 0.01m or > 1)
        {
            state.AddModelError("Prepaid.Least", "De 0,01 à 1 euro : un minimum plus haut n’est pas permis.");
        }

        return new
        {
            take = Take == "consumed" ? "consumed" : "booked",
            amounts = amounts.Select(a => a ?? 0).ToArray(),
            least,
            low,
            book = ReadBook(shown, state),
            hold = ReadHold(shown, state),
        };
    }

    private bool BookDiffers(PrepaidForm shown) => Typed.Differs((shown.BookKey, BookKey), (shown.BookUnits, BookUnits), (shown.BookCount, BookCount),
        (shown.BookPrice, BookPrice));

    private bool HoldDiffers(PrepaidForm shown) => Typed.Differs((shown.HoldUnits, HoldUnits), (shown.HoldDates, HoldDates));

    private object? ReadBook(PrepaidForm shown, ModelStateDictionary state)
    {
        if (string.IsNullOrWhiteSpace(BookLabel))
        {
            if (BookDiffers(shown))
            {
                state.AddModelError("Prepaid.BookLabel", "Nommez le carnet : sans nom, il ne serait pas gardé.");
            }

            return null;
        }

        if (!int.TryParse(BookCount, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 100)
        {
            state.AddModelError("Prepaid.BookCount", "De 1 à 100 tickets.");
        }

        if (Number(BookPrice) is not > 0)
        {
            state.AddModelError("Prepaid.BookPrice", "Le prix d’un carnet en euros, par exemple 35.");
        }

        if (BookKey?.Trim() is not { Length: > 0 and <= 64 } key || key.Contains(' ', StringComparison.Ordinal))
        {
            state.AddModelError("Prepaid.BookKey", "Une clé sans espace, par exemple carnet.");
        }

        return new
        {
            key = BookKey?.Trim() ?? "",
            label = BookLabel.Trim(),
            units = Units(BookUnits, "Prepaid.BookUnits", state),
            count,
            price = Number(BookPrice) ?? 0
        };
    }

    private object? ReadHold(PrepaidForm shown, ModelStateDictionary state)
    {
        if (string.IsNullOrWhiteSpace(HoldMinutes))
        {
            if (HoldDiffers(shown))
            {
                state.AddModelError("Prepaid.HoldMinutes", "Dites combien de minutes : sans elles, rien n’est à payer pour confirmer.");
            }

            return null;
        }

        if (!int.TryParse(HoldMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes is < 5 or > 10_080)
        {
            state.AddModelError("Prepaid.HoldMinutes", "De 5 minutes à 10 080 (7 jours), ou rien.");
        }

        var units = Units(HoldUnits, "Prepaid.HoldUnits", state);
        return ReadDates(state) is { } dates ? new { minutes, units, dates } : new { minutes, units };
    }

    private object[]? ReadDates(ModelStateDictionary state)
    {
        var rows = (HoldDates ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(l => (Line: l, Days: l.Split([' ', ';', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Day).ToArray())).ToList();
        if (rows.Find(r => r.Days.Length != 3 || r.Days.Contains(null)) is { Line: { } wrong })
        {
            state.AddModelError("Prepaid.HoldDates",
                $"« {wrong} » : écrivez trois dates (le premier jour, le dernier, la date limite de paiement), par exemple 19/12/2026 3/1/2027 4/12/2026.");
            return null;
        }

        return rows.Count == 0 ? null : [.. rows.Select(r => new { from = r.Days[0], until = r.Days[1], by = r.Days[2] })];
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string French(string? iso) =>
        DateOnly.TryParse(iso, CultureInfo.InvariantCulture, out var day) ? day.ToString("d/M/yyyy", CultureInfo.InvariantCulture) : iso ?? "";

    private static string[] Units(string? text, string field, ModelStateDictionary state)
    {
        var units = (text ?? "").Split([' ', ';', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (units.Length == 0)
        {
            state.AddModelError(field, "Au moins une prestation, par sa clé.");
        }

        return units;
    }

    private static decimal? Number(string? text) =>
        FrenchNumber.TryRead(text, out var value) && value >= 0 ? value : null;
}
