using System.Text.Json;

namespace Preau.Billing.Tests;

/// <summary>The files of the demo communes.</summary>
internal static class Communes
{
    public static string Deploy { get; } = Path.Combine(Root(AppContext.BaseDirectory), "deploy");

    /// <summary>Section "billing" of a commune's file.</summary>
    public static string Document(string commune) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "tenants", commune + ".json"))).RootElement.GetProperty("billing").GetRawText();

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
