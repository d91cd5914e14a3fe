using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>What may happen to money after it came in: allocation of an advance, reversal,
/// refund. Each is a contrary or further entry, nothing is changed.</summary>
internal static class PaymentActs
{
    public static async Task<Results<Ok<PaymentDetail>, ProblemHttpResult>> Allocate(
        Guid id, AllocatePayment body, BillingDb db, Books books, Receive receive, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await ActAsync(id, db, books, rules, async (payment, token) =>
        {
            var (holder, advance) = await books.HolderAsync(payment, token);
            if (advance <= 0)
            {
                return Problems.Conflict("payment.used", "Ce règlement est déjà tout affecté.");
            }

            await MeetOtherAsync(books, payment, holder, token);
            var (shares, problem) = await receive.SharesAsync(holder, payment.CashOffice, payment.Method, advance, rules, body.Allocations, null, token);
            if (problem is null && shares.Count == 0)
            {
                return Problems.Conflict("payment.nothing-open", "Aucune facture n’est ouverte que ce règlement puisse payer : l’avance attend la prochaine.");
            }

            books.Allocate(holder, id, rules.Today(clock), shares);
            return problem;
        }, ct);
    }

    /// <summary>Bounced or mistaken: its allocations are taken back, so that the invoices are open again.</summary>
    public static async Task<Results<Ok<PaymentDetail>, ProblemHttpResult>> Reverse(
        Guid id, ReversePayment body, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var date = body.Date!.Value;
        return await ActAsync(id, db, books, rules, async (payment, token) =>
        {
            if (payment.ReversedOn is not null)
            {
                return Problems.Conflict("payment.reversed", "Ce règlement est déjà annulé.");
            }

            if (date < payment.Date || date > rules.Today(clock))
            {
                return Problems.Invalid("payment.date", "L’annulation se date entre le règlement et aujourd’hui.");
            }

            if (date < rules.Today(clock) && await db.DayClosings.AnyAsync(d => d.CashOffice == payment.CashOffice && d.Date == date, token))
            {
                return Problems.Conflict("day.closed", "Cette journée est clôturée : datez l’annulation d’aujourd’hui.");
            }

            if (await RefundedAsync(db, id, token) is { } refunded)
            {
                return Problems.Conflict("payment.refunded", refunded);
            }

            if (await TitledAsync(db, id, token) is { } titled)
            {
                return Problems.Conflict("payment.titled", titled);
            }

            await TakeBackAsync(db, books, rules, clock, payment, date, body.Reason, token);
            return null;
        }, ct);
    }

    /// <summary>Why a payment of part of an invoice isn't taken back once the treasury collects the rest: nobody would claim that part. Else null.</summary>
    private static async Task<string?> TitledAsync(BillingDb db, Guid payment, CancellationToken ct)
    {
        var held = await db.Allocations.AsNoTracking().Where(a => a.Source == payment
                && db.InvoiceEvents.Any(e => e.InvoiceId == a.InvoiceId && e.Kind == InvoiceEvent.HandedOver))
            .GroupBy(a => a.InvoiceId).Select(g => new { Id = g.Key, Cents = g.Sum(a => a.Cents) }).ToListAsync(ct);
        if (held.Find(h => h.Cents != 0) is not { } one)
        {
            return null;
        }

        var number = await db.Invoices.Where(i => i.Id == one.Id).Select(i => i.Number).SingleAsync(ct);
        return $"Ce règlement a payé {French.Money(Euros.Of(one.Cents))} de la facture {number}, dont le Trésor public recouvre le reste\u00A0: "
            + "il ne s’annule plus ici. Demandez au comptable de réclamer aussi cette somme.";
    }

    /// <summary>Why a payment that was given back, or is about to be, isn't taken back; null when nothing of it is.</summary>
    private static async Task<string?> RefundedAsync(BillingDb db, Guid payment, CancellationToken ct)
    {
        var refunds = await db.Refunds.AsNoTracking().Where(r => r.Source == payment && r.State != RefundState.Cancelled).ToListAsync(ct);
        var paid = refunds.Where(r => r.State == RefundState.Paid).Sum(r => r.Cents);
        return paid > 0
            ? $"{French.Money(Euros.Of(paid))} de ce règlement sont déjà rendus à la famille : il ne s’annule plus ici. "
                + "Voyez avec votre comptable comment les lui réclamer."
            : refunds.Count > 0
                ? $"{French.Money(Euros.Of(refunds.Sum(r => r.Cents)))} de ce règlement sont à rembourser : abandonnez d’abord ce remboursement."
                : null;
    }

