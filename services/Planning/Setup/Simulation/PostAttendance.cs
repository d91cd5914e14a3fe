using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Platform;

namespace Preau.Planning.Setup.Simulation;

/// <summary>POST /settings/attendance: one stay, worked out by the same code as the roll call.</summary>
internal static class PostAttendance
{
    public static async Task<Results<Ok<AttendanceExample>, ProblemHttpResult>> Handle(AskAttendance body, SettingsDrafts drafts, CancellationToken ct)
    {
        var root = JsonNode.Parse((await drafts.ReadAsync(ct)).Json)!;
        var unit = root["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).SelectMany(s => s!["units"]!.AsArray())
            .FirstOrDefault(u => (string?)u!["key"] == body.Unit);
        if (unit is null)
        {
            return Problems.NotFound();
        }

        try
        {
            unit["attendance"] = JsonNode.Parse(body.Attendance!.Value.GetRawText());
            var rules = ReadRules.Document(root.ToJsonString()).Facilities.SelectMany(f => f.Services).SelectMany(s => s.Units).First(u => u.Key == body.Unit);
            return TypedResults.Ok(Work(rules.Attendance, rules.Meal, body.Arrival!.Value, body.Departure!.Value));
        }
        catch (TenantFileException e)
        {
            return Problems.Invalid("settings.invalid", e.Message);
        }
    }

    private static AttendanceExample Work(AttendanceDocument rules, bool meal, TimeOnly arrival, TimeOnly departure)
    {
        var stay = $"Arrivée {FrenchDates.Time(arrival)}, départ {FrenchDates.Time(departure)}";
        if (departure <= arrival)
        {
            return new AttendanceExample($"{stay} : le départ vient avant l’arrivée.", null, null, null);
        }

        var (billed, caf, late) = (ClockedHours.Billed(rules, arrival, departure), ClockedHours.Caf(rules, meal, DayKind.SchoolDay),
            ClockedHours.Late(rules, departure));
        var wednesday = ClockedHours.Caf(rules, meal, DayKind.Wednesday);
        var parts = new List<string>
        {
            billed switch { null => "aucune heure facturée, la prestation entière est due", 0 => "rien n’est facturé", { } hours =>
                $"{Duration(hours)} {(hours < 1 || hours >= 2 ? "facturées" : "facturée")}" },
        };
        if (caf is { } told)
        {
            parts.Add($"{Duration(told)} pour la CAF{(wednesday == caf ? "" : $", {Duration(wednesday!.Value)} un mercredi")}");
        }

        if (late is { } minutes)
        {
            parts.Add($"{minutes.ToString(CultureInfo.InvariantCulture)} min de retard");
        }

        return new AttendanceExample($"{stay} : {string.Join(" ; ", parts)}.", billed, caf, late);
    }

    // 1.75 hours are « 1 h 45 », 0.5 are « 30 min ».
    private static string Duration(decimal hours)
    {
        var minutes = (int)decimal.Round(hours * 60, MidpointRounding.AwayFromZero);
        return minutes < 60 ? $"{minutes}\u00A0min" : minutes % 60 == 0 ? $"{minutes / 60}\u00A0h" : $"{minutes / 60}\u00A0h\u00A0{minutes % 60:00}";
    }
}
