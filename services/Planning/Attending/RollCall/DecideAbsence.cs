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
            if (cell is not { Clock.NoShow: true, Attendance: AttendanceState.None })
            {
                return cell is null ? null : false;
            }

            var seats = await SeatBook.ReadAsync(db, rules, cell.SeatKeys, Days.Range(cell.Date, cell.Date), token);
            var book = new DayBook(db, rules, seats, clock.GetUtcNow());
            book.Change(cell, c => c.SettleNoShow(body.Billed!.Value));
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
}
