using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Deadlines;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Platform;

namespace Preau.Planning.Setup.Simulation;

/// <summary>POST /settings/simulate: which answers of past requests would be others under these rules. Nothing is written.</summary>
internal static class PostSimulation
{
    private const int MostDays = 400;
    private const int MostLines = 50_000;
    private const int Shown = 1_000;

    public static async Task<Results<Ok<SimulationView>, ProblemHttpResult>> Handle(SimulateSettings body, PlanningDb db, SettingsDrafts drafts,
        TimeProvider clock, CancellationToken ct)
    {
        PlanningRules rules;
        try
        {
            var state = await drafts.ReadAsync(ct);
            rules = ReadRules.Parse(body.Document?.GetRawText() ?? (body.Draft!.Value ? state.Json : state.InForceJson));
        }
        catch (TenantFileException e)
        {
            return Problems.Invalid("settings.invalid", e.Message);
        }

        var today = rules.Today(clock.GetUtcNow());
        var monthAgo = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var from = body.From ?? monthAgo;
        var until = body.Until ?? (body.From is null ? monthAgo.AddMonths(1).AddDays(-1) : today);
        if (until < from || until.DayNumber - from.DayNumber > MostDays || from.Year < 2000 || until.Year > 2100)
        {
            return Problems.Invalid("simulation.range", "Choisissez une période d’un an au plus, dont la fin vient après le début.");
        }

        var start = LocalMinutes.StartOf(from.ToDateTime(TimeOnly.MinValue), rules.Zone).UtcDateTime;
        var end = LocalMinutes.StartOf(until.AddDays(1).ToDateTime(TimeOnly.MinValue), rules.Zone).UtcDateTime;
        var requests = await db.Requests.AsNoTracking().Include(r => r.Lines).Where(r => r.At >= start && r.At < end).OrderBy(r => r.At).ToListAsync(ct);
        if (requests.Sum(r => r.Lines.Count) > MostLines)
        {
            return Problems.Invalid("simulation.range", "Cette période compte trop de demandes pour un essai : choisissez-en une plus courte.");
        }

        var versions = await VersionsAsync(db, requests.Select(r => r.SettingsVersion).ToHashSet(), ct);
        var world = await ReplayWorld.ReadAsync(db, requests, ct);
        var replay = new Replay(rules, versions, world);
        foreach (var request in requests)
        {
            replay.Run(request);
        }

        return TypedResults.Ok(replay.View(from, until, Shown));
    }

    /// <summary>The rules that answered, by version.</summary>
    private static async Task<Dictionary<long, PlanningRules>> VersionsAsync(PlanningDb db, HashSet<long> wanted, CancellationToken ct)
    {
        var found = await db.Settings.AsNoTracking().Where(s => s.Section == CurrentRules.Section && wanted.Contains(s.Version)).ToListAsync(ct);
        var rules = new Dictionary<long, PlanningRules>();
        foreach (var version in found)
        {
            try
            {
                rules.Add(version.Version, ReadRules.Parse(version.Document));
            }
            catch (TenantFileException)
            {
                // A version from before a stricter check: its requests are counted as not replayed.
            }
        }

        return rules;
    }
}

/// <summary>What is recorded around the requests of some days: families, enrolments, and the other cells of the same children and days.</summary>
internal sealed record ReplayWorld(
    IReadOnlyDictionary<Guid, Book.KnownFamily> Families, ILookup<Guid, Book.KnownChild> Children, ILookup<Guid, Book.Enrolment> Enrolments,
    ILookup<(Guid Child, DateOnly Date), Cell> Cells)
{
    public static async Task<ReplayWorld> ReadAsync(PlanningDb db, List<Book.Request> requests, CancellationToken ct)
    {
        var lines = requests.SelectMany(r => r.Lines).ToList();
        var (first, last) = lines.Count == 0 ? (DateOnly.MaxValue, DateOnly.MinValue) : (lines.Min(l => l.Date), lines.Max(l => l.Date));
        var touched = lines.Select(l => (l.ChildId, l.Date)).ToHashSet();
        // All families and the cells of all those days: one query each, however many requests.
        var families = await db.KnownFamilies.AsNoTracking().ToDictionaryAsync(f => f.FamilyId, ct);
        var children = await db.KnownChildren.AsNoTracking().ToListAsync(ct);
        var enrolments = await db.Enrolments.AsNoTracking().ToListAsync(ct);
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date >= first && c.Date <= last).ToListAsync(ct);
        return new ReplayWorld(families, children.ToLookup(c => c.FamilyId), enrolments.ToLookup(e => e.FamilyId),
            cells.Where(c => touched.Contains((c.ChildId, c.Date))).ToLookup(c => (c.ChildId, c.Date)));
    }
}
