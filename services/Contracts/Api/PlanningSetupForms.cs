using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Preau.Contracts.Api;

/// <summary>POST …/settings/attendance: what a stay on a unit of the draft would come to, nothing is saved. 400 "settings.invalid".</summary>
/// <param name="Attendance">Roll call and hours of the unit as in the commune's file.</param>
public sealed record AskAttendance(
    [property: Required, StringLength(64, MinimumLength = 1)] string Unit, [property: Required] JsonElement? Attendance, [property: Required] TimeOnly? Arrival,
    [property: Required] TimeOnly? Departure);

/// <param name="Sentence">« Arrivée 16 h 30, départ 17 h 20 : 1 h facturée. »</param>
/// <param name="Billed">Hours; null when the unit bills none.</param>
/// <param name="Caf">Hours told to CAF on a day of school; null without a slot.</param>
/// <param name="LateMinutes">Null when the pick-up is in time.</param>
public sealed record AttendanceExample(string Sentence, decimal? Billed, decimal? Caf, int? LateMinutes);

/// <summary>GET …/settings/next-year/runs: copies of enrolments to another school year, newest first.</summary>
/// <param name="Made">Enrolments it made.</param>
/// <param name="UndoneAt">Local; null while it stands.</param>
/// <param name="Removed">Enrolments that undoing it took away.</param>
public sealed record YearCopyView(Guid Id, string From, string To, DateTime At, string By, int Made, DateTime? UndoneAt, string? UndoneBy, int Removed);

/// <summary>POST …/settings/next-year/runs/{id}/undo: takes away the enrolments that nobody has used since. Undone twice it changes nothing more.</summary>
/// <param name="Apply">False: only says what it would do.</param>
public sealed record UndoYearCopy([property: Required] bool? Apply);

/// <param name="Removed">By service: taken away, or to be.</param>
/// <param name="Kept">What stays, and why.</param>
public sealed record UndoYearCopyView(YearCopyView Run, bool Done, CopiedEnrolments[] Removed, KeptEnrolment[] Kept);

/// <param name="Code">Stable: "booked", "changed" or "contract".</param>
/// <param name="Why">« Des jours sont réservés ou demandés. »</param>
public sealed record KeptEnrolment(
    Guid EnrolmentId, Guid FamilyId, string FamilyName, Guid ChildId, string Child, string ServiceLabel, string Code, string Why);
