using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>
/// Lines and methods that a person can read: 160 characters, 60 lines. Planning is held to both line by line, the rest of the product to methods, and to
/// wide lines by ceilings that sink.
/// </summary>
public sealed partial class ReadableTests
{
    private const int Width = 160;
    private const int Length = 60;

    private static readonly string[] Projects = ["services/Planning"];

    /// <summary>Lines that are still wider, by file: sentences that would be cut in their middle. A number may only become smaller.</summary>
    private static readonly Dictionary<string, int> Wide = new()
    {
        ["services/Planning/Booking/Allocation/ApplyRun.cs"] = 1,
        ["services/Planning/Booking/Certificates/SendCertificate.cs"] = 1,
        ["services/Planning/Booking/Corrections/Contradiction.cs"] = 1,
        ["services/Planning/Booking/Disruptions/DisruptionWords.cs"] = 2,
        ["services/Planning/Booking/Enrolments/DecideOnEnrolment.cs"] = 1,
        ["services/Planning/Booking/Enrolments/ReadEnrolment.cs"] = 1,
        ["services/Planning/Booking/Patterns/PostPattern.cs"] = 1,
        ["services/Planning/Changing/WaitingCase.cs"] = 4,
        ["services/Planning/Judging/AbsenceWords.cs"] = 2,
        ["services/Planning/Judging/Sentences.cs"] = 2,
        ["services/Planning/Month/Reminders/FindUnbooked.cs"] = 1,
        ["services/Planning/Month/Why/WhyWords.cs"] = 1,
        ["services/Planning/Setup/Drafts/RuleCorrections.cs"] = 1,
        ["services/Planning/Setup/Findings/FindContradictions.cs"] = 2,
        ["services/Planning/Setup/Findings/LimitFindings.cs"] = 6,
        ["services/Planning/Setup/SchoolCalendars/AssembleYears.cs"] = 2,
        ["services/Planning/Setup/SchoolCalendars/PreviewImport.cs"] = 1,
        ["services/Planning/Setup/Simulation/PostCheck.cs"] = 2,
        ["services/Planning/Setup/Simulation/Replay.cs"] = 3,
    };

    /// <summary>Wider lines of the other projects of the product, with some room so that two who work at once do not meet here: a number may only become smaller.</summary>
    private static readonly Dictionary<string, int> Ceilings = new()
    {
        ["deploy/"] = 40,
        ["gateway/"] = 40,
        ["identity/"] = 240,
        ["services/Billing/"] = 380,
        ["services/Contracts/"] = 260,
        ["services/Documents/"] = 20,
        ["services/Family/"] = 560,
        ["services/Messaging/"] = 60,
        ["services/Platform/"] = 100,
        ["web/Families/"] = 200,
        ["web/Office/"] = 320,
        ["web/Ui/"] = 200,
    };

    /// <summary>Methods of the whole product that are still longer, with their lines. A number may only become smaller.</summary>
    private static readonly Dictionary<string, int> Long = new()
    {
        ["deploy/Standalone/StandaloneOptions.cs Read"] = 73,
        ["services/Billing/Tariffs/PackageCheck.cs Version"] = 62,
        ["services/Family/Imports/ImportDemoFamilies.cs ImportAsync"] = 91,
        ["services/Family/Imports/TableFile.cs Split"] = 64,
        ["services/Family/Requests/AskForChange.cs Handle"] = 76,
        ["services/Messaging/Conversations/ListThreads.cs Handle"] = 64,
        ["services/Planning/Booking/Enrolments/AskForEnrolment.cs Handle"] = 70,
        ["services/Planning/Demo/DemoImporter.cs ImportAsync"] = 64,
        ["services/Planning/Month/Why/ExplainCell.cs Handle"] = 62,
        ["web/Families/Planning/MonthTable.cs WriteCell"] = 70,
    };

    [Fact]
    public void No_line_is_wider_than_a_person_reads()
    {
        var wide = from file in Files()
                   let count = file.Lines.Count(l => l.Length > Width)
                   where count != Wide.GetValueOrDefault(file.Path)
                   select $"{file.Path}: {count} lines over {Width}, {Wide.GetValueOrDefault(file.Path)} known";

        Assert.Empty(wide);
    }

    [Fact]
    public void Elsewhere_wide_lines_become_fewer()
    {
        var wide = from ceiling in Ceilings
                   let count = Repository.Sources(".cs").Where(f => f.Path.StartsWith(ceiling.Key, StringComparison.Ordinal)).Sum(f => f.Lines.Count(l => l.Length > Width))
                   where count > ceiling.Value
                   select $"{ceiling.Key}: {count} lines over {Width}, {ceiling.Value} are the most";

        Assert.Empty(wide);
    }

    [Fact]
    public void No_method_is_longer_than_a_page()
    {
        var product = Repository.Sources(".cs").Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal));
        var found = (from file in product from method in MethodsOf(file.Lines) where method.Lines > Length select (Key: $"{file.Path} {method.Name}", method.Lines)).ToList();

        Assert.Equal(Long.Select(l => $"{l.Key} {l.Value}").Order(StringComparer.Ordinal), found.Select(f => $"{f.Key} {f.Lines}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_measure_sees_a_long_method()
    {
        string[] lines = ["    public void Of(int x)", "    {", .. Enumerable.Repeat("        x++;", Length), "    }"];

        Assert.Equal(("Of", Length + 2), Assert.Single(MethodsOf(lines)));
    }

    private static IEnumerable<(string Path, string[] Lines)> Files() =>
        Repository.Sources(".cs").Where(f => Projects.Any(p => f.Path.StartsWith(p + "/", StringComparison.Ordinal)));

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
