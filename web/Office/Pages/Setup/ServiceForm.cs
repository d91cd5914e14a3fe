using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Setup;

/// <summary>Name, ages and days of a service.</summary>
internal sealed class ServiceForm
{
    [Required(ErrorMessage = "Donnez un nom au service, comme les familles le lisent.")]
    [StringLength(100, ErrorMessage = "100 signes au plus.")]
    public string? Label { get; set; }

    public bool Online { get; set; }

    public bool NeedsCompleteFile { get; set; }

    [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
    public int? From { get; set; }

    [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
    public int? To { get; set; }

    public string[] SchoolDays { get; set; } = [];

    public bool Wednesdays { get; set; }

    public string[] ShortHolidays { get; set; } = [];

    public string[] Summer { get; set; } = [];

    public string[] NoClass { get; set; } = [];

    public bool PublicHolidays { get; set; }

    public string? Rule { get; set; }

    public static ServiceForm Of(JsonObject service) => new()
    {
        Label = service.Text("label"),
        Online = service.Flag("online", true),
        NeedsCompleteFile = service.Flag("needsCompleteFile"),
        From = service["ages"].Number("from"),
        To = service["ages"].Number("to"),
        SchoolDays = service["opening"].Texts("schoolDays"),
        Wednesdays = service["opening"].Flag("wednesdays"),
        ShortHolidays = service["opening"].Texts("shortHolidays"),
        Summer = service["opening"].Texts("summer"),
        NoClass = service["opening"].Texts("noClass"),
        PublicHolidays = service["opening"].Flag("publicHolidays"),
        Rule = service.Text("rule"),
    };

    /// <summary>Puts all but the rule set into the service.</summary>
    public void WriteTo(JsonObject service)
    {
        service.Say("label", Label);
        service.SayAges("ages", From, To);
        service.Say("online", Online, otherwise: true);
        service.Say("needsCompleteFile", NeedsCompleteFile);
        var opening = service["opening"].Copy();
        opening.Say("schoolDays", SchoolDays);
        opening.Say("wednesdays", Wednesdays);
        opening.Say("shortHolidays", ShortHolidays);
        opening.Say("summer", Summer);
        opening.Say("noClass", NoClass);
        opening.Say("publicHolidays", PublicHolidays);
        service["opening"] = opening;
    }
}
