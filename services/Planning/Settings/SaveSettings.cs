using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Settings;

/// <summary>GET and PUT /settings: the commune's document out and in. A new version only when it changed, nothing when it is wrong.</summary>
public static class SaveSettings
{
    /// <summary>PUT /settings.</summary>
    internal static async Task<Results<Ok<SettingsSaved>, ProblemHttpResult>> Handle(JsonElement body, PlanningDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            return TypedResults.Ok(await SaveAsync(db, body, caller.Name, clock.UtcNow(), ct));
        }
        catch (SettingsException e)
        {
            return Problems.Invalid("settings.invalid", e.Message);
        }
    }

    /// <summary>GET /settings.</summary>
    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> Export(PlanningDb db, CancellationToken ct)
    {
        var latest = await db.Settings.AsNoTracking().Where(s => s.Section == CurrentRules.Section).OrderByDescending(s => s.Version).Select(s => s.Document).FirstOrDefaultAsync(ct);
        return latest is null ? Problems.NotFound("settings.missing") : TypedResults.Text(latest, "application/json");
    }

    /// <summary>Saves a document that has been checked, and tells the other services how each service is called.</summary>
    /// <exception cref="SettingsException">Names the path of what is wrong; nothing has changed.</exception>
    public static async Task<SettingsSaved> SaveAsync(PlanningDb db, JsonElement document, string by, DateTime at, CancellationToken ct)
    {
        var rules = ReadRules.Parse(document.GetRawText());
        return await db.WriteAsync(async token =>
        {
            var (version, changed) = await db.SaveVersionAsync(CurrentRules.Section, document, by, at, token);
            if (changed)
            {
                foreach (var service in rules.Services.Values)
                {
                    db.Raise(new ServiceChanged(db.CurrentTenant, at, version, service.Key, service.Label, service.Facility.Key, service.Facility.Label,
                        [.. service.Units.Select(u => new ServiceUnit(u.Key, u.Label))]));
                }
            }

            return new SettingsSaved(version, changed);
        }, ct);
    }
}

/// <param name="Version">Version in force now.</param>
/// <param name="Changed">False when the document was the same.</param>
public sealed record SettingsSaved(long Version, bool Changed);

/// <summary>Takes section "planning" of deploy/tenants/*.json.</summary>
public sealed class SettingsImporter(PlanningDb db, TimeProvider clock) : ISectionImporter
{
    public string Section => CurrentRules.Section;

    public bool IsDemo => false;

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        try
        {
            await SaveSettings.SaveAsync(db, section, "fichier de la commune", clock.UtcNow(), ct);
        }
        catch (SettingsException e)
        {
            throw new TenantFileException($"{file.Slug}.json: {e.Message}");
        }
    }
}
