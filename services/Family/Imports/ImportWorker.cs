using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>
/// Writes and takes back imports, some lines a transaction: stopped or killed anywhere, it goes on from the next line. Any number of replicas: the run's
/// step is a concurrency token.
/// </summary>
internal sealed partial class ImportWorker(IServiceScopeFactory scopes, ILogger<ImportWorker> log) : BackgroundService
{
    public const int Chunk = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly Expression<Func<ImportRun, bool>> AtWork = r => r.State == ImportState.Running || r.State == ImportState.Undoing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        try
        {
            List<string> tenants;
            await using (var scope = scopes.CreateAsyncScope())
            {
                tenants = await scope.ServiceProvider.GetRequiredService<FamilyDb>().TenantsWithAsync<ImportRun>(AtWork, ct);
            }

            foreach (var tenant in tenants)
            {
                await RunAsync(tenant, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the loop outlives every failure
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The kind alone: a message could name people.
            RoundFailed(log, e.GetType().Name);
        }
    }

    private async Task RunAsync(string tenant, CancellationToken ct)
    {
        List<Guid> runs;
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
            runs = await scope.ServiceProvider.GetRequiredService<FamilyDb>().Imports.Where(AtWork).Select(r => r.Id).ToListAsync(ct);
        }

        foreach (var run in runs)
        {
            var more = true;
            while (more)
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
                more = await StepAsync(scope.ServiceProvider, run, ct);
            }
        }
    }

    private static async Task<bool> StepAsync(IServiceProvider services, Guid id, CancellationToken ct)
    {
        var (db, clock) = (services.GetRequiredService<FamilyDb>(), services.GetRequiredService<TimeProvider>());
        var rules = await FamilyRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct);
        return await db.WriteAsync(async token =>
        {
            var run = await db.Imports.SingleOrDefaultAsync(r => r.Id == id, token);
            if (run is null)
            {
                return false;
            }

            run.Step++;
            return run.State switch
            {
                ImportState.Running => await WriteAsync(db, run, rules, clock, token),
                ImportState.Undoing => await UndoAsync(db, run, rules, clock, token),
                _ => false,
            };
        }, ct);
    }

    private static async Task<bool> WriteAsync(FamilyDb db, ImportRun run, FamilyRules rules, TimeProvider clock, CancellationToken ct)
    {
        var rows = await db.ImportRows.Where(r => r.RunId == run.Id && !r.IsWritten && r.Problem == null).OrderBy(r => r.Line).Take(Chunk).ToListAsync(ct);
        var plan = await ImportPlan.LoadAsync(db, run.Creates, ct);
        var writer = new RowWriter(db, rules, clock, ByOf(run, rules.Zone));
        var targets = run.Targets;
        foreach (var row in rows)
        {
            var verdict = plan.Judge(RowReading.Of(row, targets, run.School, rules, rules.Today(clock)));
            if (verdict.Fate is not (Fate.New or Fate.Update))
            {
                row.Problem = verdict.Fate == Fate.Left ? "Laissée" : verdict.Fate == Fate.Ask ? "À trancher" : verdict.Problem ?? "À corriger";
                continue;
            }

            var (file, trace) = await writer.WriteAsync(verdict, ct);
            plan.Know(file);
            (row.IsWritten, row.Trace) = (true, JsonSerializer.Serialize(trace));
            run.Written++;
            run.Families += trace.MadeFamily ? 1 : 0;
            run.Children += verdict.Row.HasChild && verdict.Child is null ? 1 : 0;
            run.Updated += trace is { MadeFamily: false, Child: null }
                && (trace.Fields.Length > 0 || trace.Guardians.Length > 0 || trace.QuotientsAfter is not null)
                ? 1
                : 0;
        }

        if (rows.Count < Chunk)
        {
            (run.State, run.EndedAt) = (ImportState.Done, clock.UtcNow());
        }

        return rows.Count == Chunk;
    }

    private static async Task<bool> UndoAsync(FamilyDb db, ImportRun run, FamilyRules rules, TimeProvider clock, CancellationToken ct)
    {
        var rows = await db.ImportRows.Where(r => r.RunId == run.Id && r.IsWritten).OrderByDescending(r => r.Line).Take(Chunk).ToListAsync(ct);
        var undo = new UndoRows(db, rules, clock, ByOf(run, rules.Zone), ByOf(run, TimeZoneInfo.Utc));
        foreach (var row in rows)
        {
            run.Kept += await undo.UndoAsync(JsonSerializer.Deserialize<RowTrace>(row.Trace!)!, ct) ? 0 : 1;
            (row.IsWritten, row.Trace, row.Problem) = (false, null, "Défaite");
            run.Written--;
        }

        if (rows.Count < Chunk)
        {
            (run.State, run.EndedAt) = (ImportState.Undone, clock.UtcNow());
        }

        return rows.Count == Chunk;
    }

    /// <summary>Name in the history, with the hour of the commune: it tells what this run did from what anyone else did.</summary>
    public static string ByOf(ImportRun run, TimeZoneInfo zone) => $"{run.By}, import du {run.At.ToLocal(zone):dd/MM/yyyy HH:mm:ss}";

    [LoggerMessage(Level = LogLevel.Error, Message = "An import's round failed: {Error}")]
    private static partial void RoundFailed(ILogger logger, string error);
}
