using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Certificates;

/// <summary>Tax certificates of a year for every payer, some in a transaction together: a kill loses none and makes none twice.</summary>
internal sealed class MakeAll(IServiceScopeFactory scopes, ILogger<MakeAll> log) : TenantWorker(scopes, log)
{
    private const int Together = 50;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    public static async Task<Results<Ok<CertificateJob>, ProblemHttpResult>> Start(
        MakeAllCertificates body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var year = body.Year!.Value;
        var today = (await BillingRules.InForceAsync(cache, db, ct)).Rules.Today(clock);
        if (today < ReadCertificates.ReadyOn(year))
        {
            return Problems.Conflict("certificate.early", $"Les attestations de {year} sont prêtes le {French.Date(ReadCertificates.ReadyOn(year))}.");
        }

        return TypedResults.Ok(View(await db.WriteAsync(async token =>
        {
            var run = await db.CertificateRuns.SingleOrDefaultAsync(r => r.Year == year, token);
            if (run is null)
            {
                run = new CertificateRun { Year = year, By = caller.Name };
                db.CertificateRuns.Add(run);
            }

            // Again: what changed since gets a new certificate, the rest stays.
            (run.Done, run.Of, run.Cursor, run.IsDone, run.At, run.By) = (0, await Payers(db, year).CountAsync(token), null, false, clock.UtcNow(),
                caller.Name);
            return run;
        }, ct)));
    }

    public static async Task<Ok<CertificateJob[]>> List(BillingDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.CertificateRuns.AsNoTracking().OrderByDescending(r => r.Year).ToListAsync(ct)).Select(View).ToArray());

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<CertificateRun>(services.GetRequiredService<BillingDb>(), r => !r.IsDone, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (db, maker) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<CertificateMaker>());
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        foreach (var year in await db.CertificateRuns.Where(r => !r.IsDone).Select(r => r.Year).ToListAsync(ct))
        {
            foreach (var some in (await Payers(db, year).ToListAsync(ct)).Order().Chunk(Together))
            {
                await db.WriteAsync(async token =>
                {
                    var run = await db.CertificateRuns.SingleAsync(r => r.Year == year, token);
                    var left = some.Where(p => run.Cursor is not { } last || p.CompareTo(last) > 0).ToList();
                    if (left.Count > 0)
                    {
                        await maker.MakeTaxAsync(left, year, rules, token);
                        (run.Done, run.Cursor) = (run.Done + left.Count, left[^1]);
                    }
                }, ct);
                db.ChangeTracker.Clear();
            }

            await db.WriteAsync(async token => (await db.CertificateRuns.SingleAsync(r => r.Year == year, token)).IsDone = true, ct);
        }
    }

    private static IQueryable<Guid> Payers(BillingDb db, int year)
    {
        var (first, end) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        return db.Allocations.Where(a => a.Date >= first && a.Date < end
            && db.KnownFamilies.Any(f => f.FamilyId == a.Payer && f.Version > 0 && !f.IsThirdParty)).Select(a => a.Payer).Distinct();
    }

    private static CertificateJob View(CertificateRun run) => new(run.Year, run.Done, run.Of, run.IsDone ? "done" : "running", run.At, run.By);
}
