using System.Text.Json.Nodes;

namespace Preau.Billing.Tests;

/// <summary>
/// Worked cases of money by kind: those of Cases/, of every "shared/cases" folder above the repository, and of the folder that PREAU_CASES names.
/// A file has "grids" (tariff versions by name) and "cases" (id, kind, input, expected).
/// </summary>
internal static class MoneyCases
{
    private static readonly Lazy<JsonNode[]> Files = new(() => [.. Folders().SelectMany(f => Directory.EnumerateFiles(f, "*.json")).Order().Select(f => JsonNode.Parse(File.ReadAllText(f))!).Where(f => f is JsonObject o && o.ContainsKey("cases"))]);

    /// <summary>Id and title of each case of a kind; the data of a theory.</summary>
    public static TheoryData<string, string> Of(string kind)
    {
        var data = new TheoryData<string, string>();
        foreach (var one in Files.Value.SelectMany(f => f["cases"]!.AsArray()).Where(c => (string)c!["kind"]! == kind).DistinctBy(c => (string)c!["id"]!))
        {
            data.Add((string)one!["id"]!, (string)one["title"]!);
        }

        return data;
    }

    /// <summary>Every case of every file, by its kind.</summary>
    public static IEnumerable<(string Id, string Kind)> All =>
        Files.Value.SelectMany(f => f["cases"]!.AsArray()).Select(c => ((string)c!["id"]!, (string)c["kind"]!)).DistinctBy(c => c.Item1);

    public static JsonNode Case(string id) => Files.Value.SelectMany(f => f["cases"]!.AsArray()).First(c => (string)c!["id"]! == id)!;

    /// <summary>A tariff version: a name among the grids, or the version itself.</summary>
    public static JsonNode Version(JsonNode tariff) => tariff is JsonValue name ? Files.Value.Select(f => f["grids"]?[(string)name!]).First(g => g is not null)! : tariff;

    private static IEnumerable<string> Folders()
    {
        var root = Path.GetDirectoryName(Communes.Deploy)!;
        string?[] named = [Path.Combine(root, "tests", "Billing.Tests", "Cases"), Environment.GetEnvironmentVariable("PREAU_CASES"), .. Above(root).Select(d => Path.Combine(d, "shared", "cases"))];
        return named.OfType<string>().Where(Directory.Exists);
    }

    private static IEnumerable<string> Above(string folder) => Path.GetDirectoryName(folder) is { } parent ? [parent, .. Above(parent)] : [];
}
