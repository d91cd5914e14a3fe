using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Preau.Platform;

/// <summary>A tenant as a file: <c>&lt;folder&gt;/&lt;slug&gt;.json</c>, one section per service.</summary>
public sealed record TenantFile(string Slug, string Path, JsonElement Root)
{
    public JsonElement? Section(string name) => Root.TryGetProperty(name, out var section) ? section : null;
}

/// <summary>The file can't be taken; the message names the file and the path inside it.</summary>
public sealed class TenantFileException(string message) : Exception(message);

/// <summary>Takes one section of each tenant's file into a service. Taking the same file twice changes nothing.</summary>
public interface ISectionImporter
{
    /// <summary>Name of the section in the file.</summary>
    string Section { get; }

    /// <summary>True for demonstration data (<c>Demo:Directory</c>), false for the tenant's rules (<c>Tenants:Directory</c>).</summary>
    bool IsDemo { get; }

    /// <summary>Runs in a scope that has entered the tenant. Throws <see cref="TenantFileException"/> with the path of what is wrong, having changed nothing.</summary>
    Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct);
}

/// <summary>Gives its section of a tenant's file out as it stands; null when the tenant has none here.</summary>
public interface ISectionExporter
{
    string Section { get; }

    Task<JsonElement?> ExportAsync(CancellationToken ct);
}

public static class TenantFiles
{
    /// <summary>Reads all tenant files of a folder, each validated against <c>schema.json</c> beside them (when there is one).</summary>
    public static async Task<IReadOnlyList<TenantFile>> ReadAsync(string directory, CancellationToken ct)
    {
        var schemaPath = System.IO.Path.Combine(directory, "schema.json");
        var schema = File.Exists(schemaPath) ? await JsonSchema.FromFileAsync(schemaPath, ct) : null;
        var files = new List<TenantFile>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal).Where(p => p != schemaPath))
        {
            var text = TextFile.Read(await File.ReadAllBytesAsync(path, ct)) ?? throw new TenantFileException($"{System.IO.Path.GetFileName(path)}: not text in UTF-8, UTF-16 or Windows-1252.");
            files.Add(Read(path, text, schema));
        }

        return files;
    }

    /// <summary>Reads one file's text; every error names the place: "biviers.json: planning.services[2].units: …".</summary>
    public static TenantFile Read(string path, string text, JsonSchema? schema)
    {
        var name = System.IO.Path.GetFileName(path);
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{name}: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not JSON.");
        }

        var errors = schema?.Validate(text) ?? [];
        if (errors.Count > 0)
        {
            throw new TenantFileException(string.Join(Environment.NewLine, errors.SelectMany(Leaves).Take(10).Select(e => $"{name}: {SchemaText.Of(e)}")));
        }

        return new TenantFile(System.IO.Path.GetFileNameWithoutExtension(path), path, root);
    }

    /// <summary>Imports the sections this host has an importer for, rules first, then demonstration data.</summary>
    public static async Task ImportTenantFilesAsync(this WebApplication app, CancellationToken ct = default)
    {
        foreach (var (key, demo) in new[] { ("Tenants:Directory", false), ("Demo:Directory", true) })
        {
            if (app.Configuration[key] is not { Length: > 0 } directory)
            {
                continue;
            }

            foreach (var file in await ReadAsync(directory, ct))
            {
                await using var scope = app.Services.CreateTenantScope(file.Slug);
                foreach (var importer in scope.ServiceProvider.GetServices<ISectionImporter>().Where(i => i.IsDemo == demo))
                {
                    if (file.Section(importer.Section) is { } section)
                    {
                        await importer.ImportAsync(file, section, ct);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Writes the sections of this host into a tenant's file; sections of other hosts that the file has already stay, so that each host adds its own.
    /// </summary>
    /// <exception cref="TenantFileException">The tenant has nothing here, or the file is something else.</exception>
    public static async Task ExportTenantFileAsync(this IServiceProvider services, string slug, string path, CancellationToken ct = default)
    {
        JsonObject file;
        try
        {
            file = File.Exists(path) && JsonNode.Parse(await File.ReadAllTextAsync(path, ct)) is JsonObject there ? there : new JsonObject { ["$schema"] = "./schema.json" };
        }
        catch (JsonException)
        {
            throw new TenantFileException($"{path} is there and is no tenant's file: nothing is written over it.");
        }

        var found = false;
        await using (var scope = services.CreateTenantScope(slug))
        {
            foreach (var exporter in scope.ServiceProvider.GetServices<ISectionImporter>().OfType<ISectionExporter>())
            {
                if (await exporter.ExportAsync(ct) is { } section)
                {
                    file[exporter.Section] = JsonNode.Parse(section.GetRawText());
                    found = true;
                }
            }
        }

        if (!found)
        {
            throw new TenantFileException($"There is nothing of '{slug}' here.");
        }

        var text = file.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await File.WriteAllTextAsync(path + ".part", text + "\n", ct);
        File.Move(path + ".part", path, overwrite: true);
    }

    // "anyOf failed" helps nobody: name the innermost failures.
    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error switch
    {
        ChildSchemaValidationError nested when nested.Errors.Values.Any(e => e.Count > 0) => nested.Errors.Values.SelectMany(e => e).SelectMany(Leaves),
        MultiTypeValidationError multi when multi.Errors.Values.Any(e => e.Count > 0) => multi.Errors.Values.SelectMany(e => e).SelectMany(Leaves),
        _ => [error],
    };
}
