using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Coverages;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>Prices of cells not booked yet, by the rule that will charge them, less what third parties pay; no query per cell.</summary>
internal static class GetQuotes
{
    public static async Task<Results<Ok<QuoteView>,
        ProblemHttpResult>> Handle(QuoteRequest body, Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        // Generated validation doesn't look into the items of an array.
        if (!Array.TrueForAll(body.Cells, c => c is { Child: not null, Date: not null, Unit.Length: >= 1 and <= 64 }))
        {
            return Problems.Invalid("request.invalid", "Une cellule est incomplète : enfant, unité (64 signes au plus) et date.");
        }

        if (!Array.TrueForAll(body.Cells, c => c.Percent is null or (>= 0 and <= 100)
            && (c.In is null || (c.In.Length <= 8 && Array.TrueForAll(c.In, n => n is { Length: >= 1 and <= 80 })))))
        {
            return Problems.Invalid("request.invalid", "Une somme a un nom de 1 à 80 signes, huit par cellule au plus, et une part va de 0 à 100 %.");
        }

        var (family, problem) = await FamilyAccess.ResolveAsync(caller, body.Family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await FamilyFacts.LoadAsync(db, family, rules, ct) is { } facts
            && PricesOf(body.Cells, facts, rules, await Covers.LoadAsync(db, [family], ct)) is { } view ? TypedResults.Ok(view) : Problems.NotFound();
    }

    /// <summary>Null when a child isn't of this family.</summary>
    internal static QuoteView? PricesOf(QuoteCell[] cells, FamilyFacts facts, BillingRules rules, Covers? covers = null)
    {
        var prices = new decimal?[cells.Length];
        string? missing = null;
        // A month repeats few prices: one per child, unit, period of the tariff (and of the one it is a part of) and facts.
        var known = new Dictionary<(Guid, string, DateOnly?, DateOnly?, PriceFacts), Priced?>();
        for (var i = 0; i < cells.Length; i++)
        {
            if (facts.Of(cells[i].Child!.Value, cells[i].Date!.Value, hours: null, cells[i].Late) is not { } priceFacts)
            {
                return null;
            }

            var tariff = rules.TariffOf(cells[i].Unit);
            var version = tariff?.On(priceFacts.Date);
            priceFacts = tariff is null ? priceFacts : facts.Under(priceFacts, cells[i].Child!.Value, tariff, version);
            var key = (cells[i].Child!.Value, cells[i].Unit, version?.From, version?.PercentOf?.Base?.On(priceFacts.Date)?.From,
                version?.DaySupplements is { Length: > 0 } ? priceFacts : priceFacts with { Date = default });
            if (!known.TryGetValue(key, out var priced))
            {
                priced = tariff is null ? null : Price.Of(tariff, priceFacts);
                known.Add(key, priced);
            }

            prices[i] = priced?.Amount;
            missing ??= priced?.Missing;
        }

        var own = covers is null ? prices : Own(cells, prices, facts.Family.FamilyId, rules, covers);
        return new QuoteView(own, missing, QuoteSums.Of(cells, prices, own));
    }

    private static decimal?[] Own(QuoteCell[] cells, decimal?[] prices, Guid household, BillingRules rules, Covers covers)
    {
        var known = Enumerable.Range(0, cells.Length).Where(i => prices[i] is not null).ToList();
        var own = covers.Own(
            household, known.ConvertAll(i =>
                new CoverLine(cells[i].Child!.Value, cells[i].Date!.Value, rules.TariffOf(cells[i].Unit)!.Key, MonthPrices.Cents(prices[i]!.Value))));
        var parts = (decimal?[])prices.Clone();
        for (var i = 0; i < known.Count; i++)
        {
            parts[known[i]] = own[i] / 100m;
        }

        return parts;
    }
}
