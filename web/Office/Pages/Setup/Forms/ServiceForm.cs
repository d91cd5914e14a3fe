using System.Text.Json.Nodes;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>Name, ages and days of a service.</summary>
internal sealed class ServiceForm
{
    [Setting<ServiceDocument>(nameof(ServiceDocument.Label), Missing = "Donnez un nom au service, comme les familles le lisent.")]
    public string? Label { get; set; }

    [Setting<ServiceDocument>(nameof(ServiceDocument.Online))]
    public bool Online { get; set; }

    [Setting<ServiceDocument>(nameof(ServiceDocument.NeedsCompleteFile))]
    public bool NeedsCompleteFile { get; set; }

    [Setting<AgeRange>(nameof(AgeRange.From), ByHand = true)]
    public int? From { get; set; }

    [Setting<AgeRange>(nameof(AgeRange.To), ByHand = true)]
    public int? To { get; set; }

    [Setting<OpeningPattern>(nameof(OpeningPattern.SchoolDays))]
    public string[] SchoolDays { get; set; } = [];

    [Setting<OpeningPattern>(nameof(OpeningPattern.Wednesdays))]
    public bool Wednesdays { get; set; }

    [Setting<OpeningPattern>(nameof(OpeningPattern.ShortHolidays))]
    public string[] ShortHolidays { get; set; } = [];

    [Setting<OpeningPattern>(nameof(OpeningPattern.Summer))]
    public string[] Summer { get; set; } = [];

    [Setting<OpeningPattern>(nameof(OpeningPattern.NoClass))]
    public string[] NoClass { get; set; } = [];

    /// <summary>Weekdays outside the usual weeks of school, each with its question.</summary>
    public (string Name, string Label, string[] Chosen)[] Seasons =>
    [
        (nameof(ShortHolidays), "Ouvert aux petites vacances", ShortHolidays),
        (nameof(Summer), "Ouvert l’été", Summer),
        (nameof(NoClass), "Ouvert les jours sans classe (pont de l’Ascension)", NoClass),
    ];

    [Setting<OpeningPattern>(nameof(OpeningPattern.PublicHolidays))]
    public bool PublicHolidays { get; set; }

    [Setting<ServiceDocument>(nameof(ServiceDocument.Rule), ByHand = true)]
    public string? Rule { get; set; }

    [Setting<OrderTimeDocument>(nameof(OrderTimeDocument.OpenDays), ByHand = true)]
    public int? OrderDays { get; set; }

    /// <summary>Null where nothing is ordered.</summary>
    public TimeOnly? OrderTime { get; set; }

    public static ServiceForm Of(JsonObject service)
    {
        var form = new ServiceForm
        {
            From = service["ages"].Number("from"),
            To = service["ages"].Number("to"),
            Rule = service.Text("rule"),
            OrderDays = service["orderTime"].Number("openDays"),
            OrderTime = (service["orderTime"] as JsonObject)?.Hour("time"),
        };
        SettingForm.Read<ServiceDocument>(form, service);
        SettingForm.Read<OpeningPattern>(form, service["opening"]);
        return form;
    }

    /// <summary>Puts all but the rule set into the service.</summary>
    public void WriteTo(JsonObject service)
    {
        SettingForm.Write<ServiceDocument>(this, service);
        service.SayAges("ages", From, To);
        if (OrderTime is { } ordered)
        {
            var order = service["orderTime"].Copy();
            order.Say("openDays", OrderDays, otherwise: 0);
            order.Say("time", ordered);
            service["orderTime"] = order;
        }
        else
        {
            service.Remove("orderTime");
        }

        var opening = service["opening"].Copy();
        SettingForm.Write<OpeningPattern>(this, opening);
        service["opening"] = opening;
    }
}
