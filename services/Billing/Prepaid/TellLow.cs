using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>Once an hour of the product's clock: tells families whose prepaid account went under the commune's sum, once until it is filled again.</summary>
internal sealed class TellLow(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TellLow> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    protected override TimeProvider PauseClock => clock;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<Payment>(services.GetRequiredService<BillingDb>(), p => true, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        foreach (var office in rules.CashOffices.Values.Where(o => o.Prepaid is { Low: not null }))
        {
            var low = Euros.Cents(office.Prepaid!.Low!.Value);
            // Only who uses it: a payment was made in advance, or days are taken.
            var left = await PrepaidBook.LeftAsync(db, office, rules.Today(clock), null, ct);
            var told = await db.PrepaidTold.Where(t => t.CashOffice == office.Key).Select(t => t.Payer).ToListAsync(ct);
            var known = await db.KnownFamilies.Where(f => f.Version > 0 && !f.IsThirdParty && f.MergedInto == null).Select(f => f.FamilyId).ToListAsync(ct);
            foreach (var payer in left.Keys.Intersect(known).Where(p => left[p].Left < low != told.Contains(p)).ToList())
            {
                await db.WriteAsync(token => TellAsync(db, rules, office, payer, low, token), ct);
                db.ChangeTracker.Clear();
            }
        }
    }

    // Looked at again in the transaction: another replica, or a top-up, may have been first.
    private async Task TellAsync(BillingDb db, BillingRules rules, CashOffice office, Guid payer, long low, CancellationToken ct)
    {
        var (left, _, _) = (await PrepaidBook.LeftAsync(db, office, rules.Today(clock), [payer], ct)).GetValueOrDefault(payer);
        var told = await db.PrepaidTold.SingleOrDefaultAsync(t => t.Payer == payer && t.CashOffice == office.Key, ct);
        if (left >= low)
        {
            if (told is not null)
            {
                db.PrepaidTold.Remove(told);
            }

            return;
        }

        if (told is null)
        {
            db.PrepaidTold.Add(new PrepaidTold { Payer = payer, CashOffice = office.Key, At = clock.UtcNow() });
            db.Raise(new FamilyNotified(
                db.CurrentTenant, clock.UtcNow(), Guid.CreateVersion7(), payer, "prepaid", $"Votre compte prépayé : il reste {French.Price(Euros.Of(left))}",
                $"{office.Label} : il reste {French.Price(Euros.Of(left))} sur votre compte. Versez ce que vous voulez sur le portail ou à la mairie, pour que vos prochains jours soient payés.",
                "prepaye"));
        }
    }
}
