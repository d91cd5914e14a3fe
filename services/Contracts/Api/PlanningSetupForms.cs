using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Preau.Contracts.Api;

/// <summary>POST …/settings/attendance: what a stay on a unit of the draft would come to, nothing is saved. 400 "settings.invalid".</summary>
/// <param name="Attendance">Roll call and hours of the unit as in the commune's file.</param>
public sealed record AskAttendance(
    [property: Required, StringLength(64, MinimumLength = 1)] string Unit, [property: Required] JsonElement? Attendance, [property: Required] TimeOnly? Arrival, [property: Required] TimeOnly? Departure);

/// <param name="Sentence">« Arrivée 16 h 30, départ 17 h 20 : 1 h facturée. »</param>
/// <param name="Billed">Hours; null when the unit bills none.</param>
/// <param name="Caf">Hours told to CAF on a day of school; null without a slot.</param>
/// <param name="LateMinutes">Null when the pick-up is in time.</param>
public sealed record AttendanceExample(string Sentence, decimal? Billed, decimal? Caf, int? LateMinutes);
