using System.Text.RegularExpressions;

namespace Preau.EndToEnd;

/// <summary>The table of the notices' functions is whole, and each test it names is there.</summary>
public sealed partial class FeatureTableTests
{
    private static readonly string Tests = Path.Combine(Root(AppContext.BaseDirectory), "tests");

    [Fact]
    public void Each_function_of_the_notices_names_a_test_that_exists()
    {
        var rows = File.ReadLines(Path.Combine(Tests, "EndToEnd", "features.md")).Select(l => Row().Match(l)).Where(m => m.Success).ToList();

        Assert.Equal(Enumerable.Range(1, 124), rows.Select(r => int.Parse(r.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        var sources = rows.Select(r => r.Groups["project"].Value).Distinct()
            .ToDictionary(p => p, p => Directory.GetFiles(Path.Combine(Tests, p), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList());
        Assert.Empty(rows.Where(r => !sources[r.Groups["project"].Value].Exists(text => Holds(text, r.Groups["class"].Value, r.Groups["test"].Value)))
            .Select(r => r.Value));
    }

    // A test, not a helper of that name: with its attribute right above, perhaps with rows of data between.
    private static bool Holds(string text, string name, string test) =>
        Regex.IsMatch(text, $@"class {name}\b") && Regex.IsMatch(text, $@"\[(Fact|Theory)\](\s*\[[^\n]*\])*\s*public (async )?(Task|void) {test}\(");

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);

    [GeneratedRegex(@"^\| F-(?<number>\d+) \| [^|]+ \| (?<project>[\w.]+) \| (?<class>\w+)\.(?<test>\w+) \|$")]
    private static partial Regex Row();
}
