using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;

namespace Preau.Platform;

/// <summary>One change of a section, from an agent or from a file.</summary>
/// <param name="Before">The latest document; null when there is none.</param>
public sealed record SettingsChange(JsonElement Document, JsonElement? Before, string By, DateTime At);

/// <summary>
/// A service's section of a tenant's file: how it is checked, and what follows from a new version. Routes, import and export are the same for all of
/// them (<see cref="SettingsRoutes"/>, <see cref="SectionImporter{TDb}"/>).
/// </summary>
public abstract class SettingsSection<TDb>(string name) where TDb : TenantDb
{
    public string Name => name;

    /// <exception cref="TenantFileException">What is wrong in the document, with its path.</exception>
    public abstract void Check(JsonElement document);

    /// <summary>What it says against the other sections of the same file.</summary>
    /// <exception cref="TenantFileException">With its path.</exception>
    public virtual void CheckBeside(TenantFile file, JsonElement document)
    {
    }

    /// <summary>Why an agent may not save this; null when nothing is in the way. Inside the write, before it.</summary>
    public virtual Task<ProblemHttpResult?> RefuseAsync(SaveSection body, SettingsChange change, CancellationToken ct) =>
        Task.FromResult<ProblemHttpResult?>(null);

    /// <summary>What rows that are there already say against it, whoever brings it. Inside the write, before a new version.</summary>
    /// <exception cref="TenantFileException">With its path.</exception>
    public virtual Task VerifyAsync(SettingsChange change, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What follows, in the same transaction.</summary>
    public virtual Task SavedAsync(SaveSection? body, SettingsChange change, (long Version, bool Changed) saved, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What follows once an agent's change is kept.</summary>
    public virtual Task AfterAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>GET and PUT /settings of every service.</summary>
public static class SettingsRoutes
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public static void AddSettings<TDb, TSection>(this IServiceCollection services)
        where TDb : TenantDb
        where TSection : SettingsSection<TDb>
    {
        services.AddScoped<SettingsSection<TDb>, TSection>();
        services.AddScoped<ISectionImporter, SectionImporter<TDb>>();
    }

    public static void MapSettings<TDb>(this RouteGroupBuilder api, string permission) where TDb : TenantDb
    {
        // As delegates: the route analyzer fails on methods of a generic type.
        Delegate read = ReadAsync<TDb>;
        Delegate save = SaveAsync<TDb>;
        api.MapGet("/settings", read).RequireStaff(permission);
        api.MapPut("/settings", save).RequireStaff(permission).ForWholeTenant();
    }

    public static async Task<Ok<SectionView>> ReadAsync<TDb>(SettingsSection<TDb> section, TDb db, CancellationToken ct) where TDb : TenantDb =>
        TypedResults.Ok(await LatestAsync(db, section.Name, ct));

    public static async Task<Results<Ok<SectionView>, ProblemHttpResult>> SaveAsync<TDb>(
        SaveSection body, SettingsSection<TDb> section, TDb db, Caller caller, TimeProvider clock, CancellationToken ct) where TDb : TenantDb
    {
        // Generated validation knows only the routes that a service maps itself.
        if (body is not { BasedOn: not null, Document: { ValueKind: not JsonValueKind.Undefined } document }
            || body.Correction is { Length: > 500 })
        {
            return Problems.Invalid("request.invalid", "La version de départ et le document des réglages sont à donner.");
        }

        try
        {
            section.Check(document);
            var change = new SettingsChange(document, null, caller.Name, clock.UtcNow());
            if (await db.WriteAsync(token => TrySaveAsync(body, section, db, change, token), ct) is { } refused)
            {
                return refused;
            }
        }
        catch (TenantFileException e)
        {
            return e.ToProblem();
        }

        if (!body.CheckOnly)
        {
            await section.AfterAsync(ct);
        }

        return TypedResults.Ok(await LatestAsync(db, section.Name, ct));
    }

    private static async Task<ProblemHttpResult?> TrySaveAsync<TDb>(
        SaveSection body, SettingsSection<TDb> section, TDb db, SettingsChange change, CancellationToken ct) where TDb : TenantDb
    {
        var latest = await LatestAsync(db, section.Name, ct);
        if (body.BasedOn != latest.Version)
        {
            return Problems.Conflict("settings.changed", "Quelqu’un a enregistré d’autres réglages entre-temps. Rechargez-les, puis refaites vos changements.");
        }

        change = change with { Before = latest.Version > 0 ? latest.Document : null };
        if (await section.RefuseAsync(body, change, ct) is { } refused)
        {
            return refused;
        }

        await section.VerifyAsync(change, ct);
        if (!body.CheckOnly)
        {
            await section.SavedAsync(body, change, await db.SaveVersionAsync(section.Name, change.Document, change.By, change.At, ct), ct);
        }

        return null;
    }

    private static async Task<SectionView> LatestAsync(TenantDb db, string section, CancellationToken ct)
    {
        var latest = await db.Settings.AsNoTracking().Where(s => s.Section == section).OrderByDescending(s => s.Version).FirstOrDefaultAsync(ct);
        return latest is null ? new SectionView(0, null, null, Nothing)
            : new SectionView(latest.Version, latest.At, latest.By, JsonDocument.Parse(latest.Document).RootElement);
    }
}

/// <summary>The section of each tenant's file into the service, and out again.</summary>
public sealed class SectionImporter<TDb>(SettingsSection<TDb> settings, TDb db, TimeProvider clock) : ISectionImporter, ISectionExporter where TDb : TenantDb
{
    public string Section => settings.Name;

    public bool IsDemo => false;

    public Task<JsonElement?> ExportAsync(CancellationToken ct) => db.LatestDocumentAsync(Section, ct);

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        var name = Path.GetFileName(file.Path);
        try
        {
            settings.Check(section);
            settings.CheckBeside(file, section);
            await db.WriteAsync(token => TakeAsync(file, section, token), ct);
        }
        catch (TenantFileException e)
        {
            throw e.In(name);
        }
    }

    private async Task TakeAsync(TenantFile file, JsonElement document, CancellationToken ct)
    {
        var change = new SettingsChange(document, await db.LatestDocumentAsync(Section, ct), "import", clock.UtcNow());
        var saved = await db.SaveImportedAsync(file, Section, document, change.At, ct);
        if (saved.Changed)
        {
            await settings.VerifyAsync(change, ct);
        }

        await settings.SavedAsync(null, change, saved, ct);
    }
}
