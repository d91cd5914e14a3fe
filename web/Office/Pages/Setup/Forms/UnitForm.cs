using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>What families book: names, meal, places, other units, and whole weeks.</summary>
internal sealed class UnitForm
{
    [Setting<UnitDocument>(nameof(UnitDocument.Label), Missing = "Donnez un nom à la prestation, par exemple « Repas ».")]
    public string? Label { get; set; }

    [Setting<UnitDocument>(nameof(UnitDocument.ShortLabel))]
    public string? ShortLabel { get; set; }

    [Setting<UnitDocument>(nameof(UnitDocument.Tickets))]
    public string? Tickets { get; set; }

    [Setting<UnitDocument>(nameof(UnitDocument.Meal))]
    public bool Meal { get; set; }

    [Setting<UnitDocument>(nameof(UnitDocument.Pools))]
    public string[] Pools { get; set; } = [];

    [Setting<UnitDocument>(nameof(UnitDocument.Excludes))]
    public string[] Excludes { get; set; } = [];

    [Setting<UnitDocument>(nameof(UnitDocument.Requires))]
    public string[] Requires { get; set; } = [];

    /// <summary>The day unit of which it is the week; empty for a unit of a day.</summary>
    [Setting<UnitDocument>(nameof(UnitDocument.WeekOf))]
    public string? WeekOf { get; set; }

    [Setting<UnitDocument>(nameof(UnitDocument.WeekDays))]
    public int? WeekDays { get; set; }

    /// <summary>"rule" or "toAgent": who answers the absence of one day of a week.</summary>
    [Setting<UnitDocument>(nameof(UnitDocument.PartAbsence))]
    public string PartAbsence { get; set; } = "rule";

    public static UnitForm Of(JsonObject unit)
    {
        var form = new UnitForm();
        SettingForm.Read<UnitDocument>(form, unit);
        return form;
    }

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

    public void WriteTo(JsonObject unit) => SettingForm.Write<UnitDocument>(this, unit);
}
