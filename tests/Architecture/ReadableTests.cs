using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>
/// Lines, methods and files that a person can read: 160 characters, 60 lines, 300 lines.
/// </summary>
public sealed partial class ReadableTests
{
    private const int Width = 160;
    private const int Length = 60;
    private const int FileLength = 300;

    /// <summary>
    /// Lines that are still wider, by folder: sentences for people, that would be cut in their middle. A number may only become smaller.
    /// </summary>
    private static readonly Dictionary<string, int> Ceilings = new()
    {
        ["deploy/"] = 2,
        ["gateway/"] = 1,
        ["identity/"] = 16,
        ["services/"] = 71,
        ["tests/"] = 121,
        ["web/"] = 0,
    };

    [Fact]
    public void Lines_are_no_wider_than_a_person_reads()
    {
        var wide = from ceiling in Ceilings
                   let count = Repository.Sources(".cs").Where(f => f.Path.StartsWith(ceiling.Key, StringComparison.Ordinal))
                       .Sum(f => f.Lines.Count(l => l.Length > Width))
                   where count > ceiling.Value
                   select $"{ceiling.Key}: {count} lines over {Width}, {ceiling.Value} are the most";

        Assert.Empty(wide);
    }

    [Fact]
    public void No_line_of_a_page_is_wider()
    {
        var pages = Repository.Sources(".cshtml").ToList();
        Assert.True(pages.Count > 200, $"Only {pages.Count}.");

        Assert.Empty(from page in pages from line in page.Lines.Index() where line.Item.Length > Width select $"{page.Path}:{line.Index + 1}");
    }

    [Fact]
    public void No_method_is_longer_than_a_page()
    {
        var product = Repository.Sources(".cs").Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal));
        var found = from file in product from method in MethodsOf(file.Lines) where method.Lines > Length select $"{file.Path} {method.Name} {method.Lines}";

        Assert.Empty(found);
    }

    [Fact]
    public void No_file_is_longer_than_five_pages()
    {
        var found = Repository.Sources(".cs", ".cshtml").Where(f => f.Lines.Length > FileLength)
            .Select(f => $"{f.Path} {f.Lines.Length}");

        Assert.Empty(found);
    }

    [Fact]
    public void The_measure_sees_a_long_method()
    {
        string[] lines = ["    public void Of(int x)", "    {", .. Enumerable.Repeat("        x++;", Length), "    }"];

        Assert.Equal(("Of", Length + 2), Assert.Single(MethodsOf(lines)));
    }

    // The white space is kept by a test of its own, so that a body ends at the brace that stands under its first.
    private static IEnumerable<(string Name, int Lines)> MethodsOf(string[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
        {
            var body = lines[i];
            if (body.Trim() != "{" || body.Length is not (5 or 9))
            {
                continue;
            }

            var start = i - 1;
            while (start > 0 && lines[start].StartsWith(body[..^1] + "    ", StringComparison.Ordinal))
            {
                start--;
            }

            var head = string.Join(' ', lines[start..i].Select(l => l.Trim()));
            if (Signature().Match(head) is { Success: true } method && method.Groups[1].Value is not ("new" or "extension") && !Type().IsMatch(head))
            {
                var end = Array.FindIndex(lines, i, l => l.StartsWith(body[..^1] + "}", StringComparison.Ordinal));
                yield return (method.Groups[1].Value, end - i + 1);
            }
        }
    }

    [GeneratedRegex(@"(\w+)(?:<[^()]*>)?\(.*\)(?: where .*)?$")]
    private static partial Regex Signature();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\b")]
    private static partial Regex Type();
}
