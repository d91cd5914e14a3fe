using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>What each child of a family pays today (F-65), for the services booked this school
/// year; all of them while nothing is booked and they are few.</summary>
internal static class GetMyTariffs
{
    private const int Few = 8;

    public static async Task<Results<Ok<MyTariffsView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, Guid? family = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        if (await FamilyFacts.LoadAsync(db, familyId, rules, ct) is not { } facts)
        {
            return Problems.NotFound();
        }

        var today = rules.Today(clock);
        var (begin, month) = (SchoolYear.Begin(today), new DateOnly(today.Year, today.Month, 1).AddMonths(-1));
        var first = begin < month ? begin : month;
        CellOutcome[] charged = [CellOutcome.Booked, CellOutcome.Present, CellOutcome.PresentUnbooked, CellOutcome.AbsentBilled];
        var cells = await db.Cells.AsNoTracking().Where(c => c.Payer == familyId && c.Date >= first && charged.Contains(c.Outcome))
            .GroupBy(c => new { c.ChildId, c.Unit, IsMonth = c.Date >= month && c.Date < month.AddMonths(1) })
            .Select(g => new { g.Key.ChildId, g.Key.Unit, g.Key.IsMonth, Days = g.Count() }).ToListAsync(ct);
        var used = cells.Select(c => (c.ChildId, Tariff: rules.TariffOf(c.Unit)?.Key)).ToHashSet();
        var counts = cells.Where(c => c.IsMonth && rules.TariffOf(c.Unit)?.On(today) is not null).GroupBy(c => KeyOf(rules.TariffOf(c.Unit)!, c.ChildId))
            .ToDictionary(g => g.Key, g => g.Sum(c => c.Days));
        var quotient = facts.QuotientOn(today);
        var open = rules.Tariffs.Where(t => t.On(today) is not null).ToList();
        var children = facts.Children.Values.Where(c => facts.Of(c.ChildId, today, null, false) is not null).OrderBy(c => facts.RankOn(c.ChildId, today))
            .ThenBy(c => c.FirstName, StringComparer.Ordinal)
            .Select(c =>
                new ChildTariffs(c.ChildId, c.FirstName, facts.RankOn(c.ChildId, today),
                    [.. open.Where(t => used.Contains((c.ChildId, t.Key)) || (open.Count <= Few && !used.Any(u => u.ChildId == c.ChildId)))
                .Select(t => PriceOf(t, facts.Under(facts.Of(c.ChildId, today, null, false)!, c.ChildId, t, t.On(today)) with { Occasional = false }))]));
        var bracket = quotient is { } known && open.Select(t => t.On(today)!.Brackets).FirstOrDefault(b => b is { Length: > 1 }) is { } brackets
            ? Figures.Bracket(Array.FindLast(brackets, b => b.From <= known.Value) ?? brackets[0])
            : null;
        return TypedResults.Ok(new MyTariffsView(today, quotient?.Value, quotient?.Until, bracket, facts.ResidentOn(today), [.. children], month, counts));

        // Ranks and packed lunches have a row of their own in the simulator only where they make a price.
        string KeyOf(Tariff tariff, Guid child)
        {
            var version = tariff.On(today)!;
            var of = facts.Of(child, today, null, false);
            var most = (version.SiblingDiscounts?.Length + 1 ?? version.ByChildren?.Length) ?? 1;
            return new SimulatedItem(tariff, Math.Clamp(of?.Rank ?? 1, 1, Math.Min(most, 4)), of is { PackedLunch: true } && version.PackedLunch is not null,
                1).Key;
        }
    }

    private static ChildPrice PriceOf(Tariff tariff, PriceFacts facts)
    {
        var (version, now) = (tariff.On(facts.Date)!, One(tariff, facts));
        var usual = One(tariff, facts with { PackedLunch = false, Rank = 1, Children = 1 });
        var without = facts.Quotient is null ? now : One(tariff, facts with { Quotient = null });
        var label = facts.PackedLunch && version.PackedLunch is not null ? $"{tariff.Label}, panier-repas (PAI)" : tariff.Label;
        return new ChildPrice(
            tariff.Key, label, TariffWords.Per(version), now.Amount, usual.Amount > now.Amount ? usual.Amount : null,
            without.Amount > now.Amount ? without.Amount : null, now.Why.Sentence, now.Missing);
    }

    /// <summary>One day, one unit of time, one month or one year: what the price is said for.</summary>
    internal static Priced One(Tariff tariff, PriceFacts facts)
    {
        var version = tariff.On(facts.Date)!;
        return Price.Of(tariff.Label,
            version with { Per = PricePer.Day, Contract = null, Package = null, PlannedUnits = null, PlannedQuarters = null, Cap = null }, facts);
    }
}
