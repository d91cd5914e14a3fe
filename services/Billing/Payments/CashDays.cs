using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>
/// The journal of a day and its closing. Received comes from the account's entries, allocated from what is on invoices, so that the identity says something:
/// a day with money that has no place, or twice one, doesn't close.
/// </summary>
internal static class CashDays
{
    public static async Task<Results<Ok<CashDayView>,
        ProblemHttpResult>> Get(DateOnly date, BillingDb db, SettingsCache cache, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return date.Year is < 2000 or > 2100 ? Problems.Invalid("day.invalid", "Ce jour est hors du calendrier de la régie.")
            : office is null || !rules.CashOffices.ContainsKey(office) ? Problems.Invalid("office.unknown", "Cette régie n’existe pas.")
            : TypedResults.Ok(await ReadAsync(date, office, db, rules, ct));
    }

    public static async Task<Results<Ok<CashDayView>, ProblemHttpResult>> Close(
        DateOnly date, CloseDay body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (office is null || !rules.CashOffices.TryGetValue(office, out var known))
        {
            return Problems.Invalid("office.unknown", "Cette régie n’existe pas.");
        }

        if (date.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("day.invalid", "Ce jour est hors du calendrier de la régie.");
        }

        if (date > rules.Today(clock))
        {
            return Problems.Invalid("day.future", "Cette journée n’a pas encore eu lieu.");
        }

        if (known.Mode == CashMode.Title)
        {
            return Problems.Invalid("office.title", "Le Trésor public encaisse pour ce service : il n’y a pas de journée à clôturer.");
        }

        var problem = await db.WriteAsync(async token =>
        {
            var day = await ReadAsync(date, office, db, rules, token);
            if (day.Closed is not null)
            {
                return Problems.Conflict("day.closed", "Cette journée est déjà clôturée.");
            }

            if (!day.Balanced)
            {
                return Problems.Conflict("day.unbalanced", "Le compte n’est pas juste : reçu n’égale pas affecté + à affecter + remboursé + annulé.");
            }

            if (body.CashCounted is { } counted && counted != day.CashExpected && string.IsNullOrWhiteSpace(body.Explanation))
            {
                return Problems.Invalid("day.explain", "La caisse n’a pas le montant attendu : recomptez, ou écrivez pourquoi.");
            }

            db.DayClosings.Add(new DayClosing
            {
                CashOffice = office,
                Date = date,
                Received = Euros.Cents(day.Received),
                Allocated = Euros.Cents(day.Allocated),
                ToAllocate = Euros.Cents(day.ToAllocate),
                Refunded = Euros.Cents(day.Refunded),
                CashCounted = body.CashCounted is { } cash ? Euros.Cents(cash) : null,
                Explanation = body.Explanation,
                At = clock.UtcNow(),
                By = caller.Name,
            });
            return null;
        }, ct);
        return problem is not null ? problem : TypedResults.Ok(await ReadAsync(date, office, db, rules, ct));
    }

    internal static async Task<CashDayView> ReadAsync(DateOnly date, string office, BillingDb db, BillingRules rules, CancellationToken ct)
    {
        var (all, after) = await Journal.OfAsync(db, office, date, ct);
        // What is given back stands by itself: it is no less received, and it has left the drawer.
        var own = all.Where(e => e.Kind != EntryKind.Refund).ToList();
        var back = await GivenBackAsync(db, all, ct);
        var ids = own.Select(e => e.Source).Distinct().ToList();
        var views = (await ReadPayments.ViewsAsync(db, rules, db.Payments.Where(p => ids.Contains(p.Id)), ct)).ToDictionary(p => p.Id);
        PaymentSummary[] rows = [.. own.Where(e => views.ContainsKey(e.Source)).Select(e => Row(views[e.Source], e))];
        var received = own.Where(e => e.Kind == EntryKind.Payment && views.ContainsKey(e.Source)).Select(e => views[e.Source]).ToList();
        var allocated = Euros.Of(await db.Allocations.Where(a => ids.Contains(a.Source) && db.Payments.Any(p => p.Id == a.Source && p.ReversedOn == null))
            .SumAsync(a => a.Cents, ct));
        // Taken back on its own day, a payment and its reversal are nothing together; on another, each day says so.
        var (advance, refunded) = (received.Sum(p => p.Advance), received.Sum(p => p.Refunded));
        var cancelled = rows.Where(r => r.State is Cancelled or Reversal).Sum(r => r.Amount);
        var sums = new DaySums(-Euros.Of(own.Sum(e => e.Cents)), allocated, advance, refunded, cancelled);
        // A closing tells the sums of the whole office.
        var closed = db.IsLimited ? null : await db.DayClosings.AsNoTracking().SingleOrDefaultAsync(d => d.CashOffice == office && d.Date == date, ct);
        var balanced = closed is not null || (sums.Received == allocated + advance + refunded + cancelled && advance >= 0);
        sums = closed is null ? sums : Kept(closed);
        var kept = db.IsLimited ? 0 : rules.CashOffices[office].Collecting?.CashFloat ?? 0;
        var taken = rows.Where(r => r.State == Reversal).Select(r => r.Id).ToHashSet();
        var methods = rows.GroupBy(p => (p.Method, p.MethodLabel)).OrderBy(g => g.Key.MethodLabel, StringComparer.Ordinal)
            .Select(g => new MethodTotal(g.Key.Method, g.Key.MethodLabel, g.Count(p => !taken.Contains(p.Id)), g.Sum(p => p.Amount))).ToArray();
        var (cashIn, cashBack) = (rows.Where(p => p.Method == PayMethods.Cash).Sum(p => p.Amount),
            back.Where(b => b.Method == PayMethods.Cash).Sum(b => b.Amount));
        return new CashDayView(
            date, office, sums.Received, sums.Allocated, sums.ToAllocate, sums.Refunded, balanced, methods, rows,
            kept + cashIn - cashBack, kept,
            closed is null ? null : new DayClosed(closed.At, closed.By, closed.CashCounted is { } cash ? Euros.Of(cash) : null, closed.Explanation),
            sums.Cancelled, after.Count == 0 ? null : new DayAfter(after.Count, -Euros.Of(after.Sum(e => e.Cents))),
            await Journal.NextAsync(db, office, date, ct), db.IsLimited, back, back.Sum(b => b.Amount), cashIn,
            cashBack);
    }

