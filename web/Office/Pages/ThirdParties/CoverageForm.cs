using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Office.Pages.ThirdParties;

/// <summary>What an agent types of an agreement; texts, so that nothing typed is lost.</summary>
public sealed class CoverageForm
{
    public Guid? Child { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    /// <summary>"percent" or "each".</summary>
    public string? How { get; set; } = "percent";

    public string? Percent { get; set; }

    public string? Each { get; set; }

    public string? MonthCeiling { get; set; }

    public string? TotalCeiling { get; set; }

    public string[] Tariffs { get; set; } = [];

    public string? Reference { get; set; }

    public static CoverageForm Of(CoverageView view) => new()
    {
        Child = view.Child,
        From = Day(view.From),
        Until = view.Until is { } until ? Day(until) : null,
        How = view.Each is null ? "percent" : "each",
        Percent = Text(view.Percent),
        Each = Text(view.Each),
        MonthCeiling = Text(view.MonthCeiling),
        TotalCeiling = Text(view.TotalCeiling),
        Tariffs = view.Tariffs,
        Reference = view.Reference,
    };

    /// <summary>Null when something can't be read: then the model state says it beside its field.</summary>
    public SaveCoverage? Read(Guid family, ModelStateDictionary state)
    {
        var from = Date(nameof(From), From, true, "Indiquez le premier jour pris en charge.", state);
        var until = Date(nameof(Until), Until, false, "Indiquez un jour, ou laissez vide si la fin n’est pas connue.", state);
        if (until < from)
        {
            state.AddModelError("Cover.Until", "La fin vient après le début.");
        }

        var percent = How == "each" ? null : Amount(nameof(Percent), Percent, 100, true, "Un pourcentage de 0,01 à 100.", state);
        var each = How == "each" ? Amount(nameof(Each), Each, 10_000, true, "Un montant en euros, par exemple 2,50.", state) : null;
        var month = Amount(nameof(MonthCeiling), MonthCeiling, 100_000, false, "Un montant en euros, ou rien.", state);
        var total = Amount(nameof(TotalCeiling), TotalCeiling, 1_000_000, false, "Un montant en euros, ou rien.", state);
        return state.IsValid ? new SaveCoverage(family, from, until, Child, percent, each, month, total, Tariffs, Reference.OrNull()) : null;
    }

    private static DateOnly? Date(string field, string? text, bool needed, string message, ModelStateDictionary state)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100)
        {
            return day;
        }

        if (needed || !string.IsNullOrWhiteSpace(text))
        {
            state.AddModelError($"Cover.{field}", message);
        }

        return null;
    }

    private static decimal? Amount(string field, string? text, decimal most, bool needed, string message, ModelStateDictionary state)
    {
        if (FrenchNumber.TryRead(text?.TrimEnd('%', ' '), out var amount) && amount > 0 && amount <= most && decimal.Round(amount, 2) == amount)
        {
            return amount;
        }

        if (needed || !string.IsNullOrWhiteSpace(text))
        {
            state.AddModelError($"Cover.{field}", message);
        }

        return null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(decimal? amount) => amount is { } euros ? French.Plain(euros) : null;
}
