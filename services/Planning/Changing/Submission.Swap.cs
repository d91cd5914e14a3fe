using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>« À la place de » : the lines of what is given up and of what is booked for it.</summary>
public sealed partial class Submission
{
    private void Swap(Wish wish, IReadOnlyList<(Unit Unit, Cell Cell)> inWay)
    {
        var (booking, givenUp) = policy.JudgeSwap(wish.Unit, wish.Child, wish.Date, inWay);
        foreach (var ((unit, cell), verdict) in inWay.Zip(givenUp))
        {
            request.Lines.Add(Answered(wish with { Unit = unit, Date = cell.Date, Action = IntentAction.Cancel, Instead = null }, verdict));
        }

        request.Lines.Add(Answered(wish, booking));
    }
}
