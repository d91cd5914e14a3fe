using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>What the roll call marks on a unit, and the hours it comes to.</summary>
internal sealed class AttendanceForm
{
    /// <summary>"presence" or "times".</summary>
    [Setting<AttendanceDocument>(nameof(AttendanceDocument.Clock))]
    public string Clock { get; set; } = "presence";

    [Setting<SlotDocument>(nameof(SlotDocument.From))]
    public TimeOnly? From { get; set; }

    [Setting<SlotDocument>(nameof(SlotDocument.To))]
    public TimeOnly? To { get; set; }

    [Setting<AttendanceDocument>(nameof(AttendanceDocument.NoShow))]
    public string NoShow { get; set; } = "billed";

    [Setting<AttendanceDocument>(nameof(AttendanceDocument.LateAfterMinutes))]
    public int? LateAfterMinutes { get; set; }

    [Setting<AttendanceDocument>(nameof(AttendanceDocument.Hours), ByHand = true)]
    public bool BillsHours { get; set; }

    [Setting<HoursDocument>(nameof(HoursDocument.UnitMinutes))]
    public int UnitMinutes { get; set; } = 15;

    /// <summary>"started" or "nearest".</summary>
    [Setting<HoursDocument>(nameof(HoursDocument.Rounding))]
    public string Rounding { get; set; } = "started";

    [Setting<HoursDocument>(nameof(HoursDocument.ToleranceMinutes))]
    public int? ToleranceMinutes { get; set; }

    [Setting<HoursDocument>(nameof(HoursDocument.MinimumMinutes))]
    public int? MinimumMinutes { get; set; }

    [Setting<HoursDocument>(nameof(HoursDocument.CapAtSlot))]
    public bool CapAtSlot { get; set; }

    [Setting<HoursDocument>(nameof(HoursDocument.FreeIfLeftBefore))]
    public TimeOnly? FreeIfLeftBefore { get; set; }

    [Setting<CafDocument>(nameof(CafDocument.FullDayHours))]
    public decimal? FullDayHours { get; set; } = 9;

    [Setting<CafDocument>(nameof(CafDocument.HalfDayHours))]
    public decimal? HalfDayHours { get; set; } = 4;

    /// <summary>Of the example below the form; not part of the settings.</summary>
    public TimeOnly? Arrival { get; set; }

    public TimeOnly? Departure { get; set; }

    public static AttendanceForm Of(JsonNode? attendance)
    {
        var form = new AttendanceForm { BillsHours = attendance?["hours"] is not null };
        SettingForm.Read<AttendanceDocument>(form, attendance);
        SettingForm.Read<SlotDocument>(form, attendance?["slot"]);
        SettingForm.Read<HoursDocument>(form, attendance?["hours"]);
        SettingForm.Read<CafDocument>(form, attendance?["caf"]);
        form.Arrival = form.From ?? new TimeOnly(16, 30);
        form.Departure = form.Arrival.Value.AddMinutes(50);
        return form;
    }

    public void Check(ModelStateDictionary state)
    {
        if ((From is null) != (To is null))
        {
            state.AddModelError(From is null ? "Attendance.From" : "Attendance.To", "Indiquez les deux heures, ou aucune.");
        }
        else if (To <= From)
        {
            state.AddModelError("Attendance.To", "La fin vient avant le début.");
        }

        if (LateAfterMinutes > 0 && To is null)
        {
            state.AddModelError("Attendance.LateAfterMinutes", "Un retard se compte à partir de la fin : indiquez d’abord les heures de la prestation.");
        }

        if (!BillsHours)
        {
            return;
        }

        if (Clock != "times")
        {
            state.AddModelError("Attendance.BillsHours", "Pour facturer des heures, le pointage note l’arrivée et le départ.");
        }

        if (ToleranceMinutes > 0 && Rounding == "nearest")
        {
            state.AddModelError("Attendance.ToleranceMinutes", "La tolérance va seulement avec « toute unité commencée est due ».");
        }
        else if (ToleranceMinutes >= UnitMinutes)
        {
            state.AddModelError("Attendance.ToleranceMinutes", $"La tolérance est plus courte que l’unité : moins de {UnitMinutes} minutes.");
        }
    }

    public JsonObject WriteTo(JsonObject attendance)
    {
        SettingForm.Write<AttendanceDocument>(this, attendance);
        if (From is null || To is null)
        {
            attendance.Remove("slot");
        }
        else
        {
            var slot = attendance["slot"].Copy();
            SettingForm.Write<SlotDocument>(this, slot);
            attendance["slot"] = slot;
        }

        WriteHours(attendance);
        var caf = attendance["caf"].Copy();
        SettingForm.Write<CafDocument>(this, caf);
        attendance.Put("caf", caf);
        return attendance;
    }

    private void WriteHours(JsonObject attendance)
    {
        if (!BillsHours)
        {
            attendance.Remove("hours");
            return;
        }

        var hours = attendance["hours"].Copy();
        // New hours are there as soon as they say something: their unit.
        if (hours.Count == 0)
        {
            hours["unitMinutes"] = UnitMinutes;
        }

        SettingForm.Write<HoursDocument>(this, hours);
        attendance["hours"] = hours;
    }
}
