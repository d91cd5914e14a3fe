using Preau.Billing.Ledger;

namespace Preau.Billing.Merging;

/// <summary>
/// Of a payer's advances, what nothing of its own asks for. Tickets stand for their units alone; other money for the rest, and for what they don't reach. Pure.
/// </summary>
/// <param name="Paper">Cents of tickets, and of other money.</param>
internal readonly record struct FreeMoney(long Paper, long Other, TicketBook? Book)
{
    public static FreeMoney Of(IReadOnlyCollection<Advance> advances, IReadOnlyCollection<(string Unit, long Open)> asked, TicketBook? book)
    {
        long Money(bool paper) => advances.Where(a => IsPaper(a, book) == paper).Sum(a => a.Cents);
        long Asked(bool paper) => Math.Max(0, asked.Where(a => (book?.Units.Contains(a.Unit) ?? false) == paper).Sum(a => a.Open));
        var missing = Math.Max(0, Asked(true) - Money(true));
        return new FreeMoney(Math.Max(0, Money(true) - Asked(true)), Math.Max(0, Money(false) - Asked(false) - missing), book);
    }

    /// <summary>The newest money first: the oldest is what a payer's own days use first.</summary>
    /// <param name="from">At most so much of each, in cents and in tickets.</param>
    public List<T> Take<T>(List<(Advance Advance, long Cents, int Tickets)> from, int tickets, Func<Advance, long, int, T> make)
    {
        var (book, left, moves) = (Book, new[] { Other, Paper }, new List<T>());
        foreach (var (advance, most, each) in Enumerable.Reverse(from))
        {
            var paper = IsPaper(advance, book);
            var cents = Math.Min(most, left[paper ? 1 : 0]);
            var some = paper ? Math.Min(tickets, each) : 0;
            if (cents > 0 || some > 0)
            {
                moves.Add(make(advance, cents, some));
                left[paper ? 1 : 0] -= cents;
                tickets -= some;
            }
        }

        return moves;
    }

    private static bool IsPaper(Advance advance, TicketBook? book) => book is not null && advance.Book == book.Key;
}
