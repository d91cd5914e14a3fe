using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Setup;

/// <summary>How families ask for an enrolment in a service; pieces and anything else of it stay as they are.</summary>
internal sealed class EnrolmentForm
{
    public bool Asked { get; set; }

    public string Decision { get; set; } = "manual";

    [Range(0, 100_000, ErrorMessage = "Indiquez un nombre d’enfants entre 0 et 100 000, ou laissez vide.")]
    public int? Capacity { get; set; }

    public bool ResidentsOnly { get; set; }

    public bool Weekdays { get; set; }

    public bool Books { get; set; }

    [StringLength(500, ErrorMessage = "500 signes au plus.")]
    public string? Help { get; set; }

    public static EnrolmentForm Of(JsonNode? enrolment) => new()
    {
        Asked = enrolment is not null,
        Decision = enrolment.Text("decision") is { Length: > 0 } decision ? decision : "manual",
        Capacity = enrolment.Number("capacity"),
        ResidentsOnly = enrolment.Flag("residentsOnly"),
        Weekdays = enrolment.Flag("weekdays"),
        Books = enrolment.Flag("books"),
        Help = enrolment.Text("help"),
    };

    /// <summary>Null when families can't ask.</summary>
    public JsonObject? WriteTo(JsonObject enrolment)
    {
        enrolment["decision"] = Decision;
        enrolment.Put("capacity", Capacity);
        enrolment.Put("residentsOnly", ResidentsOnly ? true : null);
        enrolment.Put("weekdays", Weekdays || Books ? true : null);
        enrolment.Put("books", Books ? true : null);
        enrolment.Put("help", string.IsNullOrWhiteSpace(Help) ? null : Help.Trim());
        return Asked ? enrolment : null;
    }
}
