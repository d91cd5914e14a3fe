using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>GET /online/attempts/{id}: where a try stands. The payer's return asks the treasury,
/// as its notification does; looking again soon after doesn't.</summary>
internal static class GetAttempt
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static async Task<Results<Ok<OnlineAttemptView>, ProblemHttpResult>> Handle(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, SettleAttempt settle, PayFipClient payFip, TimeProvider clock, CancellationToken ct)
    {
        var payer = caller.Owner!.OwnerId!.Value;
        var files = await db.FilesAsync(payer, ct);
        var attempt = await db.PayAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && files.Contains(a.FamilyId), ct);
        if (attempt is null)
        {
            return Problems.NotFound();
        }

        if (attempt is { State: not AttemptState.Paid, IdOp: { } idOp } && (attempt.AskedAt is null || clock.UtcNow() - attempt.AskedAt >= Pause))
        {
            await settle.OfAsync(idOp, ct);
            attempt = await db.PayAttempts.AsNoTracking().SingleAsync(a => a.Id == id, ct);
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var name = await GetOnline.NameAsync(db, payer, ct);
        var state = attempt.IsTopUp ? null : (await db.StatesAsync(db.Invoices.Where(i => i.Id == attempt.InvoiceId), ct)).Single();
        var plans = state is null ? null : await KeptPlan.NextDatesAsync(db, rules, [state.Invoice.Payer], rules.Today(clock), ct);
        var receipt = await db.Payments.AsNoTracking().Where(p => p.Id == attempt.PaymentId).Select(p => p.Number).SingleOrDefaultAsync(ct);
        var used = attempt.PaymentId is { } payment ? await db.Allocations.Where(a => a.Source == payment).SumAsync(a => a.Cents, ct) : attempt.Amount;
        var givenUp = attempt is { IsTopUp: true, State: AttemptState.Paid }
            ? await HeldBook.GivenUpSinceAsync(db, payer, attempt.CashOffice, attempt.CreatedAt, ct) : [];
        return TypedResults.Ok(new OnlineAttemptView(
            attempt.Id, state?.ToView(name, rules, payFip.IsOpen, plans) ?? OfTopUp(attempt, name, rules), Shown(attempt), Euros.Of(attempt.Amount),
                attempt.CreatedAt.ToLocal(rules.Zone), attempt.Email, attempt.AskedAt?.ToLocal(rules.Zone),
            attempt.NextAskAt?.ToLocal(rules.Zone), attempt.PaidOn,
            attempt.PaidBy is { } by ? by == "V" ? "Prélèvement, PayFiP" : "Carte bancaire, PayFiP" : null, attempt.PaymentId, receipt, state is null
                ? 0 : Euros.Of(attempt.Amount - used),
            attempt.State == AttemptState.Paid && attempt.Mode != "W",
            state is null ? [] : await OnlineDebt.NextAsync(db, rules, payFip, state.Invoice, name, plans!, ct),
            [.. givenUp], payFip.Resume(attempt, clock.UtcNow()), attempt.Tickets, rules.LabelOf(attempt.CashOffice, attempt.TicketBook)));
    }

    // It pays no invoice: the account stands in its place.
    private static InvoiceSummary OfTopUp(PayAttempt attempt, string payer, BillingRules rules)
    {
        var (day, label) = (DateOnly.FromDateTime(attempt.CreatedAt.ToLocal(rules.Zone)),
            rules.CashOffices.GetValueOrDefault(attempt.CashOffice)?.Label ?? attempt.CashOffice);
        return new InvoiceSummary(
            attempt.Id, attempt.Reference, OnlineAttemptView.TopUp, attempt.State == AttemptState.Paid ? InvoiceStates.Paid : InvoiceStates.Open,
                attempt.FamilyId, payer, day, day, day, day,
            attempt.CashOffice, label, Euros.Of(attempt.Amount), 0, false);
    }

    // Given up on the treasury's page: to the payer it is over, while the treasury may still be asked for some minutes.
    private static string Shown(PayAttempt attempt) =>
        (attempt is { State: AttemptState.Waiting, Said: "A" } ? AttemptState.Abandoned : attempt.State).ToString().ToLowerInvariant();
}
