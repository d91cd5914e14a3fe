using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>POST /roll/decide: a child marked absent whose absence the commune leaves to an agent. 409 "no-show.settled" once that is no longer open.</summary>
internal static class DecideAbsence
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(DecideNoShow body, PlanningDb db, CurrentRules current, TimeProvider clock, CancellationToken ct)
    {
        await current.LoadAsync(ct);
        var found = await db.WriteAsync<bool?>(async token =>
        {
            var cell = await db.Cells.SingleOrDefaultAsync(c => c.ChildId == body.Child && c.Unit == body.Unit && c.Date == body.Date, token);
            if (cell is not { Clock.NoShow: true, Attendance: AttendanceState.None })
            {
                return cell is null ? null : false;
            }

            var settlement = new Settlement();
            settlement.Watch(cell);
            cell.Attendance = body.Billed!.Value ? AttendanceState.AbsentBilled : AttendanceState.AbsentExcused;
            cell.Clock.NoShow = false;
            cell.Version++;
            settlement.Raise(db, clock.UtcNow());
            await WeekParts.RiseAsync(db, token);
            return true;
        }, ct);
        return found switch
        {
            null => Problems.NotFound(),
            false => Problems.Conflict("no-show.settled", "Cette absence est déjà réglée."),
            _ => TypedResults.NoContent(),
        };
    }
}
