using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>POST /payments: money taken in at the counter, with its receipt number, entry and allocation in one transaction.</summary>
internal static class RecordPaymentAtCounter
{
    public static async Task<Results<Ok<PaymentDetail>, ProblemHttpResult>> Handle(
        RecordPayment body, Caller caller, BillingDb db, Receive receive, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (Refusal(body, rules, rules.Today(clock)) is { } refusal)
        {
            return refusal;
        }

        var problem = await db.WriteAsync(async token =>
        {
            if (await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == body.Id, token) is { } known)
            {
                return known.Payer == body.Family && known.Cents == Euros.Cents(body.Amount!.Value) ? null
                    : Problems.Conflict("payment.exists", "Un autre règlement porte déjà cette clé.");
            }

            if (!await db.KnownFamilies.AnyAsync(f => f.FamilyId == body.Family && f.Version > 0, token))
            {
                return Problems.NotFound();
            }

            // Today's money is taken whether its day is closed or not: the next journal has it.
            if (body.Date < rules.Today(clock) && await db.DayClosings.AnyAsync(d => d.CashOffice == body.Office && d.Date == body.Date, token))
            {
                return Problems.Conflict("day.closed", "Cette journée est clôturée : datez le règlement d’aujourd’hui.");
            }

            var incoming = new Incoming(
                body.Id!.Value, body.Family!.Value, body.Office, body.Date!.Value, body.Method, Euros.Cents(body.Amount!.Value), Payment.AtCounter,
                    body.Id.Value.ToString(),
                caller.Name, body.Drawer, body.Bank, body.Reference, body.Note, body.Books is null ? null : rules.CashOffices[body.Office].Prepaid!.Book!.Key,
                (body.Books ?? 0) * (rules.CashOffices[body.Office].Prepaid?.Book?.Count ?? 0));
            return await receive.Async(incoming, rules, body.Books is null ? body.Allocations : [], body.Invoices, token);
        }, ct);
        return problem is not null ? problem : TypedResults.Ok((await ReadPayments.DetailAsync(db, rules, body.Id!.Value, ct))!);
    }

    private static ProblemHttpResult? Refusal(RecordPayment body, BillingRules rules, DateOnly today)
    {
        if (!rules.CashOffices.TryGetValue(body.Office, out var office))
        {
            return Problems.Invalid("office.unknown", "Cette régie n’existe pas.");
        }

        return office.Mode == CashMode.Title ? Problems.Invalid("office.title",
            "Le Trésor public encaisse pour ce service : la commune ne reçoit pas de règlement.")
            : !Methods.Of(office.Collecting).Contains(body.Method) ? Problems.Invalid("payment.method", "Cette régie n’accepte pas ce moyen de paiement.")
            : body.Books is { } books && body.Amount != books * office.Prepaid?.Book?.Price
            ? Problems.Invalid("prepaid.books", Tickets.Asked(office.Prepaid?.Book, books))
            : !Euros.IsWhole(body.Amount!.Value) ? Problems.Invalid("payment.amount", "Le montant s’écrit avec deux décimales au plus.")
            : body.Date > today ? Problems.Invalid("payment.date", "La date du règlement est à venir.")
            : body.Date < today.AddYears(-1) ? Problems.Invalid("payment.date", "La date du règlement remonte à plus d’un an.")
            : null;
    }
}

/// <summary>Money as it comes in, from whatever source.</summary>
/// <param name="Source">"counter", "payfip", "sepa"; with <paramref name="SourceRef"/> it makes one payment at most (I6).</param>
internal sealed record Incoming(
    Guid Id, Guid Payer, string Office, DateOnly Date, string Method, long Cents, string Source, string SourceRef, string By, string? Drawer = null,
        string? Bank = null,
    string? Reference = null, string? Note = null, string? TicketBook = null, int Tickets = 0);

