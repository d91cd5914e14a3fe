using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>What may happen to an issued invoice: a credit note, a contest, the hand-over to the treasury. None of them changes it.</summary>
internal static class InvoiceActs
{
    public static async Task<Results<Created<InvoiceSummary>, ProblemHttpResult>> Credit(
        Guid id, CreditInvoice body, Caller caller, BillingDb db, Books books, IssueInvoice issue, SettingsCache cache, TimeProvider clock,
            CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.WriteAsync(async token =>
        {
            var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.Kind == InvoiceKind.Invoice, token);
            if (invoice is null)
            {
                return (Results<Created<InvoiceSummary>, ProblemHttpResult>)Problems.NotFound();
            }

            await books.MeetAsync(invoice.Payer, invoice.CashOffice, token);
            var (chosen, problem) = await CreditChoice.OfAsync(db, id, body, token);
            if (problem is not null)
            {
                return problem;
            }

            var credit = await CreditNote.AddAsync(db, books, issue, rules, invoice, chosen, body, rules.Today(clock), token);
            await issue.CloseAsync([credit], rules, caller.Name, token);
            await AddEventAsync(db, id, InvoiceEvent.Credited, caller.Name, clock, $"{credit.Number}\u00A0: {body.Reason}", null, token);
            var name = await db.KnownFamilies.Where(f => f.FamilyId == credit.Payer).Select(f => f.Name).SingleOrDefaultAsync(token) ?? "";
            return TypedResults.Created((string?)null, new InvoiceState(credit, 0, 0, false, false).ToView(name, rules));
        }, ct);
    }

    public static async Task<Results<NoContent,
        ProblemHttpResult>> Contest(Guid id, ContestInvoice body, Caller caller, BillingDb db, TimeProvider clock, CancellationToken ct) =>
        await db.WriteAsync(async token =>
        {
            if (!await db.Invoices.AnyAsync(i => i.Id == id && i.Kind == InvoiceKind.Invoice, token))
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            var contested = !string.IsNullOrWhiteSpace(body.Reason);
            await AddEventAsync(db, id, contested ? InvoiceEvent.Contested : InvoiceEvent.Settled, caller.Name, clock, body.Reason, null, token);
            return TypedResults.NoContent();
        }, ct);

    /// <summary>An entry each, for what is still open; twice changes nothing.</summary>
    public static async Task<Results<Ok<HandedOver>, ProblemHttpResult>> HandOver(
        HandOver body, Caller caller, BillingDb db, Books books, TimeProvider clock, CancellationToken ct)
    {
        if (Math.Abs(body.Date!.Value.DayNumber - DateOnly.FromDateTime(clock.UtcNow()).DayNumber) > 800)
        {
            return Problems.Invalid("date.invalid", "La date du titre est à plus de deux ans d’aujourd’hui.");
        }

        var (done, cents, left) = (0, 0L, new List<string>());
        foreach (var id in body.Invoices.Distinct())
        {
            var taken = await db.WriteAsync(token => HandOverOneAsync(id, body.Title, body.Date!.Value, caller.Name, db, books, clock, token), ct);
            db.ChangeTracker.Clear();
            if (taken.Cents > 0)
            {
                (done, cents) = (done + 1, cents + taken.Cents);
            }
            else if (taken.Number is { } number)
            {
                left.Add(number);
            }
        }

        return TypedResults.Ok(new HandedOver(done, Euros.Of(cents), [.. left]));
    }

    /// <summary>Call inside a unit of work.</summary>
    internal static async Task<(string? Number, long Cents)> HandOverOneAsync(
        Guid id, string title, DateOnly date, string by, BillingDb db, Books books, TimeProvider clock, CancellationToken ct)
    {
        var state = (await db.StatesAsync(db.Invoices.Where(i => i.Id == id && i.Kind == InvoiceKind.Invoice), ct)).SingleOrDefault();
        if (state is null)
        {
            return (null, 0);
        }

        var invoice = state.Invoice;
        await books.MeetAsync(invoice.Payer, invoice.CashOffice, ct);
        // What a bank has an order for, or the family was told of, isn't handed over: it would be paid twice.
        if (state.Remaining <= 0 || await db.DebitOrders.AnyAsync(
            o => o.InvoiceId == id && (o.State == DebitState.InFile || (o.State == DebitState.Announced && o.On >= date)), ct))
        {
            return (invoice.Number, 0);
        }

        await AddEventAsync(db, id, InvoiceEvent.HandedOver, by, clock, title, date, ct);
        books.Post(invoice.Payer, invoice.CashOffice, date, EntryKind.Title, -state.Remaining, invoice.Number, invoice.Id, title);
        return (invoice.Number, state.Remaining);
    }

    private static async Task AddEventAsync(BillingDb db, Guid invoice, string kind, string by, TimeProvider clock, string? note, DateOnly? on,
        CancellationToken ct)
    {
        var no = await db.InvoiceEvents.Where(e => e.InvoiceId == invoice).MaxAsync(e => (int?)e.No, ct) ?? 0;
        db.InvoiceEvents.Add(new InvoiceEvent
        {
            InvoiceId = invoice,
            No = no + 1,
            Kind = kind,
            At = clock.UtcNow(),
            By = by,
            Note = note?[..Math.Min(note.Length, 400)],
            On = on
        });
    }
}
