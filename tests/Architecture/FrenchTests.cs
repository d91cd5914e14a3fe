namespace Preau.Architecture;

/// <summary>Dates, money, numbers and lists are put into French in one place: <c>Contracts/Words/French.cs</c>.</summary>
public sealed class FrenchTests
{
    /// <summary>Where the culture is named, with the reason.</summary>
    private static readonly Dictionary<string, string> Named = new()
    {
        ["services/Contracts/Words/French.cs"] = "the one place",
        ["services/Documents/TaggedPdf.cs"] = "the language a document says it is in",
    };

    [Fact]
    public void No_other_place_formats_in_French()
    {
        string[] product = ["services/", "web/", "identity/", "gateway/", "deploy/"];
        var files = Repository.Sources(".cs", ".cshtml").Where(f => Array.Exists(product, p => f.Path.StartsWith(p, StringComparison.Ordinal)))
            .Where(f => f.Lines.Any(l => l.Contains("\"fr-FR\"", StringComparison.Ordinal) || l.Contains("\"fr\")", StringComparison.Ordinal)))
            .Select(f => f.Path).ToHashSet();

        Assert.Empty(files.Except(Named.Keys));
        Assert.Empty(Named.Keys.Except(files));
    }
}
