using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Office.Pages.Setup;

/// <summary>What families book: names, meal, places, other units, and whole weeks.</summary>
internal sealed class UnitForm
{
    [Required(ErrorMessage = "Donnez un nom à la prestation, par exemple « Repas ».")]
    [StringLength(100, ErrorMessage = "100 signes au plus.")]
    public string? Label { get; set; }

    [StringLength(30, ErrorMessage = "30 signes au plus : il doit tenir sur un téléphone.")]
    public string? ShortLabel { get; set; }

    public bool Meal { get; set; }

    public string[] Pools { get; set; } = [];

    public string[] Excludes { get; set; } = [];

    public string[] Requires { get; set; } = [];

    /// <summary>The day unit of which it is the week; empty for a unit of a day.</summary>
    public string? WeekOf { get; set; }

    [Range(1, 7, ErrorMessage = "Indiquez un nombre de jours entre 1 et 7, ou laissez vide.")]
    public int? WeekDays { get; set; }

    /// <summary>"rule" or "toAgent": who answers the absence of one day of a week.</summary>
    public string PartAbsence { get; set; } = "rule";

    public static UnitForm Of(JsonObject unit) => new()
    {
        Label = unit.Text("label"),
        ShortLabel = unit.Text("shortLabel"),
        Meal = unit.Flag("meal"),
        Pools = unit.Texts("pools"),
        Excludes = unit.Texts("excludes"),
        Requires = unit.Texts("requires"),
        WeekOf = unit.Text("weekOf"),
        WeekDays = unit.Number("weekDays"),
        PartAbsence = unit.Text("partAbsence") is { Length: > 0 } word ? word : "rule",
    };

    public void Check(ModelStateDictionary state)
    {
        if (!string.IsNullOrEmpty(WeekOf) && Pools.Length > 0)
        {
            state.AddModelError("Input.WeekOf", "Une semaine ne prend pas de place elle-même : ce sont ses jours qui la prennent. Décochez les places.");
        }
        if (string.IsNullOrEmpty(WeekOf) && WeekDays is not null)
        {
            state.AddModelError("Input.WeekDays", "Choisissez d’abord de quelle prestation c’est la semaine.");
        }
        if (string.IsNullOrEmpty(WeekOf) && PartAbsence != "rule")
        {
            state.AddModelError("Input.PartAbsence", "Cela ne concerne qu’une prestation qui se réserve à la semaine.");
        }
        if (Excludes.Intersect(Requires).Any())
        {
            state.AddModelError("Input.Excludes", "La même prestation ne peut pas être à la fois interdite et demandée le même jour.");
        }
    }

    public void WriteTo(JsonObject unit)
    {
        unit.Say("label", Label);
        unit.Say("shortLabel", ShortLabel);
        unit.Say("meal", Meal);
        unit.Say("pools", InOrder(unit, "pools", Pools));
        unit.Say("excludes", InOrder(unit, "excludes", Excludes));
        unit.Say("requires", InOrder(unit, "requires", Requires));
        unit.Say("weekOf", WeekOf);
        unit.Say("weekDays", WeekDays);
        unit.Say("partAbsence", PartAbsence, otherwise: "rule");
    }

    // Boxes come in the order of the page; what the file names already keeps its place.
    static IEnumerable<string> InOrder(JsonObject unit, string name, string[] chosen) =>
        unit.Texts(name).Where(chosen.Contains).Concat(chosen.Where(c => !unit.Texts(name).Contains(c)));
}
