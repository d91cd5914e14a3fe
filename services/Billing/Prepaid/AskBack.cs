using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>POST /prepaid/{office}/refund: what is left is asked back, payment by payment, the newest first; an agent pays it out among the refunds of the
/// office.</summary>
internal static class AskBack
{
    public static async Task<Results<Ok<PrepaidAccount>, ProblemHttpResult>> Handle(
        string office, AskPrepaidBack body, Caller caller, BillingDb db, Books books, PriceMonths prices, SettingsCache cache, TimeProvider clock,
            CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.CashOffices.GetValueOrDefault(office) is not { Prepaid: not null } known)
        {
            return Problems.NotFound();
        }

        var (payer, today) = (caller.Owner!.OwnerId!.Value, rules.Today(clock));
        await prices.FreshAsync(payer, ct);
        var asked = await db.WriteAsync(async token =>
        {
            await books.MeetAsync(payer, office, token);
            var left = (await PrepaidBook.LeftAsync(db, known, today, [payer], token)).GetValueOrDefault(payer).Left;
            if (left <= 0)
            {
                return false;
            }

            // Tickets whose value goes back are no more.
            var book = await Tickets.ViewAsync(db, known, payer, token);
            var tickets = Math.Max(0, book?.Left ?? 0);
            foreach (var advance in Enumerable.Reverse(await books.AdvancesAsync(payer, office, token)))
            {
                var cents = Math.Min(left, advance.Cents);
                if (cents > 0)
                {
                    db.Refunds.Add(new Refund
                    {
                        Id = Guid.CreateVersion7(),
                        CashOffice = office,
                        Payer = payer,
                        Source = advance.Source,
                        Cents = cents,
                        Reason = string.IsNullOrWhiteSpace(body.Reason) ? "Solde du compte prépayé, demandé par la famille" : body.Reason.Trim(),
                        At = clock.UtcNow(),
                        By = caller.Name,
                        TicketBook = tickets > 0 ? book!.Key : null,
                        Tickets = tickets,
                    });
                    tickets = 0;
                    left -= cents;
                }
            }

            await db.SaveChangesAsync(token);
            await Tickets.TellAsync(db, payer, book?.Key, clock.UtcNow(), token);
            return true;
        }, ct);
        return asked ? TypedResults.Ok(await PrepaidBook.ViewAsync(db, known, payer, false, today, ct))
            : Problems.Conflict("prepaid.nothing", "Il ne reste rien à rendre : des jours réservés ou des factures utilisent ce qui a été versé.");
    }
}
