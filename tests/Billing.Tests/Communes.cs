using System.Text.Json;

namespace Preau.Billing.Tests;

/// <summary>The files of the demo communes.</summary>
internal static class Communes
{
    public static string Deploy { get; } = Path.Combine(Root(AppContext.BaseDirectory), "deploy");

    /// <summary>Every commune that has a file.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateFiles(Path.Combine(Deploy, "tenants"), "*.json")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Where(f => f != "schema").Order()];

    /// <summary>Section "billing" of a commune's file.</summary>
    public static string Document(string commune) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "tenants", commune + ".json"))).RootElement.GetProperty("billing").GetRawText();

    /// <summary>Keys of the units that can be booked, in order.</summary>
    public static IEnumerable<string> Units(string commune) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "tenants", commune + ".json"))).RootElement.GetProperty("planning").GetProperty("facilities")
            .EnumerateArray()
            .SelectMany(f => f.GetProperty("services").EnumerateArray()).SelectMany(s => s.GetProperty("units").EnumerateArray())
            .Select(u => u.GetProperty("key").GetString()!).Order();

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
