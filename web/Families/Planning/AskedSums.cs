using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>Cells of which Billing is to say sums, each under a name. No front adds money up: what is shown is what would be billed.</summary>
public sealed class AskedSums
{
    private readonly List<(string Name, CellRef Cell, int? Percent)> _parts = [];

    public void Add(string name, IEnumerable<CellRef> cells) => _parts.AddRange(cells.Select(c => (name, c, (int?)null)));

    /// <param name="percent">That part of its price; null for all of it.</param>
    public void Add(string name, CellRef cell, int? percent) => _parts.Add((name, cell, percent));

    public QuoteCell[] Cells(Func<CellRef, bool>? late) =>
    [
        .. _parts.GroupBy(p => (p.Cell, p.Percent)).Select(g => new QuoteCell(
            g.Key.Cell.Child, g.Key.Cell.Unit, g.Key.Cell.Date, late?.Invoke(g.Key.Cell) ?? false, [.. g.Select(p => p.Name).Distinct()], g.Key.Percent)),
    ];
}
