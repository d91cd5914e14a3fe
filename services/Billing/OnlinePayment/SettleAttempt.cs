using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>
/// settle(idOp): asks the treasury and does what it says, for the notification, the return and the poller alike. Asked outside any transaction, decided
/// inside one on the row as it is then, so any number of them at once post one payment (I6).
/// </summary>
internal sealed partial class SettleAttempt(
    BillingDb db, SettingsCache cache, PayFipClient payFip, Books books, Receive receive, TimeProvider clock, ILogger<SettleAttempt> log)
{
    private const string Source = "payfip";

    /// <summary>False when no such try is known here.</summary>
    public async Task<bool> OfAsync(string idOp, CancellationToken ct)
    {
        if (await db.PayAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.IdOp == idOp, ct) is not { } attempt)
        {
            return false;
        }

        // Paid is final; a name the treasury has forgotten is never asked for again.
        if (attempt.State == AttemptState.Paid || attempt.Said == PayFipFault.Unknown)
        {
            return true;
        }

        var answer = await payFip.ResultAsync(idOp, ct);
        await db.WriteAsync(token => ApplyAsync(attempt.Id, answer, token), ct);
        return true;
    }

    private async Task ApplyAsync(Guid id, PayFipAnswer<PayFipResult> answer, CancellationToken ct)
    {
        var attempt = await db.PayAttempts.SingleAsync(a => a.Id == id, ct);
        var alarm = attempt.Alarm;
        if (Settlement.Apply(attempt, answer, clock.UtcNow()))
        {
            await PostAsync(attempt, ct);
        }

        if (attempt.Alarm is { } why && why != alarm)
        {
            NeedsEyes(log, attempt.Id, why);
        }
    }

    // What the invoice no longer needs stays as an advance of the payer: paid twice, or after another payment, is never lost.
    private async Task PostAsync(PayAttempt attempt, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var open = (await books.OpenLinesAsync(attempt.FamilyId, attempt.CashOffice, ct)).Where(l => l.InvoiceId == attempt.InvoiceId).Select(l => l.ToOpen())
            .ToList();
        // A top-up pays what is open, oldest first, as money at the counter does; tickets are kept for their days.
        var shares = attempt is { IsTopUp: true, TicketBook: null }
            ? null
            : Allocating.Automatic(open, attempt.Amount).Select(s => new AllocateLine(s.InvoiceId, s.LineNo,
                Euros.Of(s.Cents))).ToArray();
        attempt.PaymentId = Guid.CreateVersion7();
        var incoming = new Incoming(
            attempt.PaymentId.Value, attempt.FamilyId, attempt.CashOffice, attempt.PaidOn ?? rules.Today(clock),
            attempt.PaidBy == "V" ? PayMethods.DirectDebit : PayMethods.Card, attempt.Amount,
            Source, attempt.IdOp!, "PayFiP", Reference: attempt.Authorisation,
            TicketBook: attempt.TicketBook, Tickets: attempt.Tickets);
        if (await receive.Async(incoming, rules, shares, null, ct) is { } problem)
        {
            throw new InvalidOperationException($"An online payment was not recorded: {problem.ProblemDetails.Extensions["code"]}.");
        }

        if (attempt.IsTopUp)
        {
            new HoldNotices(db, rules, attempt.FamilyId, clock.UtcNow())
                .TooLate(attempt.Amount, await HeldBook.GivenUpSinceAsync(db, attempt.FamilyId, attempt.CashOffice, attempt.CreatedAt, ct));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The treasury's answer to online payment {Attempt} needs an agent: {Why}")]
    private static partial void NeedsEyes(ILogger logger, Guid attempt, string why);
}
