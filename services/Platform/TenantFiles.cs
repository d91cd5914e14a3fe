using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NJsonSchema.Validation;
using NJsonSchema;
using Preau.Contracts.Words;

namespace Preau.Platform;

/// <summary>A tenant as a file: <c>&lt;folder&gt;/&lt;slug&gt;.json</c>, one section per service.</summary>
public sealed record TenantFile(string Slug, string Path, JsonElement Root)
{
    public JsonElement? Section(string name) => Root.TryGetProperty(name, out var section) ? section : null;
}

/// <summary>The file or the section can't be taken; the message names the path inside it, and the file where there is one.</summary>
/// <param name="code">Other than "settings.invalid": the document is right, and what stands in the way is not in it.</param>
public sealed class TenantFileException(string message, string code = "settings.invalid") : Exception(message)
{
    public string Code => code;

    /// <summary>Every error, by its path within the section; empty where the first one ended the reading.</summary>
    public IReadOnlyList<(string Path, string Message)> Errors { get; private init; } = [];

    public static TenantFileException Of(string section, IReadOnlyList<(string Path, string Message)> errors, string code = "settings.invalid") =>
        new(string.Join(Environment.NewLine, errors.Select(e => $"{section}.{e.Path}: {e.Message}")), code) { Errors = errors };

    /// <summary>The same of a file: its name before each line.</summary>
    public TenantFileException In(string file) =>
        new(string.Join(Environment.NewLine, Message.Split(Environment.NewLine).Select(line => $"{file}: {line}")), code);

    public ProblemHttpResult ToProblem() => Errors.Count > 0 ? Problems.Invalid(Code, string.Join(" ", Errors.Select(e => $"{e.Path}: {e.Message}")), Errors)
        : Code == "settings.invalid" ? Problems.Invalid(Code, Message) : Problems.Conflict(Code, Message);
}

/// <summary>Takes one section of each tenant's file into a service. Taking the same file twice changes nothing.</summary>
public interface ISectionImporter
{
    /// <summary>Name of the section in the file.</summary>
    string Section { get; }

    /// <summary>True for demonstration data (<c>Demo:Directory</c>), false for the tenant's rules (<c>Tenants:Directory</c>).</summary>
    bool IsDemo { get; }

    /// <summary>Runs in a scope that has entered the tenant. Throws
    /// <see cref="TenantFileException"/> with the path of what is wrong, having changed
    /// nothing.</summary>
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
    // Hosts in one process read the same folder at their start, each for its own section: a file is held against its schema once.
    private static readonly ConcurrentDictionary<string, byte> Valid = new();

    /// <summary>Reads all tenant files of a folder, each validated against <c>schema.json</c> beside them (when there is one).</summary>
    public static async Task<IReadOnlyList<TenantFile>> ReadAsync(string directory, CancellationToken ct)
    {
        var schemaPath = System.IO.Path.Combine(directory, "schema.json");
        var schemaBytes = File.Exists(schemaPath) ? await File.ReadAllBytesAsync(schemaPath, ct) : null;
        JsonSchema? schema = null;
        var files = new List<TenantFile>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal).Where(p => p != schemaPath))
        {
            var bytes = await File.ReadAllBytesAsync(path, ct);
            var text = TextFile.Read(bytes)
                ?? throw new TenantFileException($"{System.IO.Path.GetFileName(path)}: not text in UTF-8, UTF-16 or Windows-1252.");
            var both = Convert.ToHexString(SHA256.HashData([.. schemaBytes ?? [], .. bytes]));
            var seen = Valid.ContainsKey(both);
            schema ??= seen || schemaBytes is null ? null : await JsonSchema.FromFileAsync(schemaPath, ct);
            files.Add(Read(path, text, seen ? null : schema));
            Valid.TryAdd(both, default);
        }

        return files;
    }

    /// <summary>The place of a name that one object has twice, "billing.cashOffices[2].mode", of
    /// which a reader would silently drop one; null when there is none.</summary>
    public static string? FindDouble(JsonElement element, string path = "")
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Select((e, n) => FindDouble(e, FormattableString.Invariant($"{path}[{n}]")))
                .FirstOrDefault(found => found is not null);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var names = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!names.Add(property.Name))
            {
                return place;
            }

            if (FindDouble(property.Value, place) is { } inside)
            {
                return inside;
            }
        }

        return null;
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

        if (FindDouble(root) is { } twice)
        {
            throw new TenantFileException($"{name}: {twice}: the name stands there twice.");
        }

        var errors = schema?.Validate(text) ?? [];
        if (errors.Count > 0)
        {
            throw new TenantFileException(string.Join(Environment.NewLine, errors.SelectMany(Leaves).Select(e => $"{name}: {SchemaText.Of(e)}").Distinct()));
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
            file = File.Exists(path) && JsonNode.Parse(await File.ReadAllTextAsync(path, ct)) is JsonObject there
                ? there
                : new JsonObject { ["$schema"] = "./schema.json" };
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

        var text = file.ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        });
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

