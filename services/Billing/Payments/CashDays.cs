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
        return office is null || !rules.CashOffices.ContainsKey(office) ? Problems.Invalid("office.unknown", "Cette régie n’existe pas.")
            : TypedResults.Ok(await ReadAsync(date, office, db, rules, ct));
    }

    public static async Task<Results<Ok<CashDayView>, ProblemHttpResult>> Close(
        DateOnly date, CloseDay body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (office is null || !rules.CashOffices.ContainsKey(office))
        {
            return Problems.Invalid("office.unknown", "Cette régie n’existe pas.");
        }

        if (date > rules.Today(clock))
        {
            return Problems.Invalid("day.future", "Cette journée n’a pas encore eu lieu.");
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
                return Problems.Conflict("day.unbalanced", "Le compte n’est pas juste : reçu n’égale pas affecté + à affecter + remboursé.");
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

    private static async Task<CashDayView> ReadAsync(DateOnly date, string office, BillingDb db, BillingRules rules, CancellationToken ct)
    {
        var payments = await ReadPayments.ViewsAsync(db, rules, db.Payments.Where(p => p.CashOffice == office && p.Date == date).OrderBy(p => p.At), ct);
        // A payment taken back later was received that day all the same; its reversal is of its own day.
        var received = -await db.Entries.Where(e => e.CashOffice == office && e.Date == date && e.Kind == EntryKind.Payment).SumAsync(e => e.Cents, ct);
        var (allocated, back) = (await db.Allocations.Where(a =>
            db.Payments.Any(p => p.Id == a.Source && p.CashOffice == office && p.Date == date)).SumAsync(a => a.Cents, ct),
            payments.Where(p => p.State == "reversed").Sum(p => p.Amount));
        var (advance, refunded) = (payments.Sum(p => p.Advance) + back, payments.Sum(p => p.Refunded));
        var closed = await db.DayClosings.AsNoTracking().SingleOrDefaultAsync(d => d.CashOffice == office && d.Date == date, ct);
        var kept = rules.CashOffices[office].Collecting?.CashFloat ?? 0;
        var methods = payments.GroupBy(p => (p.Method, p.MethodLabel)).OrderBy(g => g.Key.MethodLabel, StringComparer.Ordinal)
            .Select(g => new MethodTotal(g.Key.Method, g.Key.MethodLabel, g.Count(), g.Sum(p => p.Amount))).ToArray();
        return new CashDayView(
            date, office, Euros.Of(received), Euros.Of(allocated), advance, refunded, Euros.Of(received) == Euros.Of(allocated) + advance + refunded
                && advance >= 0, methods, [.. payments],
            kept + payments.Where(p => p.Method == PayMethods.Cash).Sum(p => p.Amount), kept,
            closed is null ? null : new DayClosed(closed.At, closed.By, closed.CashCounted is { } cash ? Euros.Of(cash) : null, closed.Explanation));
    }
}

/// <summary>Money that has no place yet, with its owner and age.</summary>
internal static class GetFollowUp
{
    public static async Task<Ok<FollowUpView>> Handle(BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var received = await db.Payments.Where(p => p.Date == today && (office == null || p.CashOffice == office)).SumAsync(p => p.Cents, ct);
        var owed = (await db.Entries.Where(e => office == null
            || e.CashOffice == office).GroupBy(e => new { e.Payer, e.CashOffice }).Select(g => new { g.Key.CashOffice, Cents = g.Sum(e => e.Cents) })
            .Where(g => g.Cents > 0).ToListAsync(ct)).Where(o => rules.CashOffices.GetValueOrDefault(o.CashOffice)?.Mode != CashMode.Title).ToList();
        var open = db.Payments.Where(p => (office == null || p.CashOffice == office) && p.ReversedOn == null && p.Cents
            > db.Allocations.Where(a => a.Source == p.Id).Sum(a => a.Cents) + db.Refunds.Where(r => r.Source == p.Id
                && r.State != RefundState.Cancelled).Sum(r => r.Cents));
        var advances = await ReadPayments.ViewsAsync(db, rules, open.OrderBy(p => p.Date).ThenBy(p => p.At), ct);
        var refunds = await ReadPayments.RefundsAsync(db,
            db.Refunds.Where(r => r.State == RefundState.Requested && (office == null || r.CashOffice == office)), ct);
        return TypedResults.Ok(new FollowUpView(Euros.Of(received), Euros.Of(owed.Sum(o => o.Cents)), owed.Count, [.. advances], [.. refunds]));
    }
}
