using Preau.Billing.Ledger;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>Lines as a parent reads them: by child and service, and what changed since the invoice before. Pure.</summary>
internal static class InvoiceText
{
    private const int MostChanges = 5;

    public static InvoiceLineView Line(BilledLine line, PriceWhy why, long remaining, InvoiceFrozen frozen)
    {
        var child = Array.Find(frozen.Children, c => c.Child == line.ChildId);
        return new InvoiceLineView(
            line.No, line.ChildId == Guid.Empty ? null : line.ChildId, child?.FirstName, line.Unit, line.Label, line.Date,
                line.Kind.ToString().ToLowerInvariant(),
            Euros.Of(line.Cents), Euros.Of(line.FoodCents), Euros.Of(line.CareCents), Euros.Of(remaining), line.Corrects, line.Reason, why);
    }

    /// <summary>Lines of the period, grouped; corrections stand apart.</summary>
    public static InvoiceChild[] Children(IEnumerable<InvoiceLineView> lines, InvoiceFrozen frozen) => [.. lines.GroupBy(l => l.Child).Select(g =>
    {
        var child = Array.Find(frozen.Children, c => c.Child == g.Key);
        var sums = g.GroupBy(l => l.Label).Select(s => new InvoiceSum(
            s.Key, s.Count(), s.Select(l => l.Amount).Distinct().Count() == 1 ? s.First().Amount : null, s.Sum(l => l.Amount),
                [.. s.Select(l => l.Date)])).ToArray();
        return new InvoiceChild(g.Key, child?.FirstName ?? "", child?.Grade, g.Sum(l => l.Amount), sums, [.. g],
            [.. g.Where(l => l.Kind is LineKinds.Day or LineKinds.Late or LineKinds.Penalty).GroupBy(l => l.Date)
                .Select(d => new InvoiceDayAmount(d.Key, d.Sum(l => l.Amount)))]);
    })];

    /// <summary>
    /// At most five lines that add up to the difference: for each service more or fewer days at the price of before, then other prices, corrections last;
    /// what is small goes into "autres".
    /// </summary>
    public static InvoiceChange[] Changes(InvoiceLineView[] before, InvoiceLineView[] now, decimal was, decimal total)
    {
        // A sum without its days can't be compared with days.
        if (before.Concat(now).Any(l => l.Kind == LineKinds.Opening) || before.Length == 0 || now.Length == 0)
        {
            return [];
        }

        var changes = new List<InvoiceChange>();
        var (old, current) = (before.Where(l => l.Corrects is null).ToLookup(l => l.Label), now.Where(l => l.Corrects is null).ToLookup(l => l.Label));
        foreach (var label in old.Select(g => g.Key).Union(current.Select(g => g.Key)))
        {
            var (a, b) = (old[label].ToList(), current[label].ToList());
            var (sumA, sumB) = (a.Sum(l => l.Amount), b.Sum(l => l.Amount));
            var days = b.Count - a.Count;
            // Days at the mean price of before; the rest of the difference is the price.
            var byDays = a.Count == 0 ? sumB : b.Count == 0 ? -sumA : decimal.Round(days * sumA / a.Count, 2, MidpointRounding.AwayFromZero);
            Add(changes, $"{label}\u00A0: {Math.Abs(days)} {(days < 0 ? "de moins" : "de plus")}", days == 0 ? 0 : byDays);
            Add(changes, $"{label}\u00A0: autre prix", sumB - sumA - (days == 0 ? 0 : byDays));
        }

        var corrections = now.Where(l => l.Corrects is not null).Sum(l => l.Amount) - before.Where(l => l.Corrects is not null).Sum(l => l.Amount);
        Add(changes, "Corrections", corrections);
        var largest = changes.OrderByDescending(c => Math.Abs(c.Difference)).ToList();
        if (largest.Count > MostChanges)
        {
            largest = [.. largest.Take(MostChanges - 1), new InvoiceChange("Autres différences", largest.Skip(MostChanges - 1).Sum(c => c.Difference))];
        }

        var rest = total - was - largest.Sum(c => c.Difference);
        return rest == 0 ? [.. largest] : [.. largest.Take(MostChanges - 1),
            new InvoiceChange("Autres différences", rest + largest.Skip(MostChanges - 1).Sum(c => c.Difference))];
    }

    private static void Add(List<InvoiceChange> changes, string label, decimal difference)
    {
        if (difference != 0)
        {
            changes.Add(new InvoiceChange(label, difference));
        }
    }
}
