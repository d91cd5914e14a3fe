using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>« À la place de » : what stands in the way is given up and the day booked, or neither.</summary>
public sealed partial class CellPolicy
{
    /// <summary>What stands in the way of a booking and can be given up for it at once; null when there is nothing such.</summary>
    public UnitInWay? Instead(Verdict verdict, Unit unit, KnownChild child, DateOnly date) =>
        verdict.Clash is { } key && InWay(unit, child, date, [key]) is { Count: > 0 } cells
            && cells.All(c => MayGiveUp(Judge(c.Unit, child, c.Cell.Date, IntentAction.Cancel)))
            ? new UnitInWay(key, rules.UnitLabel(key)) : null;

    /// <summary>The family's own cells of these units that stand in the way of this one: of a week its single days, else those of the same day.</summary>
    public IReadOnlyList<(Unit Unit, Cell Cell)> InWay(Unit unit, KnownChild child, DateOnly date, IEnumerable<string> keys) =>
        [.. from key in keys.Distinct()
            where rules.Units.ContainsKey(key)
            from day in unit.WeekOf?.Key == key ? unit.DaysOn(date) : unit.Excludes.Contains(key) ? [date] : Array.Empty<DateOnly>()
            let cell = plan.Cell(child.ChildId, key, day)
            where cell is { IsStanding: true, IsPart: false } && cell.FamilyId == plan.FamilyId
            select (rules.Units[key], cell)];

    /// <summary>What is said to the booking, and to each cell in its way: all are accepted or all refused.</summary>
    public (Verdict Booking, IReadOnlyList<Verdict> GivenUp) JudgeSwap(Unit unit, KnownChild child, DateOnly date, IReadOnlyList<(Unit Unit, Cell Cell)> inWay)
    {
        List<Verdict> gone = [.. inWay.Select(c => Judge(c.Unit, child, c.Cell.Date, IntentAction.Cancel))];
        var stays = gone.FindIndex(v => !MayGiveUp(v));
        var booking = stays >= 0 ? Verdict.Refused("exclusive", word: inWay[stays].Unit.Label)
            : plan.Without([.. inWay.Select(c => c.Cell)], () => Judge(unit, child, date, IntentAction.Book));
        // What is sure is not given away for what is not.
        if (booking.Answer is Answer.ToAgent or Answer.Listed && inWay.Any(c => IsSure(c.Cell)))
        {
            booking = Verdict.Refused("instead", booking.ClosesAt, inWay[0].Unit.Label);
        }

        return booking.Answer is Answer.Accepted or Answer.ToAgent or Answer.Listed ? (booking, gone)
            : (booking, gone.ConvertAll(_ => Verdict.Refused("kept", word: unit.Label)));
    }

    private static bool MayGiveUp(Verdict verdict) => verdict.Effect is Effect.GiveUp or Effect.Withdraw;

    // A place is held or kept for the child; the rest is only asked.
    private static bool IsSure(Cell cell) => cell.Booking is not (BookingState.Pending or BookingState.Waitlisted or BookingState.Wished);
}
