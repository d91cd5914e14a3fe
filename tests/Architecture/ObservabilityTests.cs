using System.Text.Json;
using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>Alerts and dashboard ask for metrics that exist: a renamed one would never fire, and nobody would notice.</summary>
public sealed partial class ObservabilityTests
{
    private const string Folder = "deploy/observability/";

    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("dashboard.json")]
    public void Every_metric_asked_for_is_one_the_code_gives(string file)
    {
        var given = Given();
        var asked = Asked().Matches(Repository.Read(Folder + file)).Select(m => m.Value).Distinct().ToList();

        Assert.True(asked.Count >= 8, file);
        Assert.Empty(asked.Except(given));
    }

    [Fact]
    public void Every_metric_the_code_gives_is_on_the_dashboard()
    {
        var shown = Asked().Matches(Repository.Read(Folder + "dashboard.json")).Select(m => m.Value).ToHashSet();

        // An age beside its count may be in the alerts alone.
        Assert.Empty(Given().Where(g => !g.EndsWith("_oldest_seconds", StringComparison.Ordinal)).Except(shown));
    }

    [Fact]
    public void Every_alert_says_how_urgent_it_is_what_happened_and_what_to_do()
    {
        var alerts = Repository.Read(Folder + "alerts.yaml").Split("- alert: ").Skip(1).ToList();

        Assert.True(alerts.Count >= 10);
        Assert.All(alerts, a =>
        {
            Assert.Matches("severity: (page|ticket)\\n", a);
            Assert.Matches("summary: '.{20,}'", a);
            Assert.Matches("todo: '.{20,}'", a);
            Assert.Matches("for: [0-9]+[mh]\\n", a);
        });
    }

    [Fact]
    public void The_dashboard_is_json_whose_panels_do_not_overlap()
    {
        var panels = JsonDocument.Parse(Repository.Read(Folder + "dashboard.json")).RootElement.GetProperty("panels").EnumerateArray().ToList();
        var places = panels.Select(p => (p.GetProperty("gridPos").GetProperty("x").GetInt32(), p.GetProperty("gridPos").GetProperty("y").GetInt32())).ToList();

        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(panels, p => Assert.NotEmpty(p.GetProperty("targets").EnumerateArray()));
    }

    // As the collector offers them to Prometheus: dots become underscores, seconds and totals are said at the end.
    private static HashSet<string> Given() =>
    [
        .. Repository.Sources(".cs").Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(f => Named().Matches(string.Join('\n', f.Lines)))
            .Select(m =>
                m.Groups["name"].Value.Replace('.', '_') + (m.Groups["unit"].Value == "s" ? "_seconds" : "")
                    + (m.Groups["kind"].Value.Contains("Counter", StringComparison.Ordinal) ? "_total" : "")),
    ];

    [GeneratedRegex(@"(?<kind>AddFigure<\w+>|CreateObservableGauge|CreateObservableCounter|CreateCounter<\w+>)\(\s*""(?<name>preau\.[a-z.]+)""(?s:.{0,240}?)""(?<unit>s|\{[a-z]+\})""")]
    private static partial Regex Named();

    [GeneratedRegex(@"\bpreau_[a-z_]+")]
    private static partial Regex Asked();
}
