using System.Text.Json.Nodes;

namespace Preau.Billing.Tests;

/// <summary>
/// Worked cases of money by kind: those of Cases/, of every "shared/cases" folder above the repository, and of the file or folder that PREAU_CASES names.
/// A file has "grids" (tariff versions by name) and "cases" (id, kind, title, input, expected). Files may use the same ids for other cases: none hides another.
/// </summary>
internal static class MoneyCases
{
    private static readonly Lazy<JsonNode[]> Files = new(() => [.. Paths().Order().Select(Read).Where(f => f is JsonObject o && o["cases"] is JsonArray)]);

    private static readonly Lazy<Dictionary<string, JsonNode>> Cases = new(ReadCases);

    /// <summary>Id and title of each case of a kind; the data of a theory.</summary>
    public static TheoryData<string, string> Of(string kind)
    {
        var data = new TheoryData<string, string>();
        foreach (var (id, one) in Cases.Value.Where(c => (string)c.Value["kind"]! == kind))
        {
            data.Add(id, (string?)one["title"] ?? id);
        }

        return data;
    }

    /// <summary>Every case of every file, by its kind.</summary>
    public static IEnumerable<(string Id, string Kind)> All => Cases.Value.Select(c => (c.Key, (string)c.Value["kind"]!));

    public static JsonNode Case(string id) => Cases.Value[id];

    /// <summary>A tariff version: a name among the grids, those of its own file first, or the version itself.</summary>
    public static JsonNode Version(JsonNode tariff) => tariff is not JsonValue name ? tariff
        : Files.Value.Prepend(tariff.Root).Select(f => (f as JsonObject)?["grids"]?[(string)name!]).FirstOrDefault(g => g is not null)
            ?? throw new InvalidOperationException($"No grid is named {name}.");

    private static Dictionary<string, JsonNode> ReadCases()
    {
        var cases = new Dictionary<string, JsonNode>();
        foreach (var one in Files.Value.SelectMany(f => f["cases"]!.AsArray()).Select(c => c!))
        {
            var (id, copy) = ((string)one["id"]!, 1);
            while (cases.TryGetValue(id, out var known) && !JsonNode.DeepEquals(known, one))
            {
                id = $"{(string)one["id"]!} ({++copy})";
            }

            cases.TryAdd(id, one);
        }

        return cases;
    }

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path)) ?? throw new InvalidOperationException($"{path} is empty.");

    private static IEnumerable<string> Paths()
    {
        var root = Path.GetDirectoryName(Communes.Deploy)!;
        string[] folders = [Path.Combine(root, "tests", "Billing.Tests", "Cases"),
            .. Above(root).Select(d => Path.Combine(d, "shared", "cases")).Where(Directory.Exists)];
        // A name that leads nowhere must not look like a pass.
        string[] named = Environment.GetEnvironmentVariable("PREAU_CASES") is not { Length: > 0 } path ? []
            : File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).ToArray() is { Length: > 0 } found ? found
            : throw new InvalidOperationException($"No cases in {path}.");
        return folders.SelectMany(f => Directory.EnumerateFiles(f, "*.json", SearchOption.AllDirectories)).Concat(named).Select(Path.GetFullPath).Distinct();
    }

    private static IEnumerable<string> Above(string folder) => Path.GetDirectoryName(folder) is { } parent ? [parent, .. Above(parent)] : [];
}
