using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Setup;

/// <summary>What holds for all services of the commune.</summary>
internal sealed class CommuneForm
{
    [Required(ErrorMessage = "Écrivez qui décide, par exemple « le service enfance jeunesse ».")]
    [StringLength(100, ErrorMessage = "100 signes au plus.")]
    public string? Validator { get; set; }

    public string? Zone { get; set; }

    public string? Territory { get; set; }

    public string? TimeZone { get; set; }

    public bool OneChange { get; set; }

    [Required(ErrorMessage = "Indiquez un nombre de jours entre 0 et 60.")]
    [Range(0, 60, ErrorMessage = "Indiquez un nombre de jours entre 0 et 60.")]
    public int? AbsenceDaysAfter { get; set; }

    [Required(ErrorMessage = "Indiquez un nombre de minutes entre 0 et 1 440.")]
    [Range(0, 1440, ErrorMessage = "Indiquez un nombre de minutes entre 0 et 1 440.")]
    public int? AbsenceUndoMinutes { get; set; }

    [Required(ErrorMessage = "Indiquez un nombre de jours entre 1 et 1 000.")]
    [Range(1, 1000, ErrorMessage = "Indiquez un nombre de jours entre 1 et 1 000.")]
    public int? KeepDays { get; set; }

    [Required(ErrorMessage = "Indiquez un nombre d’heures entre 0 et 720 ; 0 pour ne jamais rappeler.")]
    [Range(0, 720, ErrorMessage = "Indiquez un nombre d’heures entre 0 et 720 ; 0 pour ne jamais rappeler.")]
    public int? RemindHours { get; set; }

    public bool RemindersOffered { get; set; }

    [Required(ErrorMessage = "Indiquez un nombre d’heures entre 1 et 168.")]
    [Range(1, 168, ErrorMessage = "Indiquez un nombre d’heures entre 1 et 168.")]
    public int? HoursBefore { get; set; }

    /// <summary>Members of the document that this form knows.</summary>
    public static readonly string[] Members = ["validator", "zone", "territory", "timeZone", "oneChangePerCell", "absenceDaysAfter", "absenceUndoMinutes", "certificates", "reminders"];

    public static CommuneForm Of(JsonObject root) => new()
    {
        Validator = root.Text("validator"),
        Zone = root.Text("zone"),
        Territory = root.Text("territory") is { Length: > 0 } territory ? territory : "metropole",
        TimeZone = root.Text("timeZone") is { Length: > 0 } clock ? clock : "Europe/Paris",
        OneChange = root.Flag("oneChangePerCell"),
        AbsenceDaysAfter = root.Number("absenceDaysAfter") ?? 7,
        AbsenceUndoMinutes = root.Number("absenceUndoMinutes") ?? 30,
        KeepDays = root["certificates"].Number("keepDays") ?? 60,
        RemindHours = root["certificates"].Number("remindHours") ?? 24,
        RemindersOffered = root["reminders"].Flag("offered", true),
        HoursBefore = root["reminders"].Number("hoursBefore") ?? 24,
    };

    public void WriteTo(JsonObject root)
    {
        root.Say("validator", Validator);
        root.Say("zone", Zone);
        root.Say("territory", Territory, otherwise: "metropole");
        root.Say("timeZone", TimeZone, otherwise: "Europe/Paris");
        root.Say("oneChangePerCell", OneChange);
        root.Say("absenceDaysAfter", AbsenceDaysAfter, 7);
        root.Say("absenceUndoMinutes", AbsenceUndoMinutes, 30);
        var certificates = root["certificates"].Copy();
        certificates.Say("keepDays", KeepDays, 60);
        certificates.Say("remindHours", RemindHours, 24);
        root.Put("certificates", certificates);
        var reminders = root["reminders"].Copy();
        reminders.Say("offered", RemindersOffered, otherwise: true);
        reminders.Say("hoursBefore", HoursBefore, 24);
        root.Put("reminders", reminders);
    }
}
