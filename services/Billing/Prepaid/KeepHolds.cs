using Microsoft.EntityFrameworkCore;
using Preau.Billing.Holds;
using Preau.Billing.Ledger;
using Preau.Billing.OnlinePayment;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>
/// Tells families what to pay for days they have just booked, confirms those that are paid, and gives
/// up the others when their time is over, the latest booked first. A payment
/// that is under way then is waited for, once, as long as its page may be open.
/// </summary>
internal sealed class KeepHolds(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeepHolds> log) : TenantWorker(scopes, log)
{
    // The poller asks after 21 minutes, when a page that is still open can bring nothing more.
    private static readonly TimeSpan UnderWay = Settlement.Patience + TimeSpan.FromMinutes(2);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return WithAsync<HeldDay>(services.GetRequiredService<BillingDb>(), h => h.State == HeldState.Waiting && (!h.Judged || h.Until <= now), ct);
    }

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct) => KeepAsync(services, clock, ct);

    /// <summary>One round of one tenant.</summary>
    internal static async Task KeepAsync(IServiceProvider services, TimeProvider clock, CancellationToken ct)
    {
        var (db, prices) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<PriceMonths>());
        var (rules, now) = ((await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules, clock.UtcNow());
        // Held days of a unit that isn't held any more, and whose booking is gone.
        await db.HeldDays.Where(h => h.State != HeldState.GivenUp && !db.Cells.Any(c => c.ChildId == h.ChildId && c.Unit == h.Unit && c.Date == h.Date
            && c.Outcome == CellOutcome.Booked)).ExecuteDeleteAsync(ct);
        var due = await (
            from h in db.HeldDays
            join c in db.Cells on new { h.ChildId, h.Unit, h.Date } equals new { c.ChildId, c.Unit, c.Date }
            where h.State == HeldState.Waiting && (!h.Judged || h.Until <= now)
            select new { c.Payer, h.CashOffice }).Distinct().ToListAsync(ct);
        foreach (var one in due)
        {
            await db.WriteAsync(async token =>
            {
                await prices.OfPayersAsync([one.Payer], DateOnly.MaxValue, token);
                await db.SaveChangesAsync(token);
                await JudgeAsync(services, rules, one.Payer, one.CashOffice, now, token);
            }, ct);
            db.ChangeTracker.Clear();
        }

        var today = DateOnly.FromDateTime(now.ToLocal(rules.Zone));
        await db.HeldDays.Where(h => h.State == HeldState.GivenUp && h.Date < today).ExecuteDeleteAsync(ct);
    }

    private static async Task JudgeAsync(IServiceProvider services, BillingRules rules, Guid payer, string office, DateTime now, CancellationToken ct)
    {
        var (db, books) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<Books>());
        await books.MeetAsync(payer, office, ct);
        var book = await HeldBook.ReadAsync(db, books, payer, office, ct);
        var (today, free, paying) = (DateOnly.FromDateTime(now.ToLocal(rules.Zone)), book.Free, await PayingAsync(db, payer, office, now, ct));
        var (kept, open, release) = (new List<Held>(), new List<Held>(), new List<Held>());
        foreach (var held in book.Waiting)
        {
            var day = held.Day;
            if (rules.HoldOf(day.Unit) is null || held.Price <= free || (day.Until <= now && day.Date < today))
            {
                // A day that has begun is due like any other.
                day.State = HeldState.Kept;
                free -= held.Price;
                kept.Add(held);
            }
            else if (day.Until <= now && (day.Extended || paying is null || paying <= now))
            {
                (day.State, day.Ended) = (HeldState.GivenUp, now);
                release.Add(held);
            }
            else
            {
                (day.Until, day.Extended) = day.Until <= now ? (paying!.Value, true) : (day.Until, day.Extended);
                open.Add(held);
            }
        }

        var notices = new HoldNotices(db, rules, payer, now);
        notices.Kept(kept);
        notices.Ask([.. open.Where(h => !h.Day.Judged && !h.Day.Extended)], open, Math.Max(0, open.Sum(h => h.Price) - free));
        notices.GivenUp(release);
        book.Waiting.ForEach(h => h.Day.Judged = true);
        open.ForEach(h => h.Day.Told = true);
        if (open.Count == 0)
        {
            db.HeldDays.RemoveRange(book.Kept.Concat(kept).Select(h => h.Day));
        }

        foreach (var booker in release.GroupBy(h => h.Booker))
        {
            db.Raise(new DaysUnpaid(db.CurrentTenant, now, booker.Key,
                [.. booker.Select(h => new UnpaidDay(h.Day.ChildId, h.Day.Unit, h.Day.Date, h.Version))]));
        }
    }

    // Until when a payment into this account may still be told of; null when none is under way.
    private static async Task<DateTime?> PayingAsync(BillingDb db, Guid payer, string office, DateTime now, CancellationToken ct)
    {
        var begun = now - UnderWay;
        var last = await db.PayAttempts.Where(a =>
            a.FamilyId == payer && a.CashOffice == office && a.IsTopUp && a.State == AttemptState.Waiting && a.Said != "A" && a.IdOp != null
            && a.CreatedAt > begun).OrderByDescending(a => a.CreatedAt).Select(a => (DateTime?)a.CreatedAt).FirstOrDefaultAsync(ct);
        return last + UnderWay;
    }
}
