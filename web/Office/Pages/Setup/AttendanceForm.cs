using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Office.Pages.Setup;

/// <summary>What the roll call marks on a unit, and the hours it comes to.</summary>
internal sealed class AttendanceForm
{
    /// <summary>"presence" or "times".</summary>
    public string Clock { get; set; } = "presence";

    public TimeOnly? From { get; set; }

    public TimeOnly? To { get; set; }

    public string NoShow { get; set; } = "billed";

    [Range(0, 120, ErrorMessage = "Indiquez un nombre de minutes entre 0 et 120.")]
    public int? LateAfterMinutes { get; set; }

    public bool BillsHours { get; set; }

    public int UnitMinutes { get; set; } = 15;

    /// <summary>"started" or "nearest".</summary>
    public string Rounding { get; set; } = "started";

    [Range(0, 59, ErrorMessage = "Indiquez un nombre de minutes entre 0 et 59.")]
    public int? ToleranceMinutes { get; set; }

    [Range(0, 600, ErrorMessage = "Indiquez un nombre de minutes entre 0 et 600.")]
    public int? MinimumMinutes { get; set; }

    public bool CapAtSlot { get; set; }

    public TimeOnly? FreeIfLeftBefore { get; set; }

    [Range(0, 24, ErrorMessage = "Indiquez un nombre d’heures entre 0 et 24.")]
    public decimal? FullDayHours { get; set; } = 9;

    [Range(0, 24, ErrorMessage = "Indiquez un nombre d’heures entre 0 et 24.")]
    public decimal? HalfDayHours { get; set; } = 4;

    /// <summary>Of the example below the form; not part of the settings.</summary>
    public TimeOnly? Arrival { get; set; }

    public TimeOnly? Departure { get; set; }

    public static AttendanceForm Of(JsonNode? attendance)
    {
        var (slot, hours, caf) = (attendance?["slot"], attendance?["hours"], attendance?["caf"]);
        var form = new AttendanceForm
        {
            Clock = Word(attendance, "clock", "presence"),
            From = slot.Hour("from"),
            To = slot.Hour("to"),
            NoShow = Word(attendance, "noShow", "billed"),
            LateAfterMinutes = attendance.Number("lateAfterMinutes") ?? 0,
            BillsHours = hours is not null,
            UnitMinutes = hours.Number("unitMinutes") ?? 15,
            Rounding = Word(hours, "rounding", "started"),
            ToleranceMinutes = hours.Number("toleranceMinutes") ?? 0,
            MinimumMinutes = hours.Number("minimumMinutes") ?? 0,
            CapAtSlot = hours.Flag("capAtSlot", true),
            FreeIfLeftBefore = hours.Hour("freeIfLeftBefore"),
            FullDayHours = caf.Amount("fullDayHours") ?? 9,
            HalfDayHours = caf.Amount("halfDayHours") ?? 4,
        };
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
        attendance.Say("clock", Clock, otherwise: "presence");
        if (From is null || To is null)
        {
            attendance.Remove("slot");
        }
        else
        {
            var slot = attendance["slot"].Copy();
            slot.Say("from", From);
            slot.Say("to", To);
            attendance["slot"] = slot;
        }
        attendance.Say("noShow", NoShow, otherwise: "billed");
        attendance.Say("lateAfterMinutes", LateAfterMinutes ?? 0, 0);
        WriteHours(attendance);
        var caf = attendance["caf"].Copy();
        caf.Say("fullDayHours", FullDayHours, 9m);
        caf.Say("halfDayHours", HalfDayHours, 4m);
        attendance.Put("caf", caf);
        return attendance;
    }

    void WriteHours(JsonObject attendance)
    {
        if (!BillsHours)
        {
            attendance.Remove("hours");
            return;
        }
        var hours = attendance["hours"].Copy();
        hours.Say("unitMinutes", UnitMinutes, attendance["hours"] is null ? null : 15);
        hours.Say("rounding", Rounding, otherwise: "started");
        hours.Say("toleranceMinutes", ToleranceMinutes ?? 0, 0);
        hours.Say("minimumMinutes", MinimumMinutes ?? 0, 0);
        hours.Say("capAtSlot", CapAtSlot, otherwise: true);
        hours.Say("freeIfLeftBefore", FreeIfLeftBefore);
        attendance["hours"] = hours;
    }

    static string Word(JsonNode? node, string name, string otherwise) => node.Text(name) is { Length: > 0 } word ? word : otherwise;
}
