using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>A draft tried on the real days of a period, streamed: 1.4 million days are never in memory together.</summary>
internal static class GetTrial
{
    private const int MostDays = 800;

    public static async Task<Results<Ok<TrialView>, ProblemHttpResult>> Handle(
        string key, BillingDb db, IServiceProvider services, SettingsCache cache, TimeProvider clock, CancellationToken ct,
        DateOnly? from = null, DateOnly? until = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var (first, last) = (from ?? today.AddYears(-1), until ?? today.AddDays(-1));
        if (last < first || last.DayNumber - first.DayNumber > MostDays || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("period.invalid", $"La période va d’un jour (from) à un autre (until), {MostDays} jours au plus.");
        }

        return rules.Tariffs.FirstOrDefault(t => t.Key == key) is { Draft: { } draft } tariff
            && (tariff.On(today) ?? tariff.Versions.LastOrDefault() ?? draft) is var before
            ? TypedResults.Ok(await RunAsync(services, db, rules, tariff, before, draft, first, last, today, ct)) : Problems.NotFound();
    }

    private static async Task<TrialView> RunAsync(
        IServiceProvider services, BillingDb db, BillingRules rules, Tariff tariff, TariffVersion before, TariffVersion after,
        DateOnly from, DateOnly until, DateOnly today, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var households = await HouseholdsAsync(db, rules, until,
            [tariff with { Versions = [before], Draft = null }, tariff with { Versions = [after], Draft = null }], ct);
        var trial = await new TrialDays(tariff, from, until).ReadAsync(
            services, db.CurrentTenant, households, () => new Trial(tariff, before, after, today), ct);
        return trial.View([.. households.Select(h => h.Kept)], from, until, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task<List<Household>> HouseholdsAsync(BillingDb db, BillingRules rules, DateOnly until, Tariff[] tried, CancellationToken ct)
    {
        var children = (await db.KnownChildren.AsNoTracking().ToListAsync(ct)).ToLookup(c => c.FamilyId);
        var quotients = (await db.KnownQuotients.AsNoTracking().ToListAsync(ct)).ToLookup(q => q.FamilyId);
        var dated = (await db.FactVersions.AsNoTracking().ToListAsync(ct)).ToLookup(f => f.FamilyId);
        var units = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).ToLookup(u => u.Unit, u => u.Service);
        var asks = Array.Find(tried, t => Enrolled.Matters(t.Versions[0]));
        var enrolled = asks is null ? [] : await db.KnownEnrolments.AsNoTracking().ToDictionaryAsync(e => e.FamilyId, e => e.Document, ct);
        var families = await db.KnownFamilies.AsNoTracking().Where(f => f.Version > 0).OrderBy(f => f.FamilyId).ToListAsync(ct);
        return families.Select((family, i) => new Household(
            i, new FamilyFacts(family, children[family.FamilyId].ToDictionary(c => c.ChildId), [.. quotients[family.FamilyId]],
                new FactTimeline(dated[family.FamilyId]), rules.QuotientDate,
                enrolled.TryGetValue(family.FamilyId, out var document) ? Enrolled.Read(document, units) : null), until, asks)).ToList();
    }
}
