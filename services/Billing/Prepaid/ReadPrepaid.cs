using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.OnlinePayment;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

internal static class ReadPrepaid
{
    public static async Task<Results<Ok<PrepaidView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, PriceMonths prices, PayFipClient payFip, TimeProvider clock, CancellationToken ct,
            Guid? family = null)
    {
        var (payer, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        await prices.FreshAsync(payer, ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var accounts = new List<PrepaidAccount>();
        foreach (var office in rules.CashOffices.Values.Where(o => o.Prepaid is not null).OrderBy(o => o.Label, StringComparer.Ordinal))
        {
            var account = await PrepaidBook.ViewAsync(db, office, payer, TopUp.IsOpen(office, payFip), rules.Today(clock), ct);
            var held = await db.HeldDays.AsNoTracking().Where(h => h.Payer == payer && h.CashOffice == office.Key).Select(h => h.Until).ToListAsync(ct);
            accounts.Add(held.Count == 0 ? account : account with { Held = new HeldDaysView(held.Count, held.Min().ToLocal(rules.Zone), Math.Max(0, -account.Left)) });
        }

        return TypedResults.Ok(new PrepaidView([.. accounts]));
    }
}
