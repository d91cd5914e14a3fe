using System.Text.RegularExpressions;
using Preau.Contracts;

namespace Preau.Architecture;

/// <summary>ARCHITECTURE.md has one row per event: name, publisher, consumers. This keeps it in step with the code.</summary>
public sealed partial class EventTests
{
    [Fact]
    public void The_table_of_events_says_what_the_code_does()
    {
        var sources = Repository.Sources(".cs")
            .Where(f => f.Path.StartsWith("services/", StringComparison.Ordinal) || f.Path.StartsWith("identity/", StringComparison.Ordinal))
            .Select(f => (Service: ServiceOf(f.Path), Text: string.Join('\n', f.Lines))).Where(f => f.Service is not null).ToList();
        var code = Events().Select(name => new Row(
            name,
            string.Join(", ",
                sources.Where(s => Regex.IsMatch(s.Text, $@"new {name}\(|\b{name} \w+\([^)]*\) =>\s+new\(")).Select(s => s.Service).Distinct().Order()),
            string.Join(", ", sources.Where(s => Regex.IsMatch(s.Text, $@"AddEventHandler<{name},")).Select(s => s.Service).Distinct().Order())));

        Assert.Equal(code.OrderBy(r => r.Event, StringComparer.Ordinal), Table());
    }

    [Fact]
    public void Every_event_has_a_publisher_and_a_consumer() =>
        Assert.All(Table(), row => Assert.True(row is { Publisher.Length: > 0, Consumers.Length: > 0 }, row.ToString()));

    private static IEnumerable<string> Events() =>
        typeof(IEvent).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IEvent).IsAssignableFrom(t)).Select(t => t.Name);

    private static List<Row> Table() =>
        [.. TableRow().Matches(Section(Repository.Read("ARCHITECTURE.md")))
            .Select(m => new Row(m.Groups[1].Value, m.Groups[2].Value.Trim(), m.Groups[3].Value.Trim())).OrderBy(r => r.Event, StringComparer.Ordinal)];

    private static string Section(string notes) =>
        notes[notes.IndexOf("| event |", StringComparison.Ordinal)..notes.IndexOf("Events carry", StringComparison.Ordinal)];

    private static string? ServiceOf(string path) => path.Split('/') switch
    {
        ["services", "Contracts" or "Platform", ..] => null,
        ["services", var name, ..] => name,
        ["identity", ..] => "Identity",
        _ => null,
    };

    private sealed record Row(string Event, string Publisher, string Consumers);

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
