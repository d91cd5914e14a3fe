using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>
/// Tells families what to pay for days they have just booked, and gives up what the account doesn't cover when its time is over, the latest booked first. A day that the account
/// covers by then is a booking like any other.
/// </summary>
internal sealed class KeepHolds(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeepHolds> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return WithAsync<HeldDay>(services.GetRequiredService<BillingDb>(), h => !h.Told || h.Until <= now, ct);
    }

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (db, prices) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<PriceMonths>());
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        var now = clock.UtcNow();
        var due = await db.HeldDays.Where(h => !h.Told || h.Until <= now).Select(h => new { h.Payer, h.CashOffice }).Distinct().ToListAsync(ct);
        foreach (var one in due)
        {
            await db.WriteAsync(async token =>
            {
                await prices.OfPayersAsync([one.Payer], DateOnly.MaxValue, token);
                await db.SaveChangesAsync(token);
                await JudgeAsync(db, rules, one.Payer, one.CashOffice, now, token);
            }, ct);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task JudgeAsync(BillingDb db, BillingRules rules, Guid payer, string key, DateTime now, CancellationToken ct)
    {
        var held = (await db.HeldDays.Where(h => h.Payer == payer && h.CashOffice == key).ToListAsync(ct)).OrderBy(h => h.At).ThenBy(h => h.Date).ThenBy(h => h.Unit, StringComparer.Ordinal).ToList();
        if (rules.CashOffices.GetValueOrDefault(key) is not { Prepaid: { } prepaid } office)
        {
            db.HeldDays.RemoveRange(held);
            return;
        }

        // A held day is taken from the account as soon as it is booked, whatever the commune does with others.
        var left = (await PrepaidBook.LeftAsync(db, office with { Prepaid = prepaid with { Take = PrepaidTake.Booked } }, rules.Today(new At(now)), [payer], ct)).GetValueOrDefault(payer).Left;
        var prices = await db.Prices.Where(p => p.Payer == payer && p.CashOffice == key && p.Kind == PriceKind.Day).Select(p => new { p.ChildId, p.Unit, p.Date, p.Open })
            .ToDictionaryAsync(p => (p.ChildId, p.Unit, p.Date), p => p.Open, ct);
        long Price(HeldDay day) => prices.GetValueOrDefault((day.ChildId, day.Unit, day.Date));
        var covered = left + held.Sum(Price);
        var (release, open) = (new List<HeldDay>(), new List<HeldDay>());
        foreach (var day in held)
        {
            covered -= Price(day);
            if (covered < 0 && day.Until <= now)
            {
                covered += Price(day);
                release.Add(day);
            }
            else if (covered < 0)
            {
                open.Add(day);
            }
            else if (day.Until <= now)
            {
                db.HeldDays.Remove(day);
            }
        }

        Tell(db, rules, payer, [.. open.Where(d => !d.Told)], open.Sum(Price), left, now);
        held.ForEach(h => h.Told = true);
        Release(db, rules, payer, release, now);
    }

    private static void Tell(BillingDb db, BillingRules rules, Guid payer, List<HeldDay> days, long price, long left, DateTime now)
    {
        if (days.Count == 0)
        {
            return;
        }

        var (until, missing) = (days.Min(d => d.Until).ToLocal(rules.Zone), Figures.Money(Euros.Of(Math.Min(price, -left))));
        db.Raise(new FamilyNotified(
            db.CurrentTenant, now, Guid.CreateVersion7(), payer, "prepaid", $"À payer avant {until:H' h 'mm} pour garder vos jours",
            $"Versez {missing} avant le {Figures.Day(DateOnly.FromDateTime(until))} à {until:H' h 'mm}. Sans cela, ces places vont aux suivants :\n{Lines(days)}", "prepaye"));
    }

    private static void Release(BillingDb db, BillingRules rules, Guid payer, List<HeldDay> days, DateTime now)
    {
        if (days.Count == 0)
        {
            return;
        }

        db.HeldDays.RemoveRange(days);
        db.Raise(new DaysUnpaid(db.CurrentTenant, now, payer, [.. days.Select(d => new UnpaidDay(d.ChildId, d.Unit, d.Date, d.Version))]));
        db.Raise(new FamilyNotified(
            db.CurrentTenant, now, Guid.CreateVersion7(), payer, "prepaid", "Jours non payés : les places sont rendues",
            $"Le délai de paiement est passé ({now.ToLocal(rules.Zone):H' h 'mm}). Ces jours ne sont plus réservés, rien n’est dû :\n{Lines(days)}", "planning"));
    }

    private static string Lines(IEnumerable<HeldDay> days) => string.Join('\n', days.Select(d => d.Date).Distinct().Order().Select(d => $"– {Figures.Day(d)}"));

    private sealed class At(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(DateTime.SpecifyKind(now, DateTimeKind.Utc));
    }
}
