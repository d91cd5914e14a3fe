using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Planning;

/// <summary>What cells would cost, asked from Billing in one call.</summary>
public sealed class Prices(BillingClient billing)
{
    private const int Most = 1000;

    /// <summary>Known prices; empty when Billing does not answer: the page then shows none rather than a wrong one.</summary>
    /// <param name="late">Cells asked for after their limit, where that costs more.</param>
    public async Task<PriceList> OfAsync(IReadOnlyCollection<CellRef> cells, CancellationToken ct, Func<CellRef, bool>? late = null)
    {
        if (cells.Count == 0)
        {
            return new PriceList([], null);
        }
        var parts = cells.Chunk(Most).ToList();
        var answers = await Task.WhenAll(parts.Select(part => billing.QuotesAsync(new QuoteRequest([.. part.Select(c => new QuoteCell(c.Child, c.Unit, c.Date, late?.Invoke(c) ?? false))]), ct).OrNullAsync(ct)));
        var known = new Dictionary<CellRef, decimal>(cells.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = 0; answers[i] is { } answer && j < Math.Min(parts[i].Length, answer.Prices.Length); j++)
            {
                if (answer.Prices[j] is { } price)
                {
                    known[parts[i][j]] = price;
                }
            }
        }
        return new PriceList(known, answers.FirstOrDefault(a => a?.Missing is not null)?.Missing);
    }
}

/// <param name="Missing">Label when the quotient is missing, else null.</param>
public sealed record PriceList(Dictionary<CellRef, decimal> Known, string? Missing)
{
    public decimal? Of(CellRef cell) => Known.TryGetValue(cell, out var price) ? price : null;

    public decimal Sum(IEnumerable<CellRef> cells) => cells.Sum(c => Of(c) ?? 0);

    /// <summary>A total may be shown only when each of its parts is known.</summary>
    public bool Knows(IEnumerable<CellRef> cells) => cells.All(c => Known.ContainsKey(c));
}
