using System.Text.Json.Nodes;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>From when some families book the days of a period.</summary>
internal sealed class OpeningForm
{
    public int? Was { get; set; }

    public DateTime? At { get; set; }

    public AudienceForm For { get; set; } = new();

    public bool IsBlank => At is null && For.IsEmpty;

    public static List<OpeningForm> Of(JsonNode? openings) =>
        [.. (openings as JsonArray ?? []).Select((o, i) => new OpeningForm { Was = i, At = o.Moment("at"), For = AudienceForm.Of(o?["for"]) })];

    public JsonObject WriteTo(JsonObject opening)
    {
        opening.Say("at", At);
        opening.Put("for", For.WriteTo(opening["for"].Copy()));
        return opening;
    }
}
