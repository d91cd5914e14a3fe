using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Ledger;
using Preau.Billing.OnlinePayment;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

internal static class ReadPrepaid
{
    public static async Task<Results<Ok<PrepaidView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, Books books, SettingsCache cache, PriceMonths prices, PayFipClient payFip, TimeProvider clock, CancellationToken ct,
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
        foreach (var office in await OwnOffices.OfAsync(db, rules, payer, ct))
        {
            var account = await PrepaidBook.ViewAsync(db, office, payer, TopUp.IsOpen(office, payFip), rules.Today(clock), ct);
            var held = await HeldBook.ReadAsync(db, books, payer, office.Key, ct);
            accounts.Add(held.Waiting.Count == 0 ? account : account with
            {
                Held = new HeldDaysView(held.Waiting.Count, held.Waiting.Min(h => h.Day.Until).ToLocal(rules.Zone), Euros.Of(held.Missing)),
            });
        }

        return TypedResults.Ok(new PrepaidView([.. accounts]));
    }
}