    /// <summary>Takes back what a payment settled. Call inside a unit of work, after <see cref="Books.MeetAsync"/>.</summary>
    internal static async Task TakeBackAsync(
        BillingDb db, Books books, BillingRules rules, TimeProvider clock, Payment payment, DateOnly date, string because, CancellationToken ct)
    {
        var used = await db.Allocations.Where(a => a.Source == payment.Id).GroupBy(a => new { a.Payer, a.InvoiceId, a.LineNo })
            .Select(g => new { g.Key.Payer, g.Key.InvoiceId, g.Key.LineNo, Cents = g.Sum(a => a.Cents) }).ToListAsync(ct);
        foreach (var payer in used.Where(u => u.Cents != 0).GroupBy(u => u.Payer))
        {
            books.Allocate(payer.Key, payment.Id, date, payer.Select(u => new Share(u.InvoiceId, u.LineNo, -u.Cents)));
        }

        var others = await books.ReturnAsync(db, payment, date, clock.UtcNow(), ct);
        books.Post(payment.Payer, payment.CashOffice, date, EntryKind.Reversal, payment.Cents, payment.Number, payment.Id,
            because[..Math.Min(200, because.Length)]);
        (payment.ReversedOn, payment.ReversedBecause) = (date, because);
        payment.Version++;
        await db.SaveChangesAsync(ct);
        await PaymentEvents.RaiseAsync(db, payment, rules, clock, ct);
        foreach (var other in others)
        {
            await Tickets.TellAsync(db, other, payment.TicketBook, clock.UtcNow(), ct);
        }
    }

    public static async Task<Results<Ok<PaymentDetail>, ProblemHttpResult>> Refund(
        Guid id, AskRefund body, Caller caller, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await ActAsync(id, db, books, rules, async (payment, token) =>
        {
            var (holder, advance) = await books.HolderAsync(payment, token);
            var cents = Euros.Cents(body.Amount!.Value);
            if (cents > advance || !Euros.IsWhole(body.Amount.Value))
            {
                return Problems.Invalid("refund.tooMuch",
                    $"Au plus {French.Price(Euros.Of(advance))} : ce qui est affecté à une facture ne se rembourse pas.");
            }

            await MeetOtherAsync(books, payment, holder, token);
            var (tickets, wrong) = await TicketsAsync(db, rules, payment, holder, cents, token);
            if (wrong is not null)
            {
                return Problems.Invalid("refund.tickets", wrong);
            }

            db.Refunds.Add(new Refund
            {
                Id = Guid.CreateVersion7(),
                CashOffice = payment.CashOffice,
                Payer = holder,
                Source = id,
                Cents = cents,
                Reason = body.Reason,
                At = clock.UtcNow(),
                By = caller.Name,
                TicketBook = tickets > 0 ? payment.TicketBook : null,
                Tickets = tickets,
            });
            await db.SaveChangesAsync(token);
            await Tickets.TellAsync(db, holder, payment.TicketBook, clock.UtcNow(), token);
            return null;
        }, ct);
    }

    /// <summary>Tickets whose value goes back are no more: as many as the sum stands for, of those that no day uses.</summary>
    private static async Task<(int Tickets, string? Wrong)> TicketsAsync(
        BillingDb db, BillingRules rules, Payment payment, Guid holder, long cents, CancellationToken ct)
    {
        if (payment.Tickets == 0 || rules.CashOffices.GetValueOrDefault(payment.CashOffice)?.Prepaid?.Book is not { } book || book.Key != payment.TicketBook)
        {
            return (0, null);
        }

        var (left, parts) = (Math.Max(0, await Tickets.LeftAsync(db, book, holder, ct)), cents * payment.Tickets);
        var tickets = (int)((parts + payment.Cents - 1) / payment.Cents);
        var each = French.Money(Euros.Of(payment.Cents / payment.Tickets));
        return payment.Cents % payment.Tickets == 0 && parts % payment.Cents != 0
                ? (0, $"Un ticket vaut {each} : rendez la valeur d’un nombre entier de tickets.")
            : tickets > left
                ? (0, (left > 1 ? $"{left} tickets restent" : left == 1 ? "Un ticket reste" : "Aucun ticket ne reste")
                    + $", à {each} l’un : les autres sont à des jours réservés ou passés.")
            : (tickets, null);
    }

    private static Task MeetOtherAsync(Books books, Payment payment, Guid holder, CancellationToken ct) =>
        holder == payment.Payer ? Task.CompletedTask : books.MeetAsync(holder, payment.CashOffice, ct);

    private static async Task<Results<Ok<PaymentDetail>, ProblemHttpResult>> ActAsync(
        Guid id, BillingDb db, Books books, BillingRules rules, Func<Payment, CancellationToken, Task<ProblemHttpResult?>> act, CancellationToken ct)
    {
        var problem = await db.WriteAsync(async token =>
        {
            var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == id, token);
            if (payment is null)
            {
                return Problems.NotFound();
            }

            await books.MeetAsync(payment.Payer, payment.CashOffice, token);
            return await act(payment, token);
        }, ct);
        return problem is not null ? problem : TypedResults.Ok((await ReadPayments.DetailAsync(db, rules, id, ct))!);
    }
}