/// <summary>Errors of a file against its schema as sentences: place, what was found, what is permitted.</summary>
internal static class SchemaText
{
    public static string Of(ValidationError error)
    {
        var path = error.Path?.TrimStart('#', '/') is { Length: > 0 } place ? place : "fichier";
        var schema = error.Schema.ActualSchema;
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed or ValidationErrorKind.AdditionalPropertiesNotValid =>
                $"{path}: ce réglage n’existe pas ; il y a ici {string.Join(", ", schema.ActualProperties.Keys)}.",
            ValidationErrorKind.PropertyRequired => $"{path}: ce réglage manque.",
            ValidationErrorKind.ItemsNotUnique => $"{path}: le même élément s’y trouve deux fois.",
            ValidationErrorKind.TooManyProperties or ValidationErrorKind.TooFewProperties =>
                $"{path}: il faut {Count(schema.MinProperties, schema.MaxProperties, "réglage")}.",
            _ => $"{path}: {Found(error)} ne va pas ; il faut {Allowed(error.Kind, schema)}.",
        };
    }

    private static string Found(ValidationError error) => error.Token switch
    {
        Newtonsoft.Json.Linq.JObject => "un objet",
        Newtonsoft.Json.Linq.JArray list => $"une liste de {list.Count} élément{(list.Count > 1 ? "s" : "")}",
        { } token => Short(token.ToString(Newtonsoft.Json.Formatting.None)),
        _ => "la valeur",
    };

    private static string Short(string text) => text.Length > 60 ? text[..59] + "…" : text;

    private static string Allowed(ValidationErrorKind kind, JsonSchema schema) => kind switch
    {
        ValidationErrorKind.NotInEnumeration => string.Join(" ou ", schema.Enumeration.Select(e => e ?? "null")),
        ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig => Range(schema),
        ValidationErrorKind.StringTooShort or ValidationErrorKind.StringTooLong => Count(schema.MinLength ?? 0, schema.MaxLength ?? 0, "signe"),
        ValidationErrorKind.TooFewItems or ValidationErrorKind.TooManyItems => Count(schema.MinItems, schema.MaxItems, "élément"),
        ValidationErrorKind.PatternMismatch => $"un texte de la forme {schema.Pattern}",
        ValidationErrorKind.DateExpected => "une date comme \"2026-12-24\"",
        ValidationErrorKind.IntegerExpected => "un nombre entier",
        ValidationErrorKind.NumberExpected => "un nombre",
        ValidationErrorKind.BooleanExpected => "true (oui) ou false (non)",
        ValidationErrorKind.StringExpected => "un texte entre guillemets",
        ValidationErrorKind.ArrayExpected => "une liste [ … ]",
        ValidationErrorKind.ObjectExpected => "un objet { … }",
        ValidationErrorKind.NullExpected => "null",
        _ => schema.Description is { Length: > 0 } description ? $"autre chose ({description})" : $"autre chose ({kind})",
    };

    private static string Range(JsonSchema schema) => (schema.Minimum, schema.Maximum) switch
    {
        ({ } least, { } most) => $"un nombre de {Number(least)} à {Number(most)}",
        ({ } least, null) => $"un nombre d’au moins {Number(least)}",
        (_, var most) => $"un nombre d’au plus {Number(most ?? 0)}",
    };

    private static string Number(decimal number) => French.Plain(number);

    private static string Count(int least, int most, string what) =>
        most <= 0 ? $"au moins {least} {what}{(least > 1 ? "s" : "")}" : least == most ? $"{most} {what}{(most > 1 ? "s" : "")}"
        : least > 0 ? $"de {least} à {most} {what}s" : $"{most} {what}{(most > 1 ? "s" : "")} au plus";
}
