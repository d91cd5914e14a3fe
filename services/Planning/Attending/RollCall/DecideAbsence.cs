using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>POST /roll/decide: a child marked absent whose absence the commune leaves to an agent. 409 "no-show.settled" once that is no longer open.</summary>
internal static class DecideAbsence
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(DecideNoShow body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        if (rules.Units.TryGetValue(body.Unit, out var unit) && !caller.Scope.Reaches(unit.Service, ScopeRight.Mark))
        {
            return Problems.Forbidden("mark.not-yours", "Vos droits ne couvrent pas le pointage de ce service.");
        }

        var found = await db.WriteAsync<bool?>(async token =>
        {
            var cell = await db.Cells.SingleOrDefaultAsync(c => c.ChildId == body.Child && c.Unit == body.Unit && c.Date == body.Date, token);
            var open = cell is { Clock.NoShow: true, Attendance: AttendanceState.None };
            var settled = cell is { Clock.NoShow: false, Attendance: AttendanceState.AbsentBilled or AttendanceState.AbsentExcused }
                && await WasNoShowAsync(db, rules, cell, token);
            if (body.Billed is null ? !settled : !open)
            {
                return cell is null ? null : false;
            }

            var seats = await SeatBook.ReadAsync(db, rules, cell!.SeatKeys, Days.Range(cell.Date, cell.Date), token);
            var book = new DayBook(db, rules, seats, clock.GetUtcNow());
            book.Change(cell!, c =>
            {
                if (body.Billed is { } billed)
                {
                    c.SettleNoShow(billed);
                }
                else
                {
                    c.UnsettleNoShow();
                }
            });
            await book.CloseAsync(token);
            return true;
        }, ct);
        return found switch
        {
            null => Problems.NotFound(),
            false => Problems.Conflict("no-show.settled", "Cette absence est déjà réglée."),
            _ => TypedResults.NoContent(),
        };
    }

    // The roll says absent, the commune leaves it to an agent, and nobody had told it before.
    private static async Task<bool> WasNoShowAsync(PlanningDb db, PlanningRules rules, Cell cell, CancellationToken ct)
    {
        var marks = await db.ClockMarks.AsNoTracking().Where(m => m.ChildId == cell.ChildId && m.Unit == cell.Unit && m.Date == cell.Date).ToListAsync(ct);
        return rules.Units.TryGetValue(cell.Unit, out var unit) && unit.Attendance.NoShow == NoShow.ToAgent && cell.Clock.Before == AttendanceState.None
            && Roll.Of(marks).Presence == RollPresence.Absent;
    }
}
