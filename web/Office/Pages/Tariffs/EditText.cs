using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Tariffs;

/// <summary>Figures as form fields hold them: with a comma, without unit.</summary>
internal static class EditText
{
    public static string? Of(decimal? value) => value is { } figure ? French.Plain(figure) : null;

    /// <summary>What was typed, also when it could not be read.</summary>
    public static string? Typed(ModelStateDictionary state, string name, string? value) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.AttemptedValue : value;

    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public static string? Error(ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public static IEnumerable<SelectListItem> Kinds => SetupText.Choices(
        ("brackets", "du quotient, par tranches"), ("effort", "du quotient, par taux d’effort"), ("flat", "de rien : un prix unique"),
        ("byChildren", "du nombre d’enfants"), ("durations", "de la durée de la présence"), ("percentOf", "d’un autre tarif"));

    public static IEnumerable<SelectListItem> Pers => SetupText.Choices(
        ("day", "un jour"), ("quarterHour", "un quart d’heure"), ("halfHour", "une demi-heure"), ("hour", "une heure"),
        ("month", "un mois, forfait"), ("year", "une année scolaire, forfait"));

    public static IEnumerable<SelectListItem> Prorations => SetupText.Choices(
        ("none", "dû en entier"), ("days", "au prorata des jours"), ("halfMonth", "par demi-mois"));

    public static IEnumerable<SelectListItem> Outsides => SetupText.Choices(
        ("", "le même prix"), ("nonResident", "un prix, en euros"), ("nonResidentPercent", "% de plus"), ("nonResidentAmount", "euros de plus"));

    public static IEnumerable<SelectListItem> Counted => SetupText.Choices(
        ("household", "ceux du foyer"), ("enrolled", "les inscrits"), ("present", "les présents ce jour-là"));

    public static IEnumerable<SelectListItem> Roundings => SetupText.Choices(
        ("started", "compte entière"), ("nearest", "compte à partir de la moitié"), ("exact", "compte à la minute"));

    public static IEnumerable<SelectListItem> RateDays => SetupText.Choices(("january", "au 1er janvier"), ("month", "au 1er de chaque mois"));

    public static IEnumerable<SelectListItem> LatePeriods => SetupText.Choices(
        ("month", "le mois"), ("schoolYear", "l’année scolaire"), ("year", "l’année civile"));

    public static IEnumerable<SelectListItem> Payers => SetupText.Choices(("child", "enfant"), ("family", "famille"));

    public static IEnumerable<SelectListItem> FeeYears => SetupText.Choices(("schoolYear", "scolaire"), ("year", "civile"));

    public static IEnumerable<SelectListItem> CapPeriods => SetupText.Choices(("month", "mois"), ("day", "jour"));

    public static IEnumerable<SelectListItem> Foods => SetupText.Choices(("", "aucune"), ("amount", "en euros"), ("percent", "en % du prix"));

    public static (string Value, string Text)[] ConditionKinds =>
        [("", "rien de plus"), ("amount", "euros de plus"), ("percent", "% de plus"), ("price", "un prix, en euros")];

    public static string? Price(decimal? value) => value is { } figure ? French.Plain(figure, 2, 4) : null;
}
