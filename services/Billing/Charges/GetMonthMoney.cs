using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>What a month page shows of money: amounts of what is booked, prices of what is not.</summary>
internal static class GetMonthMoney
{
    public static async Task<Results<Ok<MonthMoney>, ProblemHttpResult>> Handle(Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct, string? month = null, Guid? family = null)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("month.invalid", "Le mois s’écrit 2026-12.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var end = first.AddMonths(1);
        var facts = await FamilyFacts.LoadAsync(db, familyId, ct);
        var lines = await db.Charges.AsNoTracking().Where(c => c.FamilyId == familyId && c.Date >= first && c.Date < end && (c.Charged || c.InvoiceId != null))
            .Select(c => new { c.ChildId, c.Unit, c.Date, c.Amount })
            .Concat(db.LatePickUps.Where(l => l.FamilyId == familyId && l.Date >= first && l.Date < end && l.Amount != null).Select(l => new { l.ChildId, l.Unit, l.Date, l.Amount })).ToListAsync(ct);
        // As in the list of charges: only of children that are known in this household.
        var booked = lines.Where(l => facts?.Children.ContainsKey(l.ChildId) == true).GroupBy(l => (l.ChildId, l.Unit, l.Date))
            .Select(g => new MonthAmount(g.Key.ChildId, g.Key.Unit, g.Key.Date.Day, g.Sum(l => l.Amount ?? 0))).ToArray();
        return TypedResults.Ok(new MonthMoney(month!, booked.Sum(b => b.Amount), booked, facts is null ? [] : UnitPrices.Of(facts, rules, first, end.AddDays(-1))));
    }
}
