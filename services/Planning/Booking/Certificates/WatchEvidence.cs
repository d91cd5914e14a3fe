using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>
/// Once a minute of the product's clock: reminds of certificates, bills the days of those that never came, deletes files kept long enough.
/// A row that fails is left for the next round. Any number of replicas: each row is looked at again inside its own transaction, and its version lets one
/// writer through.
/// </summary>
public sealed class WatchEvidence(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WatchEvidence> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => TimeSpan.FromMinutes(1);

    protected override TimeProvider PauseClock => clock;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync(services.GetRequiredService<PlanningDb>(), IsDue(clock.UtcNow()), ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlanningDb>();
        if (await services.GetRequiredService<CurrentRules>().FindAsync(ct) is not { } inForce)
        {
            return;
        }

        var due = await db.Evidence.Where(IsDue(clock.UtcNow())).OrderBy(e => e.DueAt).Select(e => new DueEvidence(e.Id)).ToListAsync(ct);
        await EachRow.DoAsync(db, due, Log, e => SettleAsync(db, inForce.Rules, e.Id, ct), ct);
    }

    private sealed record DueEvidence(Guid Id);

    private static Expression<Func<Evidence, bool>> IsDue(DateTime now) => e =>
        (e.State == EvidenceState.Awaited && (e.DueAt <= now || e.RemindAt <= now)) || e.DeleteAt <= now;

    private Task SettleAsync(PlanningDb db, PlanningRules rules, Guid id, CancellationToken ct) =>
        db.WriteAsync(async token =>
        {
            var now = clock.GetUtcNow();
            var at = now.UtcDateTime;
            var evidence = await db.Evidence.Include(e => e.Files).SingleAsync(e => e.Id == id, token);
            var settle = new SettleEvidence(db, rules, now);
            if (evidence.State == EvidenceState.Awaited && evidence.DueAt <= at)
            {
                await settle.MissAsync(evidence, token);
            }
            else if (evidence.State == EvidenceState.Awaited && evidence.RemindAt <= at)
            {
                await settle.RemindAsync(evidence, token);
            }

            if (evidence.DeleteAt <= at)
            {
                var files = evidence.Files.Select(f => f.Id).ToList();
                await db.CertificateContents.Where(c => files.Contains(c.Id)).ExecuteDeleteAsync(token);
                evidence.Files.ForEach(f => f.DeletedAt ??= at);
                evidence.DeleteAt = null;
                evidence.Version++;
            }
        }, ct);
}
