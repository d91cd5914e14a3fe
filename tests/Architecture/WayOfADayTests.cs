using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>The list by which a newcomer follows one day from click to bill names files that are there, and can be read in a morning.</summary>
public sealed partial class WayOfADayTests
{
    [Fact]
    public void Each_file_on_the_way_of_one_day_is_there_and_they_are_eighty_at_most()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"));
        var way = text.Split("## The way of one day")[1].Split("\n## ")[0];
        var files = PathOfFile().Matches(way).Select(m => m.Value).ToList();

        Assert.InRange(files.Count, 30, 80);
        Assert.DoesNotContain(files, f => !File.Exists(Path.Combine(Repository.Root, f)));
        Assert.Equal(files.Count, files.Distinct().Count());
    }

    [GeneratedRegex("(services|web)/[A-Za-z/.]+\\.(cshtml\\.cs|cshtml|cs|mjs)")]
    private static partial Regex PathOfFile();
}
