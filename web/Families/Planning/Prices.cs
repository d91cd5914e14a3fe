using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Planning;

/// <summary>What cells would cost, asked from Billing in one call however many they are.</summary>
public sealed class Prices(BillingClient billing)
{
    /// <summary>Known prices; empty when Billing does not answer: the page then shows none rather than a wrong one.</summary>
    /// <param name="late">Cells asked for after their limit, where that costs more.</param>
    /// <param name="sums">What Billing is to sum of them.</param>
    public async Task<PriceList> OfAsync(
        IReadOnlyCollection<CellRef> cells, CancellationToken ct, Func<CellRef, bool>? late = null, AskedSums? sums = null)
    {
        if (cells.Count == 0)
        {
            return new PriceList([], null);
        }

        var summed = SumsAsync(sums ?? new AskedSums(), ct, late);
        var table = await billing.PricesAsync(cells.Min(c => c.Date), cells.Max(c => c.Date), ct).OrNullAsync(ct);
        return new PriceBook(table?.Prices ?? []).List(cells, late) with { Sums = await summed };
    }

    /// <summary>The sums alone; empty when Billing does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, QuoteSum>> SumsAsync(AskedSums sums, CancellationToken ct, Func<CellRef, bool>? late = null) =>
        sums.Cells(late) is { Length: > 0 } cells && await billing.QuotesAsync(new QuoteRequest(cells), ct).OrNullAsync(ct) is { Sums: { } known }
            ? known : new Dictionary<string, QuoteSum>();
}

/// <summary>Prices of all units and children over a period.</summary>
public sealed class PriceBook(IEnumerable<UnitPrice> prices)
{
    private readonly Dictionary<(Guid Child, string Unit), UnitPrice[]> _prices = prices.SelectMany(p => p.Children.Select(c => (Key: (c, p.Unit), Price: p)))
        .GroupBy(p => p.Key, p => p.Price).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.From).ToArray());

    public static PriceBook Empty { get; } = new([]);

    public decimal? Of(CellRef cell, bool late = false) => At(cell) is { } price ? late ? price.Late : price.Price : null;

    public PriceList List(IReadOnlyCollection<CellRef> cells, Func<CellRef, bool>? late)
    {
        var known = new Dictionary<CellRef, decimal>(cells.Count);
        foreach (var cell in cells)
        {
            if (Of(cell, late?.Invoke(cell) ?? false) is { } price)
            {
                known[cell] = price;
            }
        }

        return new PriceList(known, cells.Select(c => At(c)?.Missing).FirstOrDefault(m => m is not null))
        {
            PayBy = cells.Where(c => At(c)?.PayBy is not null).Distinct().ToDictionary(c => c, c => At(c)!.PayBy!.Value),
            Held = cells.Where(c => At(c)?.Hold is not null).Distinct().ToDictionary(c => c, c => At(c)!.Hold!.Value),
        };
    }

    private UnitPrice? At(CellRef cell) => _prices.TryGetValue((cell.Child, cell.Unit), out var spans) ? Array.Find(spans, s => s.From <= cell.Date) : null;
}

/// <param name="Missing">Label when the quotient is missing, else null.</param>
public sealed record PriceList(Dictionary<CellRef, decimal> Known, string? Missing)
{
    /// <summary>Printed days that bookings are paid by.</summary>
    public IReadOnlyDictionary<CellRef, DateOnly> PayBy { get; init; } = new Dictionary<CellRef, DateOnly>();

    /// <summary>Minutes within which a booking is confirmed by paying, of those that are.</summary>
    public IReadOnlyDictionary<CellRef, int> Held { get; init; } = new Dictionary<CellRef, int>();

    public decimal? Of(CellRef cell) => Known.TryGetValue(cell, out var price) ? price : null;

    /// <summary>By the names they were asked with.</summary>
    public IReadOnlyDictionary<string, QuoteSum> Sums { get; init; } = new Dictionary<string, QuoteSum>();

    /// <summary>Null while a price in it isn't known: a total without one of its parts would be a lie.</summary>
    public decimal? SumOf(string name) => Sums.GetValueOrDefault(name)?.Amount;
}
