using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>What a verdict does to its cell.</summary>
public sealed partial class Submission
{
    private void Book(Wish wish, Verdict verdict, RequestLine line, Cell cell)
    {
        if (verdict.Answer == Judging.Answer.Listed)
        {
            if (verdict.Effect == Effect.Wish)
            {
                cell.Wish();
            }
            else
            {
                cell.Wait();
            }

            cell.BookAs(wish.Unit.WeekOf is null ? null : wish.Unit.Key);
            Wait(wish, line, verdict);
            return;
        }

        var waits = verdict.Answer == Judging.Answer.ToAgent;
        if (waits)
        {
            cell.Ask(verdict.Surcharge);
        }
        else
        {
            cell.Book(verdict.Surcharge);
        }

        var pools = wish.Unit.PoolsAt(wish.Child.AgeOn(wish.Date)) ?? [];
        if (wish.Unit.WeekOf is { } day)
        {
            BookDays(wish, day, cell, line, verdict.Full is not null && waits);
        }
        else if (verdict.Full is null)
        {
            days.Seats.TryTake(cell, pools);
        }
        else if (!waits)
        {
            days.Seats.TakeBeyond(cell, pools);
        }
    }

    private void Cancel(Verdict verdict, Cell cell)
    {
        if (verdict.Effect == Effect.Withdraw)
        {
            Withdraw(cell);
            return;
        }

        CountChange(cell);
        if (verdict.Effect == Effect.Exchange)
        {
            cell.GiveUpLate();
        }
        else if (verdict.Answer == Judging.Answer.ToAgent)
        {
            cell.AskToGiveUp();
        }
        else
        {
            cell.GiveUp();
        }
    }

    private void TellAbsence(Wish wish, Verdict verdict, Cell cell)
    {
        CountChange(cell);
        cell.Tell(wish.Reason?.Key, wish.Reason is { Leave: true });
        if (verdict.Answer == Judging.Answer.ToAgent)
        {
            cell.AskToExcuse();
        }
        else
        {
            cell.Excuse(verdict.Effect is not (Effect.Bill or Effect.StayDue), cell.IsPart ? null : verdict.BilledPercent);
        }
    }

    // A week's own cell comes last: the line is known by it. One that an agent decides although a day is full holds no place on any.
    private void BookDays(Wish wish, Unit day, Cell week, RequestLine line, bool without)
    {
        week.BookAs(wish.Unit.Key);
        foreach (var date in without ? [] : wish.Unit.DaysOn(wish.Date))
        {
            var part = plan.CellToChange(db, wish.Child.ChildId, day.Key, date);
            var pools = day.PoolsAt(wish.Child.AgeOn(date)) ?? [];
            days.Change(part, request, line, p =>
            {
                p.BelongTo(week, week.Booking);
                if (!days.Seats.TryTake(p, pools))
                {
                    days.Seats.TakeBeyond(p, pools);
                }
            });
        }
    }

    private void Wait(Wish wish, RequestLine line, Verdict verdict)
    {
        var isWish = verdict.Effect == Effect.Wish;
        var day = wish.Unit.Service.Day(wish.Date);
        var dates = wish.Unit.DaysOn(wish.Date);
        var points = Points.Of((isWish ? day.Period?.Wishes?.Criteria : day.Rule.WaitingList?.Criteria) ?? [], plan.Family,
            plan.HasSibling(wish.Child.ChildId, wish.Unit.Service, dates));
        var place = new WaitingPlace
        {
            Id = line.Id,
            RequestId = request.Id,
            FamilyId = plan.FamilyId,
            ChildId = wish.Child.ChildId,
            Unit = wish.Unit.Key,
            Service = wish.Unit.Service.Key,
            Date = wish.Date,
            Last = dates.Count > 0 ? dates[^1] : wish.Date,
            Queue = wish.Unit.QueueAt(wish.Child.AgeOn(wish.Date), rules) ?? wish.Unit.Key,
            State = isWish ? WaitingState.Wish : WaitingState.Waiting,
            Points = points.Total,
            PointsText = points.Text,
            Turn = WaitingPlace.TurnOf(request.Number, line.Position),
            Since = policy.Now.UtcDateTime,
        };
        Listed.Add(place);
        foreach (var date in isWish ? [] : dates)
        {
            days.Seats.Expect((wish.Unit.WeekOf ?? wish.Unit).PoolsAt(wish.Child.AgeOn(date)) ?? [], date);
        }

        db?.WaitingPlaces.Add(place);
    }

    private void Withdraw(Cell cell)
    {
        if (plan.Waiting(cell) is { } waiting)
        {
            db?.WaitingPlaces.Remove(waiting);
        }

        if (cell.LineId is { } lineId && _pending.TryGetValue(lineId, out var earlier))
        {
            var line = earlier.Lines.Find(l => l.Id == lineId)!;
            line.Outcome = LineOutcome.Cancelled;
            line.Accepted = false;
            line.TakenBack = true;
            line.UndoUntil = null;
            cell.Restore(line.Before);
            earlier.Note(policy.Now.UtcDateTime, request.Author, $"Jour retiré par la famille (demande n° {request.Number}).");
            earlier.Conclude();
        }
        else
        {
            cell.GiveUp();
        }

        days.Seats.Release(cell);
    }

    private void CountChange(Cell cell)
    {
        if (!request.ByAgent)
        {
            cell.CountChange();
        }
    }
}
