using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>
/// Turns wishes into answered lines, one by one, each on what the ones before have changed. Without a database (preview) the same
/// decisions are made and nothing is kept.
/// </summary>
public sealed partial class Submission(PlanningRules rules, FamilyPlan plan, CellPolicy policy, Request request, DayBook days, PlanningDb? db)
{
    private readonly Sentences _sentences = new(rules, policy.Now);
    private readonly AbsenceTerms _terms = new(rules, plan, policy.Now, request.Id);
    private IReadOnlyDictionary<Guid, Request> _pending = new Dictionary<Guid, Request>();

    /// <summary>What this request put on a waiting list.</summary>
    public List<WaitingPlace> Listed { get; } = [];

    /// <summary>Lines that depend on a certificate.</summary>
    public List<(RequestLine Line, EvidenceTerms Terms)> Evidence { get; } = [];

    /// <param name="pending">Requests whose waiting lines these wishes may withdraw, by line.</param>
    public void Run(IEnumerable<Wish> wishes, IReadOnlyDictionary<Guid, Request> pending)
    {
        _pending = pending;
        foreach (var wish in wishes.OrderBy(Turn).ThenBy(DayOfAbsence).ThenBy(w => w.Position))
        {
            if (wish.Instead is { Count: > 0 } units && policy.InWay(wish.Unit, wish.Child, wish.Date, units) is { Count: > 0 } inWay)
            {
                Swap(wish, inWay);
                continue;
            }

            var verdict = _terms.Of(wish, policy.Judge(wish.Unit, wish.Child, wish.Date, wish.Action, wish.Reason));
            request.Lines.Add(Answered(wish, verdict));
        }

        request.Lines.Sort((a, b) => (a.Position, a.Date).CompareTo((b.Position, b.Date)));
        SayWeeks();
        request.Late = request.Lines.Any(l => l.Late);
        request.Conclude();
        request.Automatic = request.Status != RequestStatus.Pending;
    }

    // What frees a place or a day comes first, what needs another unit last: "half-day instead of day" works in one request.
    private static int Turn(Wish wish) => (wish.Action == IntentAction.Book, wish.Unit.Requires.Count > 0) switch
    {
        (false, true) => 0,
        (false, false) => 1,
        (true, false) => 2,
        _ => 3,
    };

    // The days of an absence count on each other.
    private static int DayOfAbsence(Wish wish) => wish.Action == IntentAction.Absence ? wish.Date.DayNumber : 0;

    private RequestLine Answered(Wish wish, Verdict verdict)
    {
        var undoUntil = UndoUntil(wish, verdict);
        var part = wish.Action == IntentAction.Absence && plan.Cell(wish.Child.ChildId, wish.Unit.Key, wish.Date) is { IsPart: true } day ? day.Part : null;
        var line = new RequestLine
        {
            Tenant = request.Tenant,
            RequestId = request.Id,
            Position = wish.Position,
            ChildId = wish.Child.ChildId,
            Unit = wish.Unit.Key,
            Service = wish.Unit.Service.Key,
            Date = wish.Date,
            Action = wish.Action,
            Reason = wish.Reason?.Key,
            Part = part,
            Outcome = OutcomeOf(wish.Action, verdict),
            Accepted = verdict.Answer switch { Judging.Answer.Refused => false, Judging.Answer.ToAgent or Judging.Answer.Listed => null, _ => true },
            Code = verdict.Code,
            Text = part is not null && verdict.Code is "absence.excused" or "absence.evidence" or "absence.billed"
                ? _sentences.OfPart(verdict) : _sentences.Of(verdict, wish.Date, undoUntil),
            Deadline = verdict.ClosesAt?.UtcDateTime,
            Late = verdict.Late,
            UndoUntil = undoUntil?.UtcDateTime,
            BilledPercent = part is null ? verdict.BilledPercent : null,
            Instead = policy.Instead(verdict, wish.Unit, wish.Child, wish.Date),
        };
        if (verdict.Evidence is { } evidence)
        {
            Evidence.Add((line, evidence));
        }

        if (verdict.Answer is Judging.Answer.Accepted or Judging.Answer.ToAgent or Judging.Answer.Listed)
        {
            Apply(wish, verdict, line);
        }

        return line;
    }

    private void Apply(Wish wish, Verdict verdict, RequestLine line)
    {
        var cell = plan.CellToChange(db, wish.Child.ChildId, wish.Unit.Key, wish.Date);
        line.Before = cell.Standing;
        days.Change(cell, request, line, c =>
        {
            c.BelongTo(plan.FamilyId);
            switch (wish.Action)
            {
                case IntentAction.Book:
                    Book(wish, verdict, line, c);
                    break;
                case IntentAction.Cancel:
                    Cancel(verdict, c);
                    break;
                default:
                    TellAbsence(wish, verdict, c);
                    break;
            }
        });
    }

    // Only now is it known whether all days of a week are excused.
    private void SayWeeks()
    {
        foreach (var line in request.Lines.Where(l => l is { Part: not null, Outcome: LineOutcome.Excused or LineOutcome.Pending or LineOutcome.Billed }))
        {
            var (week, monday) = (rules.UnitLabel(line.Part!), Week.MondayOf(line.Date));
            var excused = line.Outcome == LineOutcome.Excused
                && WeekParts.AreExcused([.. plan.CellsOf(line.ChildId).Where(c => c.IsPart && c.Part == line.Part && Week.MondayOf(c.Date) == monday)]);
            line.Outcome = excused || line.Outcome == LineOutcome.Pending ? line.Outcome : LineOutcome.Billed;
            line.Text += excused ? AbsenceWords.Excused(week, line.Code == "absence.evidence") : AbsenceWords.WeekDue(week);
        }
    }

    private static LineOutcome OutcomeOf(IntentAction action, Verdict verdict) => verdict.Answer switch
    {
        Judging.Answer.Refused => LineOutcome.Refused,
        Judging.Answer.Unchanged => LineOutcome.Unchanged,
        Judging.Answer.ToAgent => LineOutcome.Pending,
        Judging.Answer.Listed => verdict.Effect == Effect.Wish ? LineOutcome.Pending : LineOutcome.Waitlisted,
        _ => action switch
        {
            IntentAction.Book => LineOutcome.Booked,
            IntentAction.Cancel => verdict.Effect == Effect.Exchange ? LineOutcome.Billed : LineOutcome.Cancelled,
            _ => verdict.Effect is Effect.Bill or Effect.StayDue ? LineOutcome.Billed : LineOutcome.Excused,
        },
    };

    private DateTimeOffset? UndoUntil(Wish wish, Verdict verdict) => verdict.Answer switch
    {
        // Told in haste in the morning: a mistake can be taken back for a while, whatever the limits.
        Judging.Answer.Accepted when wish.Action == IntentAction.Absence && verdict.Late => policy.Now + rules.AbsenceUndo,
        Judging.Answer.ToAgent or Judging.Answer.Listed => Undo.WhileWaiting(wish.Unit, wish.Date),
        Judging.Answer.Accepted when wish is { Unit.WeekOf: not null, Action: not IntentAction.Book } => null,
        Judging.Answer.Accepted when verdict.Effect is not (Effect.Withdraw or Effect.Bill or Effect.Exchange) => Undo.Until(wish.Action, wish.Unit, wish.Date),
        _ => null,
    };
}
