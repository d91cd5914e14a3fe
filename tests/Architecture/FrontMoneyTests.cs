using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>A front shows the sums that services give: what it added up or rounded itself could differ from the bill.</summary>
public sealed partial class FrontMoneyTests
{
    /// <summary>What rounds and is no price, with the reason.</summary>
    private static readonly Dictionary<string, string> Rounds = new()
    {
        ["web/Ui/Theme.cs"] = "colours",
        ["web/Office/Pages/Cash/Index.cshtml.cs"] = "asks whether what was typed has whole cents",
        ["web/Office/Pages/Cash/Day.cshtml.cs"] = "asks whether what was typed has whole cents",
        ["web/Office/Pages/ThirdParties/CoverageForm.cs"] = "asks whether what was typed has whole cents",
        ["web/Office/Pages/Treasury/Online.cshtml.cs"] = "a limit that was typed, on its way to the settings",
        ["web/Office/Pages/Tariffs/_Trial.cshtml"] = "a percentage",
    };

    [Fact]
    public void No_front_sums_money()
    {
        var sums = from file in Fronts()
                   from sum in Sum().Matches(string.Join('\n', file.Lines)).Cast<Match>()
                   where !Counted().IsMatch(sum.Groups["what"].Value)
                   select $"{file.Path}: {sum.Value}";

        Assert.Empty(sums);
    }

    [Fact]
    public void No_front_rounds_a_price()
    {
        var files = Fronts().Where(f => f.Lines.Any(l => Round().IsMatch(l))).Select(f => f.Path).ToHashSet();

        Assert.Empty(files.Except(Rounds.Keys));
        Assert.Empty(Rounds.Keys.Except(files));
    }

    private static IEnumerable<(string Path, string[] Lines)> Fronts() =>
        Repository.Sources(".cs", ".cshtml").Where(f => f.Path.StartsWith("web/", StringComparison.Ordinal));

    // With its argument, two levels of brackets deep.
    [GeneratedRegex(@"\.Sum\((?<what>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")]
    private static partial Regex Sum();

    // Days, meals, children: numbers of things.
    [GeneratedRegex(@"\b(Count|Length|Meals)(\(\))?\)?$")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(decimal|Math)\.Round\(")]
    private static partial Regex Round();
}
