using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>The end of a refund that was asked for: the money has left, by a means that the journal of the day tells, or nothing will.</summary>
internal static class SettleRefund
{
    /// <summary>The money has left: only now the account moves, and the drawer when it was cash.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Paid(
        Guid id, PayRefund body, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (!PayMethods.Refunds.Contains(body.Method))
        {
            return Problems.Invalid("refund.method", "Choisissez comment la somme a été rendue : virement, chèque, espèces ou carte bancaire.");
        }

        var today = (await BillingRules.InForceAsync(cache, db, ct)).Rules.Today(clock);
        return await SettleAsync(id, RefundState.Paid, db, books, async (refund, token) =>
        {
            refund.PaidOn = today;
            var number = await db.Payments.Where(p => p.Id == refund.Source).Select(p => p.Number).SingleOrDefaultAsync(token) ?? "";
            books.Post(refund.Payer, refund.CashOffice, today, EntryKind.Refund, refund.Cents, number, refund.Id, body.Method);
        }, ct);
    }

    public static Task<Results<NoContent, ProblemHttpResult>> Cancelled(Guid id, BillingDb db, Books books, TimeProvider clock, CancellationToken ct) =>
        SettleAsync(id, RefundState.Cancelled, db, books, async (refund, token) =>
        {
            await db.SaveChangesAsync(token);
            await Tickets.TellAsync(db, refund.Payer, refund.TicketBook, clock.UtcNow(), token);
        }, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> SettleAsync(
        Guid id, RefundState to, BillingDb db, Books books, Func<Refund, CancellationToken, Task> act, CancellationToken ct) =>
        await db.WriteAsync(async token =>
        {
            var refund = await db.Refunds.SingleOrDefaultAsync(r => r.Id == id, token);
            if (refund is null)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            if (refund.State == to)
            {
                return TypedResults.NoContent();
            }

            if (refund.State != RefundState.Requested)
            {
                return Problems.Conflict("refund.settled", "Ce remboursement est déjà payé ou annulé.");
            }

            await books.MeetAsync(refund.Payer, refund.CashOffice, token);
            refund.State = to;
            await act(refund, token);
            return TypedResults.NoContent();
        }, ct);
}
