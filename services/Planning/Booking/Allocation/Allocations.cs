using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Allocation;

/// <summary>GET /allocations, GET and POST /allocations/{service}/{period}: what is to be allocated, the list before it is applied, and applying it.</summary>
internal static class Allocations
{
    private const int Shown = 1000;

    /// <summary>GET /allocations: the periods with wishes, last one first.</summary>
    public static async Task<Ok<AllocationPeriod[]>> List(PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var runs = await db.AllocationRuns.AsNoTracking()
            .Select(r => new RunFacts(r.Service, r.Period, r.At, r.By, r.Seed, r.Booked, r.Waitlisted, r.AppliedAt, r.Days, r.DaysDone)).ToListAsync(ct);
        var views = new List<AllocationPeriod>();
        foreach (var service in caller.Scope.Of(rules))
        {
            foreach (var period in service.Periods.Where(p => p.Wishes is not null))
            {
                views.Add(await ViewAsync(db, rules, service, period, runs, clock.GetUtcNow(), ct));
            }
        }

        return TypedResults.Ok<AllocationPeriod[]>([.. views.OrderByDescending(v => v.First)]);
    }

    /// <summary>GET /allocations/{service}/{period}?seed=: the ranking that would be applied, or the one that was.</summary>
    public static async Task<Results<Ok<AllocationPreview>, ProblemHttpResult>> Preview(string service, string period, long? seed, PlanningDb db,
        CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        if (Find(rules, service, period) is not var (found, asked) || !caller.Scope.Reaches(found))
        {
            return Problems.NotFound();
        }

        var run = await db.AllocationRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Service == service && r.Period == period, ct);
        // Without a number drawn in public it is that of the day on which wishes end: fixed before any of them came, so that nobody chose it.
        var drawn = run?.Seed ?? seed ?? DateOnly.FromDateTime(asked.Wishes!.Until).DayNumber;
        var ranked = run is null
            ? await ReadWishesOfPeriod.RankAsync(db, rules, found, asked, drawn, ct) : JsonSerializer.Deserialize<List<RankedWish>>(run.Ranked)!;
        var ids = ranked.Take(Shown).Select(r => r.Family).Distinct().ToList();
        var families = await db.KnownFamilies.AsNoTracking().Where(f => ids.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => ids.Contains(c.FamilyId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), c => $"{c.FirstName} {c.LastName}", ct);
        var facts = run is null
            ? null : new RunFacts(run.Service, run.Period, run.At, run.By, run.Seed, run.Booked, run.Waitlisted, run.AppliedAt, run.Days, run.DaysDone);
        return TypedResults.Ok(new AllocationPreview(await ViewAsync(db, rules, found, asked, facts is null ? [] : [facts], clock.GetUtcNow(), ct), drawn,
            run?.Fingerprint ?? Rank.FingerprintOf(ranked),
            ranked.Count(r => r.Booked), ranked.Count(r => !r.Booked),
            [.. ranked.Take(Shown)
                .Select(r => new AllocationLine(r.Date, r.Rank, r.Family, families.GetValueOrDefault(r.Family, ""),
                children.GetValueOrDefault((r.Family, r.Child), ""), rules.UnitLabel(r.Unit), r.Points, r.PointsText, r.Lot, r.Booked))]));
    }

    private static ProblemHttpResult? TooEarly(Period period, DateTimeOffset now) => now < period.WishesUntil
        ? Problems.Conflict("allocation.too-early", "Les familles peuvent encore envoyer des souhaits.") : null;

    /// <summary>POST /allocations/{service}/{period}: applies what the preview showed; a run that was interrupted goes on.</summary>
    public static async Task<Results<Ok<AllocationPeriod>, ProblemHttpResult>> Apply(
        string service, string period, ApplyAllocation body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        IOptions<AllocationOptions> options, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var rules = inForce.Rules;
        var now = clock.GetUtcNow();
        if (Find(rules, service, period) is not var (found, asked))
        {
            return Problems.NotFound();
        }

        if ((caller.Scope.Refuse(rules, service) ?? TooEarly(asked, now)) is { } refused)
        {
            return refused;
        }

        var (id, problem) = await db.WriteAsync(async token =>
        {
            var known = await db.AllocationRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Service == service && r.Period == period, token);
            if (known is not null)
            {
                return known.AppliedAt is null
                    ? (known.Id, (ProblemHttpResult?)null)
                    : (Guid.Empty, Problems.Conflict("allocation.done", "Les places de cette période sont déjà attribuées."));
            }

            var ranked = await ReadWishesOfPeriod.RankAsync(db, rules, found, asked, body.Seed!.Value, token);
            if (Rank.FingerprintOf(ranked) != body.Fingerprint)
            {
                return (Guid.Empty, Problems.Conflict("allocation.changed",
                    "Des souhaits, des points ou des places ont changé depuis l’aperçu : regardez-le de nouveau."));
            }

            var run = new AllocationRun
            {
                Service = service,
                Period = period,
                Seed = body.Seed.Value,
                At = now.UtcDateTime,
                By = rules.Signature(caller.Name),
                SettingsVersion = inForce.Version,
                Fingerprint = body.Fingerprint,
                Ranked = JsonSerializer.Serialize(ranked),
                Days = ranked.Select(r => r.Date).Distinct().Count(),
            };
            db.AllocationRuns.Add(run);
            return (run.Id, null);
        }, ct);
        if (problem is not null)
        {
            return problem;
        }

        db.ChangeTracker.Clear();
        // Once begun it is not given up with the agent's browser; what takes longer goes on in the background.
        await new ApplyRun(db, rules, now).RunAsync(id, options.Value.DaysAtOnce, CancellationToken.None);
        var runs = await db.AllocationRuns.AsNoTracking().Where(r => r.Id == id)
            .Select(r => new RunFacts(r.Service, r.Period, r.At, r.By, r.Seed, r.Booked, r.Waitlisted, r.AppliedAt, r.Days, r.DaysDone))
            .ToListAsync(CancellationToken.None);
        return TypedResults.Ok(await ViewAsync(db, rules, found, asked, runs, now, CancellationToken.None));
    }

    private static (Service Service, Period Period)? Find(PlanningRules rules, string service, string period) =>
        rules.Services.TryGetValue(service, out var found) && found.Periods.FirstOrDefault(p => p.Key == period && p.Wishes is not null) is { } asked
            ? (found, asked) : null;

    private static async Task<AllocationPeriod> ViewAsync(PlanningDb db, PlanningRules rules, Service service, Period period, List<RunFacts> runs,
        DateTimeOffset now, CancellationToken ct)
    {
        var (first, last) = (period.Document.First, period.Document.Last);
        var wishes = db.WaitingPlaces.Where(w => w.Service == service.Key && w.State == WaitingState.Wish && w.Date >= first && w.Date <= last);
        var run = runs.Find(r => r.Service == service.Key && r.Period == period.Key);
        var state = run switch
        {
            { AppliedAt: not null } => "done",
            not null => "running",
            _ => now < period.WishesFrom ? "before" : now < period.WishesUntil ? "open" : "ready",
        };
        return new AllocationPeriod(service.Key, service.Label, period.Key, period.Document.Label, first, last, period.Wishes!.From, period.Wishes.Until,
            await wishes.CountAsync(ct), await wishes.Select(w => w.FamilyId).Distinct().CountAsync(ct),
            [.. period.Wishes.Criteria.Select(c => new AllocationCriterion(c.Label, c.Points))], period.Wishes.Tie == TieBreak.Lottery ? "lottery" : "time",
            period.Wishes.SiblingsTogether, state,
            run is null ? null : rules.Local(run.At), run?.By, run?.Booked ?? 0, run?.Waitlisted ?? 0, run?.Days ?? 0, run?.DaysDone ?? 0);
    }

    private sealed record RunFacts(string Service, string Period, DateTime At, string By, long Seed, int Booked, int Waitlisted, DateTime? AppliedAt, int Days,
        int DaysDone);
}
