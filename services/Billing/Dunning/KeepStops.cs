using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>
/// Where the commune has the rule: once an hour of the product's clock stops the bookings of who owes for too long, meals never; nobody whose plan is kept
/// or whose difficulty
/// waits. <see cref="LiftStops"/> opens them again.
/// </summary>
internal sealed class KeepStops(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeepStops> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    protected override TimeProvider PauseClock => clock;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<Invoice>(services.GetRequiredService<BillingDb>(), i => true, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        var today = rules.Today(clock);
        foreach (var office in rules.CashOffices.Values.Where(o => o.Dunning is { StopAfter: not null, StopItself: true }))
        {
            foreach (var one in (await DunningBook.CasesAsync(db, rules, office, today, ct)).Where(c => IsLong(c, office.Dunning!, today)))
            {
                await db.WriteAsync(token => StopAsync(db, rules, office, one.Payer, today, token), ct);
                db.ChangeTracker.Clear();
            }
        }
    }

    private static bool IsLong(DunningCase one, DunningRules dunning, DateOnly today) =>
        one.Sleeps is null && one.Owing.Oldest is { } oldest && today.DayNumber - oldest.DayNumber >= dunning.StopAfter
            && one.Owing.Cents >= Euros.Cents(dunning.StopLeast);

    // Looked at again in the transaction: it may have been paid meanwhile.
    private async Task StopAsync(BillingDb db, BillingRules rules, CashOffice office, Guid payer, DateOnly today, CancellationToken ct)
    {
        if (await db.KnownFamilies.AnyAsync(f => f.FamilyId == payer && f.IsThirdParty, ct)
            || (await DunningBook.CasesAsync(db, rules, office, today, ct, payer)).SingleOrDefault() is not { } one || !IsLong(one, office.Dunning!, today))
        {
            return;
        }

        var stop = await StopBookings.FindAsync(db, payer, office.Key, ct);
        if (stop.Stopped || stop.SparedUntil >= one.Owing.Oldest)
        {
            return;
        }

        (stop.CashOffice, stop.Stopped, stop.Meals, stop.Automatic, stop.SparedUntil) = (office.Key, true, false, true, null);
        (stop.Reason, stop.By) = ($"Plus de {office.Dunning!.StopAfter} jours de retard", "règle de la commune");
        stop.Tell(db, clock.UtcNow(), "Réservations suspendues",
            $"Les nouvelles réservations sont suspendues, sauf les repas : {French.Price(one.Owing.Cents / 100m)} de factures sont en retard "
            + $"depuis le {French.Date(one.Owing.Oldest!.Value)}.\n{StopBookings.Help}");
    }
}

/// <summary>Opens the bookings of who owes nothing overdue any more, keeps a plan or has told a difficulty: within seconds of a payment, whatever way it
/// came.</summary>
internal sealed class LiftStops(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LiftStops> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<BookingStop>(services.GetRequiredService<BillingDb>(), s => s.Stopped, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        foreach (var family in await db.BookingStops.Where(s => s.Stopped).Select(s => s.FamilyId).ToListAsync(ct))
        {
            await db.WriteAsync(token => LiftAsync(db, rules, family, token), ct);
            db.ChangeTracker.Clear();
        }
    }

    private async Task LiftAsync(BillingDb db, BillingRules rules, Guid family, CancellationToken ct)
    {
        if (await db.BookingStops.SingleOrDefaultAsync(s => s.FamilyId == family && s.Stopped, ct) is not { } stop)
        {
            return;
        }

        var one = rules.CashOffices.GetValueOrDefault(stop.CashOffice) is { Dunning.StopAfter: not null } office
            ? (await DunningBook.CasesAsync(db, rules, office, rules.Today(clock), ct, family)).SingleOrDefault() : null;
        if (one is { Sleeps: null, Owing.Cents: > 0 })
        {
            return;
        }

        (stop.Stopped, stop.Meals) = (false, false);
        stop.Tell(db, clock.UtcNow(), "Réservations de nouveau ouvertes", "Vous pouvez de nouveau réserver. Merci.");
    }
}
