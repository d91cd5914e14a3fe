using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Booking.Waiting;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>GET and PUT /settings: the commune's document out and in. A new version only when it changed, nothing when it is wrong.</summary>
public static class SaveSettings
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>GET /settings.</summary>
    internal static async Task<Ok<PlanningSettingsView>> Read(PlanningDb db, CancellationToken ct) => TypedResults.Ok(await LatestAsync(db, ct));

    /// <summary>PUT /settings.</summary>
    internal static async Task<Results<Ok<PlanningSettingsView>, ProblemHttpResult>> Handle(SavePlanningSettings body, PlanningDb db, Sweep sweep,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        try
        {
            var rules = ReadRules.Parse(body.Document!.Value.GetRawText());
            var before = await LatestAsync(db, ct);
            IReadOnlyList<string> corrections = before.Version == 0 || before.Version != body.BasedOn
                ? [] : FindCorrections.Between(before.Document.GetRawText(), body.Document.Value.GetRawText(), clock.GetUtcNow());
            if (RuleCorrections.Refuse(corrections, body.Correction) is { } refused)
            {
                return refused;
            }

            if (!await SaveAsync(db, rules, corrections, caller.Name, clock.UtcNow(), body, ct))
            {
                return Problems.Conflict("settings.changed",
                    "Quelqu’un a enregistré d’autres réglages entre-temps. Rechargez-les, puis refaites vos changements.");
            }

            // More places, or other limits: who waits is served at once.
            await sweep.ServeAllAsync(ct);
            return TypedResults.Ok(await LatestAsync(db, ct));
        }
        catch (SettingsException e)
        {
            return e.ToProblem();
        }
    }

    /// <summary>
    /// Saves a document that was checked, and tells the other services how each service is called. False when another version than the body was based on is in
    /// force.
    /// </summary>
    private static async Task<bool> SaveAsync(
        PlanningDb db, PlanningRules rules, IReadOnlyList<string> corrections, string by, DateTime at, SavePlanningSettings body, CancellationToken ct) =>
        await db.WriteAsync(async token =>
        {
            if (body.BasedOn != (await db.Settings.Where(s => s.Section == CurrentRules.Section).MaxAsync(s => (long?)s.Version, token) ?? 0))
            {
                return false;
            }

            if (!body.CheckOnly)
            {
                var before = await db.LatestDocumentAsync(CurrentRules.Section, token);
                if (before is { } known
                    && await BookedDays.RefuseAsync(db, ReadRules.Parse(known.GetRawText()), rules, new DateTimeOffset(at, TimeSpan.Zero), token) is { } booked)
                {
                    throw new SettingsException(booked, "closure.booked");
                }

                var saved = await db.SaveVersionAsync(CurrentRules.Section, body.Document!.Value, by, at, token);
                await RuleCorrections.KeepAsync(db, saved.Version, corrections, body.Correction, by, at, token);
                Tell(db, rules, saved, at);
            }

            return true;
        }, ct);

    internal static void Tell(PlanningDb db, PlanningRules rules, (long Version, bool Changed) saved, DateTime at)
    {
        foreach (var service in saved.Changed ? rules.Services.Values : [])
        {
            db.Raise(new ServiceChanged(db.CurrentTenant, at, saved.Version, service.Key, service.Label, service.Facility.Key, service.Facility.Label,
                [.. service.Units.Select(u => new ServiceUnit(u.Key, u.Label,
                    service.Rules.Any(r => r.Deadlines.Book?.Any(b => b.Late == LateAnswer.Surcharge) == true)))]));
        }
    }

    private static async Task<PlanningSettingsView> LatestAsync(PlanningDb db, CancellationToken ct)
    {
        var latest = await db.Settings.AsNoTracking().Where(s => s.Section == CurrentRules.Section).OrderByDescending(s => s.Version).FirstOrDefaultAsync(ct);
        return latest is null
            ? new PlanningSettingsView(0, null, null, Nothing)
            : new PlanningSettingsView(latest.Version, latest.At, latest.By, JsonDocument.Parse(latest.Document).RootElement);
    }
}

/// <summary>Takes section "planning" of deploy/tenants/*.json.</summary>
public sealed class SettingsImporter(PlanningDb db, TimeProvider clock) : ISectionImporter, ISectionExporter
{
    public string Section => CurrentRules.Section;

    public bool IsDemo => false;

    public Task<JsonElement?> ExportAsync(CancellationToken ct) => db.LatestDocumentAsync(Section, ct);

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        PlanningRules rules;
        try
        {
            rules = ReadRules.Parse(section.GetRawText());
        }
        catch (SettingsException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {e.Message}");
        }

        var at = clock.UtcNow();
        await db.WriteAsync(async token => SaveSettings.Tell(db, rules, await db.SaveImportedAsync(file, Section, section, at, token), at), ct);
    }
}
