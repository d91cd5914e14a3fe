using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>Places of one day for an age group.</summary>
internal sealed class PoolForm
{
    [Setting<PoolDocument>(nameof(PoolDocument.Label), Missing = "Donnez un nom à ces places, par exemple « Salle des petits ».")]
    public string? Label { get; set; }

    [Setting<PoolDocument>(nameof(PoolDocument.Capacity), Needed = true)]
    public int? Capacity { get; set; }

    [Setting<AgeRange>(nameof(AgeRange.From), ByHand = true)]
    public int? From { get; set; }

    [Setting<AgeRange>(nameof(AgeRange.To), ByHand = true)]
    public int? To { get; set; }

    public static PoolForm Of(JsonObject pool)
    {
        var form = new PoolForm { From = pool["ages"].Number("from"), To = pool["ages"].Number("to") };
        SettingForm.Read<PoolDocument>(form, pool);
        return form;
    }

    public void Check(ModelStateDictionary state)
    {
        if (From > To)
        {
            state.AddModelError("Input.To", $"L’âge de fin vient avant celui du début : choisissez {From} ans ou plus.");
        }
    }

    public void WriteTo(JsonObject pool)
    {
        SettingForm.Write<PoolDocument>(this, pool);
        pool.SayAges("ages", From, To);
    }
}