    private static async Task<GivenBack[]> GivenBackAsync(BillingDb db, List<Entry> entries, CancellationToken ct)
    {
        var ids = entries.Where(e => e.Kind == EntryKind.Refund).Select(e => e.Source).ToList();
        var refunds = ids.Count == 0 ? [] : (await ReadPayments.RefundsAsync(db, db.Refunds.Where(r => ids.Contains(r.Id)), ct)).ToDictionary(r => r.Id);
        return [.. entries.Where(e => refunds.ContainsKey(e.Source)).Select(e => new GivenBack(
            refunds[e.Source].Payment, e.Number, refunds[e.Source].Payer, e.At, e.Detail, refunds[e.Source].MethodLabel, Euros.Of(e.Cents),
            refunds[e.Source].Reason))];
    }

    private const string Cancelled = "reversed";
    private const string Reversal = "reversal";

    private sealed record DaySums(decimal Received, decimal Allocated, decimal ToAllocate, decimal Refunded, decimal Cancelled);

    // As they were when the day closed: what becomes of its money later is another day's.
    private static DaySums Kept(DayClosing closed) => new(
        Euros.Of(closed.Received), Euros.Of(closed.Allocated), Euros.Of(closed.ToAllocate), Euros.Of(closed.Refunded),
        Euros.Of(closed.Received - closed.Allocated - closed.ToAllocate - closed.Refunded));

    private static PaymentSummary Row(PaymentSummary payment, Entry entry) => entry.Kind == EntryKind.Payment ? payment
        : payment with { At = entry.At, Date = entry.Date, Amount = -payment.Amount, State = Reversal, On = [], Advance = 0, Refunded = 0 };
}

/// <summary>Money that has no place yet, with its owner and age.</summary>
internal static class GetFollowUp
{
    public static async Task<Ok<FollowUpView>> Handle(BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var received = -await db.Entries.Where(e => e.Date == today && (office == null || e.CashOffice == office)
            && (e.Kind == EntryKind.Payment || e.Kind == EntryKind.Reversal)).SumAsync(e => e.Cents, ct);
        var owed = (await db.Entries.Where(e => office == null
            || e.CashOffice == office).GroupBy(e => new { e.Payer, e.CashOffice }).Select(g => new { g.Key.CashOffice, Cents = g.Sum(e => e.Cents) })
            .Where(g => g.Cents > 0).ToListAsync(ct)).Where(o => rules.CashOffices.GetValueOrDefault(o.CashOffice)?.Mode != CashMode.Title).ToList();
        var open = db.Payments.Where(p => (office == null || p.CashOffice == office) && p.ReversedOn == null && p.Cents
            > db.Allocations.Where(a => a.Source == p.Id).Sum(a => a.Cents) + db.Refunds.Where(r => r.Source == p.Id
                && r.State != RefundState.Cancelled).Sum(r => r.Cents));
        var advances = await ReadPayments.ViewsAsync(db, rules, open.OrderBy(p => p.Date).ThenBy(p => p.At), ct);
        var refunds = await ReadPayments.RefundsAsync(db,
            db.Refunds.Where(r => r.State == RefundState.Requested && (office == null || r.CashOffice == office)), ct);
        return TypedResults.Ok(new FollowUpView(
            Euros.Of(received), Euros.Of(owed.Sum(o => o.Cents)), owed.Count, [.. advances], [.. refunds],
            advances.Sum(a => a.Advance) + refunds.Sum(r => r.Amount)));
    }
}
