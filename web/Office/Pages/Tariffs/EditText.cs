using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Preau.Office.Pages.Tariffs;

/// <summary>Figures as form fields hold them: with a comma, without unit.</summary>
static class EditText
{
    private static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr-FR");

    public static string? Of(decimal? value) => value?.ToString("0.##", Fr);

    /// <summary>What was typed, also when it could not be read.</summary>
    public static string? Typed(ModelStateDictionary state, string name, string? value) => state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.AttemptedValue : value;

    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public static string? Error(ModelStateDictionary state, string name) => state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public static string? Price(decimal? value) => value?.ToString("0.00##", Fr);
}
