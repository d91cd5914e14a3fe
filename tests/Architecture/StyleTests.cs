using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>A class that a page names has a rule in a sheet that this page loads: a sheet taken away takes no page's looks with it unseen.</summary>
public sealed partial class StyleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "web/Ui/www");

    // By the name under which each is served: the sheets of a folder are one.
    private static readonly Dictionary<string, HashSet<string>> Sheets = Directory.EnumerateFiles(Folder, "*.css", SearchOption.AllDirectories)
        .GroupBy(p => Path.GetRelativePath(Folder, p).Split('/') is [var folder, _] ? folder + ".css" : Path.GetFileName(p)!)
        .ToDictionary(g => g.Key, g => ClassesOf(string.Join('\n', g.Select(File.ReadAllText))));

    [Fact]
    public void Each_class_of_a_page_has_a_rule_in_a_sheet_the_page_loads()
    {
        var pages = Repository.Sources(".cshtml")
            .Where(f => f.Path.StartsWith("web/", StringComparison.Ordinal) || f.Path.StartsWith("identity/", StringComparison.Ordinal))
            .Select(f => (f.Path, Text: string.Join('\n', f.Lines))).ToList();
        Assert.True(pages.Count > 150, $"Only {pages.Count}.");

        var bare = from page in pages
                   let styled = StyledFor(page.Path, page.Text)
                   from name in NamedIn(page.Text).Distinct()
                   where !styled.Contains(name)
                   select $"{page.Path}: {name}";

        Assert.Empty(bare);
    }

    [Fact]
    public void A_button_that_prints_stands_where_the_script_that_prints_is_and_is_hidden_without_it()
    {
        var pages = Repository.Sources(".cshtml").Select(f => (f.Path, Text: string.Join('\n', f.Lines)))
            .Where(p => p.Text.Contains("data-print", StringComparison.Ordinal)).ToList();
        Assert.True(pages.Count >= 15, $"Only {pages.Count}.");

        Assert.Empty(
            pages.Where(p =>
                !p.Text.Contains(p.Path.StartsWith("web/Families", StringComparison.Ordinal) ? "families.mjs" : "office.mjs", StringComparison.Ordinal)
            || p.Text.Split("data-print").Length != p.Text.Split("data-print hidden").Length).Select(p => p.Path));
    }

    [Theory]
    [InlineData("""<p class="letter nb">""", "letter nb")]
    [InlineData("""<p class="note @(over ? "bad" : "wait")">""", "bad note wait")]
    [InlineData("""<p class="row @(kind is "paid" ? "ok" : null)">""", "ok row")]
    public void The_measure_reads_classes_and_not_what_they_depend_on(string page, string classes) =>
        Assert.Equal(classes, string.Join(' ', NamedIn(page).Order(StringComparer.Ordinal)));

    // A part stands in pages that load different sheets.
    private static HashSet<string> StyledFor(string path, string text) =>
        !text.Contains("@page", StringComparison.Ordinal) ? [.. Sheets.Values.SelectMany(s => s)]
            : [.. Sheets["preau.css"], .. path.StartsWith("web/Families", StringComparison.Ordinal) ? [] : Sheets["office.css"],
                .. Sheet().Matches(text).SelectMany(m => Sheets[m.Groups[1].Value])];

    private static HashSet<string> ClassesOf(string sheet) =>
        [.. Selector().Matches(Comment().Replace(sheet, "")).SelectMany(m => Name().Matches(m.Value)).Select(m => m.Groups[1].Value)];

    private static IEnumerable<string> NamedIn(string page) =>
        from match in Attribute().Matches(page)
        let value = Compared().Replace(match.Groups[1].Value, "")
        from part in Literal().Matches(value).Select(m => m.Groups[1].Value).Append(Expression().Replace(value, " "))
        from name in part.Split(' ', '\n')
        where Word().IsMatch(name)
        select name;

    [GeneratedRegex("""class="((?:[^"@]|@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|@[\w.]+)*)["]""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""(?:\bis|==|!=|\bor|\bnot) "[^"]*"|"[^"]*" =>|\w\("[^"]*"\)""")]
    private static partial Regex Compared();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|@[\w.]+(?:\([^)]*\))?""")]
    private static partial Regex Expression();

    [GeneratedRegex("""^-?[A-Za-z_][\w-]*$""")]
    private static partial Regex Word();

    [GeneratedRegex("""Url\("(\w+\.css)"\)""")]
    private static partial Regex Sheet();

    [GeneratedRegex(@"[^{};]*(?=\{)")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\.(-?[A-Za-z_][\w-]*)")]
    private static partial Regex Name();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
