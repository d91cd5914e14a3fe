using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>« À la place de » : what stands in the way is given up and the booking made, or nothing changes.</summary>
public sealed partial class Submission
{
    private void Swap(Wish wish, IReadOnlyList<(Unit Unit, Cell Cell)> inWay)
    {
        List<(Wish Wish, Verdict Verdict)> gone = [.. inWay.Select(c => GiveUpFor(wish, c.Unit, c.Cell))];
        var verdict = gone.Find(g => g.Verdict.Effect is not (Effect.GiveUp or Effect.Withdraw)) is { Wish: { } stays }
            ? Verdict.Refused("exclusive", word: stays.Unit.Label)
            : plan.Without([.. inWay.Select(c => c.Cell)], () => policy.Judge(wish.Unit, wish.Child, wish.Date, IntentAction.Book));
        // What is sure is not given away for what is not.
        if (verdict.Answer is Judging.Answer.ToAgent or Judging.Answer.Listed && inWay.Any(c => IsSure(c.Cell)))
        {
            verdict = Verdict.Refused("instead", verdict.ClosesAt, inWay[0].Unit.Label);
        }

        var done = verdict.Answer is Judging.Answer.Accepted or Judging.Answer.ToAgent or Judging.Answer.Listed;
        foreach (var (given, answer) in gone)
        {
            request.Lines.Add(Answered(given, done ? answer : Verdict.Refused("kept", word: wish.Unit.Label)));
        }

        request.Lines.Add(Answered(wish, verdict));
    }

    private (Wish, Verdict) GiveUpFor(Wish wish, Unit unit, Cell cell)
    {
        var instead = wish.Unit.WeekOf is null ? null : wish.Instead;
        var given = wish with { Unit = unit, Date = cell.Date, Action = IntentAction.Cancel, Instead = instead };
        return (given, policy.Judge(unit, wish.Child, cell.Date, IntentAction.Cancel));
    }

    // A place is held or kept for the child; the rest is only asked.
    private static bool IsSure(Cell cell) => cell.Booking is not (BookingState.Pending or BookingState.Waitlisted or BookingState.Wished);
}
