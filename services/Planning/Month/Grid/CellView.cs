using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Corrections;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Month.Grid;

/// <summary>What a cell shows and allows, asked from the policy: the page never decides by itself.</summary>
internal static class CellView
{
    private static readonly (IntentAction Intent, CellActions Allowed)[] Wishes =
        [(IntentAction.Book, CellActions.Book), (IntentAction.Cancel, CellActions.Cancel), (IntentAction.Absence, CellActions.Absence)];

    private static readonly (IntentAction Intent, CellActions Allowed)[] ToBook = [Wishes[0]];

    public static MonthCell Of(Unit unit, KnownChild child, DateOnly date, Cell? cell, bool open, FamilyPlan plan, CellPolicy policy, PlanningRules rules,
        IReadOnlyDictionary<Guid, int> ranks)
    {
        var actions = CellActions.None;
        var (onlyByAgent, late, surcharge) = (true, true, false);
        string? blocked = null;
        DateTimeOffset? until = null;
        DateTimeOffset? opens = null;
        UnitInWay? instead = null;
        // Where nothing is recorded there is nothing to cancel.
        foreach (var (intent, allowed) in cell is null ? ToBook : Wishes)
        {
            var verdict = policy.Judge(unit, child, date, intent);
            if (verdict.Answer is Answer.Accepted or Answer.ToAgent or Answer.Listed)
            {
                actions |= allowed;
                actions |= (intent, verdict.Effect) switch
                {
                    (IntentAction.Book, Effect.Wait) => CellActions.Full,
                    (IntentAction.Book, Effect.Wish) => CellActions.Wish,
                    _ => CellActions.None,
                };
                onlyByAgent &= verdict.Answer == Answer.ToAgent;
                late &= verdict.Late;
                surcharge |= verdict.Surcharge;
                var limit = Until(intent, verdict, unit, date, rules);
                until = until is null || limit < until ? limit : until;
            }
            else if (Tells(intent, cell) && verdict.Answer == Answer.Refused)
            {
                blocked ??= verdict.Blocked;
                opens ??= verdict.OpensAt;
                instead ??= policy.Instead(verdict, unit, child, date);
            }
        }

        if (actions != CellActions.None && onlyByAgent)
        {
            actions |= late ? CellActions.NeedsAgent | CellActions.Late : CellActions.NeedsAgent;
        }

        blocked ??= cell is { Booking: BookingState.CancelPending or BookingState.AbsencePending } ? "waiting" : "settled";
        var place = plan.Waiting(cell);
        var mine = cell is null || cell.FamilyId == plan.FamilyId || !cell.IsStanding;
        // Of the other household's day only that it is taken is shown, not how it went.
        var today = rules.Today(policy.Now);
        var own = cell?.FamilyId == plan.FamilyId ? cell : null;
        var contradicts = own is not null
            && Contradiction.Find(own, child, rules, plan.Open, today, service => plan.IsEnrolled(child.ChildId, service, date), key =>
            plan.Cell(child.ChildId, key, date) is { IsStanding: true }) is not null;
        var state = mine ? Legend.Of(own, open, (actions & CellActions.Book) != 0, today, contradicts)
            : Theirs(cell!.Booking);
        return new MonthCell(date.Day, state, actions, actions == CellActions.None ? null : rules.LastMinute(until),
            actions == CellActions.None ? blocked : null,
            place is not null && ranks.TryGetValue(place.Id, out var rank) ? rank : null, mine,
            mine && (state == CellState.Free ? surcharge : cell is { Late: true }),
            place is { State: WaitingState.Offered } && place.OfferUntil > policy.Now.UtcDateTime ? rules.LastMinute(place.OfferUntil) : null,
            actions == CellActions.None && opens is { } at ? rules.Local(at) : null, actions == CellActions.None ? instead : null);
    }

    // What the other household waits for is not yet its day.
    private static CellState Theirs(BookingState booking) => booking switch
    {
        BookingState.Pending or BookingState.Wished => CellState.Pending,
        BookingState.Waitlisted or BookingState.Offered => CellState.Waitlisted,
        _ => CellState.Booked,
    };

    // What stands is blocked for cancelling, what is free for booking.
    private static bool Tells(IntentAction intent, Cell? cell) => intent == (cell is { IsStanding: true } ? IntentAction.Cancel : IntentAction.Book);

    private static DateTimeOffset Until(IntentAction intent, Verdict verdict, Unit unit, DateOnly date, PlanningRules rules) => verdict switch
    {
        { Effect: Effect.Exchange } => unit.Service.Day(date).PlacesUntil,
        { Late: false, ClosesAt: { } closes } => closes,
        // Late, until the day is ordered. After its limit an absence can still be told to an agent, for some days.
        _ when intent != IntentAction.Absence && unit.Service.Day(date).OrderedAt is { } ordered => ordered,
        _ => Undo.WhileWaiting(unit, intent == IntentAction.Absence ? date.AddDays(rules.AbsenceDaysAfter) : date),
    };
}
