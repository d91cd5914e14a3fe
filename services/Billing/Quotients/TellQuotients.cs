using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Quotients;

/// <summary>
/// Once an hour of the product's clock: tells households whose quotient changes what their prices become, and thirty days before one ends without another
/// what they would be
/// then. Works from what is kept, so that late or doubled events tell nothing twice.
/// </summary>
internal sealed class TellQuotients(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TellQuotients> log) : TenantWorker(scopes, log)
{
    private const int Before = 30;

    // A quotient that began longer ago is no news: a commune that takes over its files tells nobody.
    private const int News = 31;

    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    protected override TimeProvider PauseClock => clock;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<KnownQuotient>(services.GetRequiredService<BillingDb>(), q => true, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        var today = rules.Today(clock);
        var (since, soon) = (today.AddDays(-News), today.AddDays(Before));
        var begun = await db.KnownQuotients.AsNoTracking().Where(q => q.From > since && db.FactVersions.Any(f => f.FamilyId == q.FamilyId && f.From < q.From
            && f.From < today)).ToListAsync(ct);
        var ending = await db.KnownQuotients.AsNoTracking().Where(q => q.Until >= today && q.Until <= soon
            && !db.KnownQuotients.Any(n => n.FamilyId == q.FamilyId && n.From > q.From)).ToListAsync(ct);
        var about = begun.Select(q => (q.FamilyId, Quotient: q, Ends: false)).Concat(ending.Select(q => (q.FamilyId, Quotient: q,
            Ends: true))).ToLookup(q => q.FamilyId);
        foreach (var family in about)
        {
            foreach (var (_, quotient, ends) in family)
            {
                await db.WriteAsync(token => TellAsync(db, rules, quotient, ends, token), ct);
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task TellAsync(BillingDb db, BillingRules rules, KnownQuotient quotient, bool ends, CancellationToken ct)
    {
        var about = FormattableString.Invariant(
            $"{(ends ? "end" : "change")}:{(ends ? quotient.Until : quotient.From):yyyy-MM-dd}:{quotient.Value.ToString("0.##", CultureInfo.InvariantCulture)}");
        if (await db.QuotientsTold.AnyAsync(t => t.FamilyId == quotient.FamilyId && t.About == about, ct) || await FamilyFacts.LoadAsync(db,
            quotient.FamilyId, rules, ct) is not { } facts)
        {
            return;
        }

        db.QuotientsTold.Add(new QuotientTold { FamilyId = quotient.FamilyId, About = about, At = clock.UtcNow() });
        var turn = ends ? quotient.Until!.Value.AddDays(1) : quotient.From;
        var on = rules.QuotientDate == QuotientDate.Service || turn.Day == 1 ? turn : new DateOnly(turn.Year, turn.Month, 1).AddMonths(1);
        if (QuotientNotice.Of(facts, on, await UsedAsync(db, rules, quotient.FamilyId, on, ct), ends) is { } notice)
        {
            db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), Guid.CreateVersion7(), quotient.FamilyId, "quotient", notice.Subject,
                notice.Text, "tarifs"));
        }
    }

    // What was booked from two months before on: the prices the household knows.
    private static async Task<List<(Guid, Tariff)>> UsedAsync(BillingDb db, BillingRules rules, Guid family, DateOnly on, CancellationToken ct)
    {
        var since = on.AddMonths(-2);
        var cells = await db.Cells.AsNoTracking().Where(c => c.Payer == family && c.Date >= since && c.Outcome != CellOutcome.None
            && c.Outcome != CellOutcome.AbsentExcused)
            .Select(c => new { c.ChildId, c.Unit }).Distinct().ToListAsync(ct);
        return [.. cells.Select(c => (c.ChildId, Tariff: rules.TariffOf(c.Unit))).Where(u => u.Tariff is not null).Select(u => (u.ChildId,
            u.Tariff!)).Distinct()];
    }
}
