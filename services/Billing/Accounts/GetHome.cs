using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>GET /home: what a family's first page shows of money, in one call.</summary>
internal static class GetHome
{
    public static async Task<Ok<BillingHome>> Handle(Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (account, month) = await GetAccount.ReadAsync(db, rules, caller.Owner!.OwnerId!.Value, rules.Today(clock), ct);
        return TypedResults.Ok(new BillingHome(account, month));
    }
}
