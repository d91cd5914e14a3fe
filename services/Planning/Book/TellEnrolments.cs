using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>
/// Tells the others of enrolments and contracts that changed, the newest state of each household; at the start also of those that were there before
/// anyone asked.
/// </summary>
internal sealed class TellEnrolments(IServiceScopeFactory scopes, ILogger<TellEnrolments> log) : TenantWorker(scopes, log)
{
    private const int Together = 100;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlanningDb>();
        var waiting = await WithAsync<EnrolmentNews>(db, n => n.Version != n.Told, ct);
        return round > 1 ? waiting : [.. waiting.Union(await WithAsync<Enrolment>(db, _ => true, ct))];
    }

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (db, clock) = (services.GetRequiredService<PlanningDb>(), services.GetRequiredService<TimeProvider>());
        if (round == 1)
        {
            await db.WriteAsync(async token =>
            {
                var silent = await db.Enrolments.Where(e => !db.EnrolmentNews.Any(n => n.FamilyId == e.FamilyId)).Select(e => e.FamilyId)
                    .Union(db.KnownChildren.Where(c => db.Enrolments.Any(e => e.ChildId == c.ChildId) && !db.EnrolmentNews.Any(n => n.FamilyId == c.FamilyId))
                        .Select(c => c.FamilyId)).ToListAsync(token);
                db.EnrolmentNews.AddRange(silent.Select(f => new EnrolmentNews { FamilyId = f, Version = 1 }));
            }, ct);
            db.ChangeTracker.Clear();
        }

        var rules = (await services.GetRequiredService<CurrentRules>().LoadAsync(ct)).Rules;
        while (await db.WriteAsync(token => TellAsync(db, rules, clock, token), ct) > 0)
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<int> TellAsync(PlanningDb db, PlanningRules rules, TimeProvider clock, CancellationToken ct)
    {
        var waiting = await db.EnrolmentNews.Where(n => n.Version != n.Told).OrderBy(n => n.FamilyId).Take(Together).ToListAsync(ct);
        var families = waiting.Select(n => n.FamilyId).ToList();
        var enrolments = (await db.Enrolments.AsNoTracking().Where(e => families.Contains(e.FamilyId)).ToListAsync(ct)).ToLookup(e => e.FamilyId);
        var contracts = (await db.ChildContracts.AsNoTracking().Where(c => families.Contains(c.FamilyId)).ToListAsync(ct)).ToLookup(c => c.FamilyId);
        // By whichever household a child is enrolled.
        var places = (await (from child in db.KnownChildren
                             where families.Contains(child.FamilyId)
                             join enrolment in db.Enrolments on child.ChildId equals enrolment.ChildId
                             select new { child.FamilyId, enrolment.Service }).Distinct().ToListAsync(ct)).ToLookup(p => p.FamilyId, p => p.Service);
        foreach (var news in waiting)
        {
            news.Told = news.Version;
            db.Raise(new EnrolmentsChanged(db.CurrentTenant, clock.UtcNow(), news.FamilyId, news.Version,
                [.. enrolments[news.FamilyId].OrderBy(e => e.From).ThenBy(e => e.Id)
                    .Select(e => new EnrolledChild(e.ChildId, e.Service, e.Unit, e.From, e.Until, e.Weekdays))],
                [.. contracts[news.FamilyId].OrderBy(c => c.From).ThenBy(c => c.Id)
                    .Select(c => new ContractedHours(c.ChildId, c.Service, c.From, c.Until, c.Hours().Sum(h => (decimal)(h.To - h.From).TotalHours)))],
                [.. enrolments[news.FamilyId].Select(e => e.Service).Union(places[news.FamilyId]).Order(StringComparer.Ordinal)
                    .Select(s => new ServicePlace(s, rules.Services.GetValueOrDefault(s)?.Facility.Key ?? ""))]));
        }

        return waiting.Count;
    }
}
