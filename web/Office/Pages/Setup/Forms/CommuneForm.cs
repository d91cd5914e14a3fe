using System.Text.Json.Nodes;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>What holds for all services of the commune.</summary>
internal sealed class CommuneForm
{
    [Setting<PlanningDocument>(nameof(PlanningDocument.Validator), Missing = "Écrivez qui décide, par exemple « le service enfance jeunesse ».")]
    public string? Validator { get; set; }

    [Setting<PlanningDocument>(nameof(PlanningDocument.Zone))]
    public string? Zone { get; set; }

    [Setting<PlanningDocument>(nameof(PlanningDocument.Territory))]
    public string? Territory { get; set; }

    [Setting<PlanningDocument>(nameof(PlanningDocument.TimeZone))]
    public string? TimeZone { get; set; }

    [Setting<PlanningDocument>(nameof(PlanningDocument.OneChangePerCell))]
    public bool OneChange { get; set; }

    [Setting<PlanningDocument>(nameof(PlanningDocument.AbsenceDaysAfter), Needed = true)]
    public int? AbsenceDaysAfter { get; set; }

    [Setting<PlanningDocument>(nameof(PlanningDocument.AbsenceUndoMinutes), Needed = true)]
    public int? AbsenceUndoMinutes { get; set; }

    [Setting<CertificatesDocument>(nameof(CertificatesDocument.KeepDays), Needed = true)]
    public int? KeepDays { get; set; }

    [Setting<CertificatesDocument>(nameof(CertificatesDocument.RemindHours), Needed = true)]
    public int? RemindHours { get; set; }

    [Setting<RemindersDocument>(nameof(RemindersDocument.Offered))]
    public bool RemindersOffered { get; set; }

    [Setting<RemindersDocument>(nameof(RemindersDocument.HoursBefore), Needed = true)]
    public int? HoursBefore { get; set; }

    public static CommuneForm Of(JsonObject root)
    {
        var form = new CommuneForm();
        SettingForm.Read<PlanningDocument>(form, root);
        SettingForm.Read<CertificatesDocument>(form, root["certificates"]);
        SettingForm.Read<RemindersDocument>(form, root["reminders"]);
        return form;
    }

    public void WriteTo(JsonObject root)
    {
        SettingForm.Write<PlanningDocument>(this, root);
        var (certificates, reminders) = (root["certificates"].Copy(), root["reminders"].Copy());
        SettingForm.Write<CertificatesDocument>(this, certificates);
        SettingForm.Write<RemindersDocument>(this, reminders);
        root.Put("certificates", certificates);
        root.Put("reminders", reminders);
    }
}
