using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

/// <summary>
/// POST /debits/returns/upload: what the bank sent back. Each debit named is taken once: its debt is open again, the payer is told, and a mandate that can't or
/// doesn't work ends. The same file again changes nothing.
/// </summary>
internal sealed class TakeReturns(BillingDb db, Books books, SettingsCache cache, TimeProvider clock)
{
    private const int MaxSize = 20 * 1024 * 1024;

    public static async Task<Results<Ok<DebitReturnsView>, ProblemHttpResult>> Handle(
        HttpRequest request, Caller caller, TakeReturns take, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, ct);
        if (bytes.Length > MaxSize)
        {
            return Problems.Invalid("returns.too-large", "Ce fichier dépasse 20 Mo : demandez à la banque un fichier par jour.");
        }

        bytes.Position = 0;
        try
        {
            return TypedResults.Ok(await take.AllAsync(BankReturns.Read(bytes), caller.Name, ct));
        }
        catch (BankReturnException e)
        {
            return Problems.Invalid("returns.unreadable", e.Message);
        }
    }

    private async Task<DebitReturnsView> AllAsync(BankReturn[] returns, string by, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (taken, known, unknown) = (new List<DebitReturnLine>(), new List<DebitReturnLine>(), new List<string>());
        foreach (var one in returns)
        {
            var (line, isNew) = await db.WriteAsync(token => OneAsync(one, rules, by, token), ct);
            db.ChangeTracker.Clear();
            if (line is null)
            {
                unknown.Add(one.Invoice.Length > 60 ? one.Invoice[..60] : one.Invoice);
            }
            else
            {
                (isNew ? taken : known).Add(line);
            }
        }

        return new DebitReturnsView([.. taken], [.. known], [.. unknown], taken.Sum(t => t.Amount));
    }

    private async Task<(DebitReturnLine? Line, bool IsNew)> OneAsync(BankReturn one, BillingRules rules, string by, CancellationToken ct)
    {
        if (await db.DebitOrders.SingleOrDefaultAsync(o => o.EndToEnd == one.Invoice && o.FileId != null, ct) is not { } order)
        {
            return (null, false);
        }

        var reason = ReturnReasons.Of(one.Code, one.Words);
        var invoice = await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == order.InvoiceId, ct);
        var name = await db.KnownFamilies.Where(f => f.FamilyId == order.Payer).Select(f => f.Name).SingleOrDefaultAsync(ct) ?? "";
        if (order.State is not (DebitState.InFile or DebitState.Collected))
        {
            return (new DebitReturnLine(invoice.Id, invoice.Number, name, Euros.Of(order.Cents), order.Code, order.Words ?? "", false), false);
        }

        await books.MeetAsync(order.Payer, order.CashOffice, ct);
        var today = rules.Today(clock);
        (order.State, order.Code, order.Words, order.ReturnedOn) =
            (DebitState.Returned, one.Code is { Length: <= 8 } code ? code : null, reason.Label, one.Date ?? today);
        order.Version++;
        await db.SaveChangesAsync(ct);
        if (order.PaymentId is { } paid && await db.Payments.SingleAsync(p => p.Id == paid, ct) is { ReversedOn: null } payment)
        {
            await TakeBackAsync(payment, rules, today, one.Date,
                $"Prélèvement refusé par la banque : {reason.Label}. La facture {invoice.Number} est de nouveau à payer.", ct);
        }

        var stopped = await StopAsync(order, reason, rules, by, ct);
        Tell(order, invoice, reason, stopped);
        return (new DebitReturnLine(invoice.Id, invoice.Number, name, Euros.Of(order.Cents), one.Code, reason.Label, stopped), true);
    }

    private async Task TakeBackAsync(Payment payment, BillingRules rules, DateOnly today, DateOnly? told, string because, CancellationToken ct)
    {
        var date = told is { } day && day >= payment.Date && day <= today
            && !await db.DayClosings.AnyAsync(d => d.CashOffice == payment.CashOffice && d.Date == day, ct)
            ? day
            : today;
        await PaymentActs.TakeBackAsync(db, books, rules, clock, payment, date, because, ct);
    }

    // As many in a row as the commune says, or one for a reason that no later debit can mend.
    private async Task<bool> StopAsync(DebitOrder order, ReturnReason reason, BillingRules rules, string by, CancellationToken ct)
    {
        var mandate = await db.Mandates.SingleAsync(m => m.Id == order.MandateId, ct);
        if (mandate.EndedAt is not null)
        {
            return false;
        }

        var last = await db.DebitOrders.Where(o => o.MandateId == mandate.Id && (o.State == DebitState.Returned || o.State == DebitState.Collected))
            .OrderByDescending(o => o.On).ThenByDescending(o => o.Id).Select(o => o.State).Take(10).ToListAsync(ct);
        var inRow = last.TakeWhile(s => s == DebitState.Returned).Count();
        if (!reason.Stops && inRow < (rules.CashOffices.GetValueOrDefault(order.CashOffice)?.DirectDebit?.StopAfter ?? 2))
        {
            return false;
        }

        mandate.End(by, reason.Stops ? reason.Label : $"{inRow} prélèvements refusés de suite", clock.UtcNow());
        await EndMandate.DropAsync(db, mandate.Id, "Mandat arrêté", ct);
        return true;
    }

    private void Tell(DebitOrder order, Invoice invoice, ReturnReason reason, bool stopped)
    {
        var text =
            $"Le prélèvement de {French.Price(Euros.Of(order.Cents))} pour la facture {invoice.Number} a été refusé par votre banque : "
            + $"{LowerFirst(reason.Label)}.\n"
            + "La facture est de nouveau à payer : par carte sur le portail si le paiement en ligne est ouvert, ou à la régie."
            + (stopped
                ? "\nVotre mandat de prélèvement est arrêté : les prochaines factures ne seront pas prélevées. Vous pouvez en signer un nouveau sur le portail."
                : "");
        db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), order.Id, order.Payer, "debit", $"Prélèvement refusé, facture {invoice.Number}", text,
            $"factures/{invoice.Id}"));
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