/// <summary>The one way in for money: counter, online payment and debits alike.</summary>
internal sealed class Receive(BillingDb db, Books books, TimeProvider clock)
{
    /// <summary>Call inside a unit of work. The same source and key again changes nothing.</summary>
    /// <param name="byHand">Lines and euros; null: oldest due first.</param>
    /// <param name="first">Invoices the payer named.</param>
    /// <returns>Null when recorded.</returns>
    public async Task<ProblemHttpResult?> Async(Incoming incoming, BillingRules rules, AllocateLine[]? byHand, Guid[]? first, CancellationToken ct,
        bool tell = true)
    {
        if (await db.Payments.AnyAsync(p => p.Source == incoming.Source && p.SourceRef == incoming.SourceRef, ct))
        {
            return null;
        }

        await books.MeetAsync(incoming.Payer, incoming.Office, ct);
        var (shares, problem) = await SharesAsync(incoming.Payer, incoming.Office, incoming.Method, incoming.Cents, rules, byHand, first, ct);
        if (problem is not null)
        {
            return problem;
        }

        var seq = await books.TakeNumberAsync(incoming.Office, incoming.Date.Year, Counter.Receipts, ct);
        var payment = new Payment
        {
            Id = incoming.Id,
            CashOffice = incoming.Office,
            Payer = incoming.Payer,
            Date = incoming.Date,
            Cents = incoming.Cents,
            Method = incoming.Method,
            Number = FormattableString.Invariant($"{incoming.Date.Year}-{seq}"),
            Drawer = incoming.Drawer,
            Bank = incoming.Bank,
            Reference = incoming.Reference,
            Note = incoming.Note,
            TicketBook = incoming.TicketBook,
            Tickets = incoming.Tickets,
            Source = incoming.Source,
            SourceRef = incoming.SourceRef,
            At = clock.UtcNow(),
            By = incoming.By,
        };
        db.Payments.Add(payment);
        books.Post(payment.Payer, payment.CashOffice, payment.Date, EntryKind.Payment, -payment.Cents, payment.Number, payment.Id, payment.Method);
        books.Allocate(payment.Payer, payment.Id, payment.Date, shares);
        await HeldBook.JudgeAgainAsync(db, payment.Payer, payment.CashOffice, ct);
        await db.SaveChangesAsync(ct);
        if (tell)
        {
            await PaymentEvents.RaiseAsync(db, payment, rules, clock, ct);
        }

        return null;
    }

    /// <summary>How an amount meets what is open: by hand never more than open, vouchers only what they may pay.</summary>
    public async Task<(List<Share> Shares, ProblemHttpResult? Problem)> SharesAsync(
        Guid payer, string office, string method, long cents, BillingRules rules, AllocateLine[]? byHand, Guid[]? first, CancellationToken ct)
    {
        var lines = await books.OpenLinesAsync(payer, office, ct);
        var births = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == payer).ToDictionaryAsync(c => c.ChildId, c => c.BirthDate, ct);
        var collecting = rules.CashOffices.GetValueOrDefault(office)?.Collecting;
        var open = lines.ToDictionary(l => (l.InvoiceId, l.LineNo), l => MayPay.Line(collecting, method, l, births.GetValueOrDefault(l.ChildId)));
        if (Methods.IsVoucher(method) && cents > open.Values.Sum())
        {
            return ([], Problems.Invalid("payment.method", "Ces titres ne peuvent pas tout payer : rendez ceux qui dépassent, ils n’ont pas de monnaie."));
        }

        if (byHand is null)
        {
            // What days that hold until paid still ask for is kept for them: the family was told that sum.
            var held = Methods.IsVoucher(method) || first is not null ? 0 : (await HeldBook.ReadAsync(db, books, payer, office, ct)).Missing;
            return (Allocating.Automatic([.. lines.Select(l => l.ToOpen() with { Open = open[(l.InvoiceId, l.LineNo)] }).Where(l => l.Open != 0)],
                Math.Max(0, cents - held), first), null);
        }

        var shares = byHand.Select(a => new Share(a.Invoice, a.Line, Euros.Cents(a.Amount))).Where(s => s.Cents != 0).ToList();
        var wrong = shares.Sum(s => s.Cents) > cents || shares.DistinctBy(s => (s.InvoiceId, s.LineNo)).Count() != shares.Count
            || Array.Exists(byHand, a => !Euros.IsWhole(a.Amount))
            || shares.Exists(s => !open.TryGetValue((s.InvoiceId, s.LineNo), out var left)
                || (left < 0 ? s.Cents < left || s.Cents > 0 : s.Cents < 0 || s.Cents > left));
        return wrong
            ? ([], Problems.Invalid("payment.allocation", "La répartition dépasse le règlement ou ce qui reste dû sur une ligne."))
            : (shares, null);
    }
}
