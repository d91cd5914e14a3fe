using Preau.Billing.Tariffs;

namespace Preau.Billing.Ledger;

/// <summary>An open line as allocation sees it.</summary>
/// <param name="Seq">Breaks the tie between invoices due on one day.</param>
/// <param name="Open">Cents still open; negative on a correction line of an invoice whose total is positive.</param>
internal sealed record OpenLine(Guid InvoiceId, DateOnly DueDate, int Year, long Seq, int LineNo, long Open);

/// <summary>Cents put on a line.</summary>
internal readonly record struct Share(Guid InvoiceId, int LineNo, long Cents);

/// <summary>
/// How money meets debts when the payer says nothing: oldest due first; within an invoice in proportion to what is open, cents by largest remainder, ties
/// to the earlier line (Code civil 1342-10, facts §5). Pure.
/// </summary>
internal static class Allocating
{
    /// <param name="first">Invoices the payer named: these before all others.</param>
    /// <returns>Shares that add up to the amount, or to all that is open when that is less.</returns>
    public static List<Share> Automatic(IReadOnlyCollection<OpenLine> lines, long cents, IReadOnlyList<Guid>? first = null)
    {
        var shares = new List<Share>();
        var invoices = lines.GroupBy(l => l.InvoiceId).Select(g => (Id: g.Key, Lines: g.OrderBy(l => l.LineNo).ToList(), Open: g.Sum(l => l.Open)))
            .Where(i => i.Open > 0)
            .OrderBy(i => Named(first, i.Id)).ThenBy(i => i.Lines[0].DueDate).ThenBy(i => i.Lines[0].Year).ThenBy(i => i.Lines[0].Seq);
        foreach (var (id, open, sum) in invoices)
        {
            var part = Math.Min(cents, sum);
            if (part <= 0)
            {
                break;
            }

            var parts = Shares.InProportion([.. open.Select(l => l.Open)], part);
            shares.AddRange(open.Select((l, i) => new Share(id, l.LineNo, parts[i])).Where(s => s.Cents != 0));
            cents -= part;
        }

        return shares;
    }

    private static int Named(IReadOnlyList<Guid>? first, Guid id)
    {
        for (var i = 0; i < (first?.Count ?? 0); i++)
        {
            if (first![i] == id)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
