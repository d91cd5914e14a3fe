using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>What a month page shows of money: amounts of what is booked, prices of what is not.</summary>
internal static class GetMonthMoney
{
    public static async Task<Results<Ok<MonthMoney>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, PriceMonths prices, CancellationToken ct, string? month = null,
        Guid? family = null)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("month.invalid", "Le mois s’écrit 2026-12.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        await prices.FreshAsync(familyId, ct);
        var end = first.AddMonths(1);
        var facts = await FamilyFacts.LoadAsync(db, familyId, rules, ct);
        var lines = await db.Prices.Where(p => p.Payer == familyId && p.Date >= first && p.Date < end && (p.WhyId != null || p.Missing != null))
            .GroupBy(p => new { p.ChildId, p.Unit, p.Date }).Select(g =>
                new { g.Key.ChildId, g.Key.Unit, g.Key.Date, Cents = g.Sum(p => p.Cents) }).ToListAsync(ct);
        // As in the list of charges: only of children that are known in this household.
        var booked = lines.Where(l => facts?.Children.ContainsKey(l.ChildId) == true)
            .Select(l => new MonthAmount(l.ChildId, l.Unit, l.Date.Day, l.Cents / 100m)).ToArray();
        var total = booked.Sum(b => b.Amount);
        return TypedResults.Ok(new MonthMoney(month!, total, booked, facts is null ? [] : UnitPrices.Of(
            facts, rules, await Covers.LoadAsync(db, [familyId], ct), first, end.AddDays(-1), rules.Today(clock))));
    }
}
