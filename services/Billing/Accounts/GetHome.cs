using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>GET /home: what a family's first page shows of money, in one call.</summary>
internal static class GetHome
{
    public static async Task<Ok<BillingHome>> Handle(Caller caller, BillingDb db, SettingsCache cache, PriceMonths prices, TimeProvider clock,
        CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId!.Value;
        await prices.FreshAsync(family, ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var account = await GetAccount.ReadAsync(db, rules, family, today, ct);
        var month = new DateOnly(today.Year, today.Month, 1);
        var end = month.AddMonths(1);
        // As in the list of charges: only of children that are known in this household.
        var days = await db.Prices.Where(p => p.Payer == family && p.Date >= month && p.Date < end
            && db.KnownChildren.Any(c => c.FamilyId == family && c.ChildId == p.ChildId))
            .GroupBy(p => p.Date <= today).Select(g => new { g.Key, Cents = g.Sum(p => p.Cents) }).ToListAsync(ct);
        var (already, booked) = (days.Where(d => d.Key).Sum(d => d.Cents), days.Sum(d => d.Cents));
        var running = new RunningMonth(month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), Euros.Of(already), Euros.Of(booked));
        return TypedResults.Ok(new BillingHome(account, Euros.Of(booked), running));
    }
}
