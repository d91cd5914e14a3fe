using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Invoicing;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>GET /online/{invoice}: what the payment page shows.</summary>
internal static class GetOnline
{
    public static async Task<Results<Ok<OnlineView>, ProblemHttpResult>> Handle(
        Guid invoice, Caller caller, BillingDb db, SettingsCache cache, PayFipClient payFip, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var payer = caller.Owner!.OwnerId!.Value;
        if (await OnlineDebt.FindAsync(db, rules, payFip, payer, invoice, clock.UtcNow(), rules.Today(clock), ct) is not { } debt)
        {
            return Problems.NotFound();
        }

        var name = await NameAsync(db, payer, ct);
        var part = debt.Code is null && debt.Office?.Mode != CashMode.Title ? await Instalment.OfAsync(db, debt.State, OnlineDebt.Least, ct) : null;
        var plans = await KeptPlan.NextDatesAsync(db, rules, [debt.State.Invoice.Payer], rules.Today(clock), ct);
        return TypedResults.Ok(new OnlineView(
            debt.State.ToView(name, rules, payFip.IsOpen, plans), Ledger.Euros.Of(debt.State.Remaining), debt.Sentence(rules), debt.Code, debt.UnderWay?.Id,
            debt.Treasury,
            await OnlineDebt.NextAsync(db, rules, payFip, debt.State.Invoice, name, plans, ct),
            HowToPay.Elsewhere(debt.State.Invoice, debt.Office, rules.Today(clock)),
            debt.UnderWay is { } open && debt.Code == "pending" ? payFip.Resume(open, clock.UtcNow()) : null,
            part is null ? null : new OnlinePart(Ledger.Euros.Of(part.Cents), part.On)));
    }

    internal static async Task<string> NameAsync(BillingDb db, Guid payer, CancellationToken ct) =>
        await db.KnownFamilies.Where(f => f.FamilyId == payer).Select(f => f.Name).SingleOrDefaultAsync(ct) ?? "";
}
