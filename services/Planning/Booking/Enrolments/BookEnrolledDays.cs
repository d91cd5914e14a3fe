using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>
/// The days that follow an enrolment: booked with it where the commune says so, cancelled when it ends earlier. Through the same rules and receipts as any
/// request.
/// </summary>
internal static class BookEnrolledDays
{
    /// <summary>
    /// Inside a write, the enrolment saved. Books the chosen days that are still in time; returns how many. Full days wait or are refused as on any request.
    /// </summary>
    public static async Task<int> BookAsync(PlanningDb db, SettingsInForce<PlanningRules> inForce, Enrolment enrolment, string by, DateTimeOffset now,
        CancellationToken ct)
    {
        var service = inForce.Rules.Services[enrolment.Service];
        if (service.Enrolment is not { Books: true } || enrolment.Weekdays.Length == 0)
        {
            return 0;
        }

        await DayLock.ShareAsync(db, ct);
        var unit = enrolment.Unit ?? service.Units[0].Key;
        var today = inForce.Rules.Today(now);
        var last = enrolment.Until ?? today.AddDays(ReadWishes.DaysAhead);
        var child = await db.KnownChildren.AsNoTracking().SingleAsync(c => c.FamilyId == enrolment.FamilyId && c.ChildId == enrolment.ChildId, ct);
        var takes = await OpenDays.ReadAsync(db, today, last, ct);
        // An absence or leave that the family has told stands: it is no day to book anew.
        var absent = (await db.Cells.AsNoTracking()
            .Where(c => c.ChildId == enrolment.ChildId && c.Unit == unit && c.Date >= today && c.Date <= last && c.Attendance != AttendanceState.None)
            .Select(c => c.Date).ToListAsync(ct)).ToHashSet();
        var intents = new List<Intent>();
        for (var day = enrolment.From > today ? enrolment.From : today; day <= last; day = day.AddDays(1))
        {
            if (enrolment.Weekdays.Contains((char)('0' + EnrolmentRules.Number(day.DayOfWeek))) && takes.IsOpen(service, child, day) && !absent.Contains(day)
                && now < service.Day(day).Book.ClosesAt)
            {
                intents.Add(new Intent(enrolment.ChildId, unit, day, IntentAction.Book));
            }
        }

        return await AskAsync(db, inForce, enrolment, intents, LineOutcome.Booked, by, "Jours de la semaine de l’inscription.", now, ct);
    }

    /// <summary>
    /// Inside a write, the enrolment already changed and saved. Cancels this household's days from today on that no enrolment covers any more; returns how
    /// many.
    /// </summary>
    public static async Task<int> CancelOutsideAsync(PlanningDb db, SettingsInForce<PlanningRules> inForce, Enrolment enrolment, string by, DateTimeOffset now,
        CancellationToken ct)
    {
        var service = inForce.Rules.Services.GetValueOrDefault(enrolment.Service);
        var units = service?.Units.Select(u => u.Key).ToList() ?? [];
        var today = inForce.Rules.Today(now);
        var covered = await db.Enrolments.AsNoTracking()
            .Where(e => e.FamilyId == enrolment.FamilyId && e.ChildId == enrolment.ChildId && e.Service == enrolment.Service).ToListAsync(ct);
        var cells = await db.Cells.AsNoTracking()
            .Where(c => c.ChildId == enrolment.ChildId && c.FamilyId == enrolment.FamilyId && units.Contains(c.Unit) && c.Date >= today
            && (c.Booking == BookingState.Confirmed || c.Booking == BookingState.Pending || c.Booking == BookingState.Waitlisted
            || c.Booking == BookingState.Offered || c.Booking == BookingState.Wished)
            && (c.Part == null || c.Part == c.Unit) && c.Attendance == AttendanceState.None).ToListAsync(ct);
        var intents = cells.Where(c => !covered.Exists(e => e.Covers(c.Date))).OrderBy(c => c.Date)
            .Select(c => new Intent(c.ChildId, c.Unit, c.Date, IntentAction.Cancel)).ToList();
        return await AskAsync(db, inForce, enrolment, intents, LineOutcome.Cancelled, by, "Fin de l’inscription.", now, ct);
    }

    private static async Task<int> AskAsync(
        PlanningDb db, SettingsInForce<PlanningRules> inForce, Enrolment enrolment, List<Intent> intents, LineOutcome done, string by, string reason,
        DateTimeOffset now, CancellationToken ct)
    {
        var count = 0;
        // A receipt stays readable, and no query grows without limit.
        foreach (var part in intents.Chunk(200))
        {
            var asked = new Asked(enrolment.FamilyId, true, by, Guid.CreateVersion7(), part, null, reason);
            var submitted = await PostRequest.AskAsync(db, inForce, asked, now, announce: false, ct);
            count += submitted?.Receipt.Lines.Count(l => l.Outcome == done) ?? 0;
            await db.SaveChangesAsync(ct);
        }

        return count;
    }
}
