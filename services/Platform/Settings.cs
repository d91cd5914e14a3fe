using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Settings;

namespace Preau.Platform;

/// <summary>One version of a tenant's rules, as the JSON of its file; never changed once written, so that an old decision can still be explained.</summary>
public sealed class SettingsVersion : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>Which document: the section's name in the tenant's file.</summary>
    public required string Section { get; set; }

    /// <summary>1, 2, 3… per section.</summary>
    public long Version { get; set; }

    public required string Document { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<SettingsVersion>(b =>
    {
        b.ToTable("SettingsVersions");
        b.HasKey(s => new { s.Tenant, s.Section, s.Version });
        b.Property(s => s.Section).HasMaxLength(64);
        b.Property(s => s.Document).HasMaxLength(-1);
    });
}

/// <summary>Rules in force, parsed once per version and shared by all requests.</summary>
public sealed record SettingsInForce<T>(long Version, T Rules);

/// <summary>A row of settings that can't be read: its tenant stands still until it is mended, the others go on.</summary>
public sealed class BrokenSettingsException(string tenant, string section, long version, Exception why)
    : Exception($"The settings \"{section}\" of {tenant}, version {version}, can't be read: {why.Message}", why)
{
    /// <summary>For a person: whose row, which, and where in it.</summary>
    public string Sentence { get; } = $"Les réglages « {section} » de « {tenant} », version {version}, sont illisibles : {why.Message} "
        + "Ailleurs, tout continue. L’exploitant de la plateforme doit intervenir.";
}

public sealed class SettingsCache
{
    internal ConcurrentDictionary<(string Tenant, string Section, Type Type), object> Parsed { get; } = new();
}

public static class SettingsStore
{
    // Asked on every request: compiled once.
    private static readonly CompiledQuery<Func<TenantDb, string, CancellationToken, Task<long?>>> Latest =
        new(() =>
            EF.CompileAsyncQuery((TenantDb db, string section, CancellationToken _) =>
                db.Settings.Where(s => s.Section == section).Max(s => (long?)s.Version)));

    /// <summary>Latest version of a section parsed as <typeparamref name="T"/>; null when the tenant has none.</summary>
    public static async Task<SettingsInForce<T>?> LoadAsync<T>(
        this SettingsCache cache, TenantDb db, string section, Func<string, T> parse, CancellationToken ct) where T : class
    {
        // Rules come first in a request and queries follow: one open connection for all of them.
        await db.Database.OpenConnectionAsync(ct);
        var latest = await Latest.For(db)(db, section, ct);
        if (latest is null)
        {
            return null;
        }

        var key = (db.CurrentTenant, section, typeof(T));
        if (cache.Parsed.TryGetValue(key, out var found) && found is SettingsInForce<T> known && known.Version == latest)
        {
            return known;
        }

        var document = await db.Settings.AsNoTracking().SingleAsync(s => s.Section == section && s.Version == latest, ct);
        var parsed = new SettingsInForce<T>(latest.Value, Read(db.CurrentTenant, document, parse));
        cache.Parsed[key] = parsed;
        return parsed;
    }

    private static T Read<T>(string tenant, SettingsVersion document, Func<string, T> parse)
    {
        try
        {
            return parse(document.Document);
        }
#pragma warning disable CA1031 // whatever is wrong with the row is this tenant's matter alone
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new BrokenSettingsException(tenant, document.Section, document.Version, e);
        }
    }

    /// <summary>The latest document of a section as it was written; null when the tenant has none.</summary>
    public static async Task<JsonElement?> LatestDocumentAsync(this TenantDb db, string section, CancellationToken ct) =>
        await db.Settings.AsNoTracking().Where(s => s.Section == section).OrderByDescending(s => s.Version).Select(s => s.Document)
            .FirstOrDefaultAsync(ct) is { } text
            ? JsonDocument.Parse(text).RootElement : null;

    /// <summary>Adds a version when the document differs from the latest one; returns the version number and
    /// whether it is new. Call inside <see cref="TenantDb.WriteAsync{T}"/>.</summary>
    public static async Task<(long Version, bool Changed)> SaveVersionAsync(
        this TenantDb db, string section, JsonElement document, string by, DateTime at, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(document);
        var latest = await db.Settings.AsNoTracking().Where(s => s.Section == section).OrderByDescending(s => s.Version).FirstOrDefaultAsync(ct);
        if (latest is not null && Says(latest.Document, document))
        {
            return (latest.Version, false);
        }

        var version = (latest?.Version ?? 0) + 1;
        db.Settings.Add(new SettingsVersion { Section = section, Version = version, Document = text, At = at, By = by });
        return (version, true);
    }

    // What can't be read says nothing: another version takes its place.
    private static bool Says(string text, JsonElement document)
    {
        try
        {
            return JsonElement.DeepEquals(JsonDocument.Parse(text).RootElement, document);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// As <see cref="SaveVersionAsync"/> for a document that comes from a file: what this file said last time is not taken again,
    /// so that a restart never overwrites what was changed on screen since.
    /// </summary>
    public static async Task<(long Version, bool Changed)> SaveImportedAsync(
        this TenantDb db, TenantFile file, string section, JsonElement document, DateTime at, CancellationToken ct)
    {
        var by = "import " + System.IO.Path.GetFileName(file.Path);
        var imported = await db.Settings.AsNoTracking().Where(s => s.Section == section && s.By == by).OrderByDescending(s => s.Version)
            .FirstOrDefaultAsync(ct);
        return imported is not null && JsonElement.DeepEquals(JsonDocument.Parse(imported.Document).RootElement, document)
            ? (imported.Version, false)
            : await db.SaveVersionAsync(section, document, by, at, ct);
    }
}

/// <summary>
/// A section of a tenant's file into its record: what the record says of names, types and ranges is checked here, every error a French sentence with its
/// path, what was found and what is permitted. What a shape can't say, the service checks after it.
/// </summary>
public static class ReadSection
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new HourConverter() },
    };

    /// <typeparam name="T">The record of Contracts, or the service's rules that derive from it.</typeparam>
    /// <exception cref="TenantFileException">The first thing that is wrong.</exception>
    public static T Checked<T>(string section, string json)
    {
        try
        {
            using var read = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = true });
            return CheckShape.FindProblem(read.RootElement, typeof(T), section) is { } problem
                ? throw new TenantFileException(problem)
                : read.Deserialize<T>(Strict)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{section}{e.Path?.TrimStart('$')}: {FirstSentence(e.Message)}");
        }
    }

    /// <summary>What was taken once, under whatever ranges held then.</summary>
    public static T Stored<T>(string json) => JsonSerializer.Deserialize<T>(json, Strict)!;

    /// <exception cref="TenantFileException">No such zone.</exception>
    public static void CheckZone(string section, string zone) => Require(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _),
        $"{section}.timeZone: « {zone} » n’est pas un fuseau horaire comme Europe/Paris.");

    /// <exception cref="TenantFileException">With that problem.</exception>
    public static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new TenantFileException(problem);
        }
    }

    private static string FirstSentence(string message) => message.Split(" Path:")[0];
}
