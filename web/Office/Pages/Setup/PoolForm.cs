using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Office.Pages.Setup;

/// <summary>Places of one day for an age group.</summary>
internal sealed class PoolForm
{
    [Required(ErrorMessage = "Donnez un nom à ces places, par exemple « Salle des petits ».")]
    [StringLength(100, ErrorMessage = "100 signes au plus.")]
    public string? Label { get; set; }

    [Required(ErrorMessage = "Indiquez un nombre de places entre 0 et 100 000.")]
    [Range(0, 100_000, ErrorMessage = "Indiquez un nombre de places entre 0 et 100 000.")]
    public int? Capacity { get; set; }

    [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
    public int? From { get; set; }

    [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
    public int? To { get; set; }

    public static PoolForm Of(JsonObject pool) => new() { Label = pool.Text("label"), Capacity = pool.Number("capacity"), From = pool["ages"].Number("from"), To = pool["ages"].Number("to") };

    public void Check(ModelStateDictionary state)
    {
        if (From > To)
        {
            state.AddModelError("Input.To", $"L’âge de fin vient avant celui du début : choisissez {From} ans ou plus.");
        }
    }

    public void WriteTo(JsonObject pool)
    {
        pool.Say("label", Label);
        pool.Say("capacity", Capacity);
        pool.SayAges("ages", From, To);
    }
}
