using System.Text.RegularExpressions;
using Preau.Planning.Judging;

namespace Preau.Planning.Tests;

/// <summary>Each code that the rules can answer has its sentence and its effect, and there is no sentence that no rule says.</summary>
public sealed partial class SentenceTests
{
    [Fact]
    public void Each_code_of_the_rules_has_a_sentence_and_each_sentence_a_rule() =>
        Assert.Equal(Codes().Order(StringComparer.Ordinal), Sentences.Codes.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_code_that_changes_a_day_says_how()
    {
        foreach (var code in Codes().Where(c => !c.StartsWith("refused.", StringComparison.Ordinal) && !c.StartsWith("unchanged.", StringComparison.Ordinal)))
        {
            Assert.NotEqual(Effect.None, new Verdict(Answer.Accepted, code).Effect);
        }

        Assert.Throws<InvalidOperationException>(() => new Verdict(Answer.Accepted, "booked.twice").Effect);
    }

    // As they stand in the sources of the rules: what is answered anew can't be forgotten here.
    private static HashSet<string> Codes()
    {
        var codes = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(PlanningWorld.Deploy(".."), "services", "Planning", "Judging"), "*.cs")
            .Where(f => Path.GetFileName(f) is not ("Sentences.cs" or "Verdict.cs")))
        {
            var text = File.ReadAllText(file);
            foreach (Match refused in Answered().Matches(text))
            {
                codes.UnionWith(Literal().Matches(refused.Groups[2].Value).Select(m => $"{refused.Groups[1].Value.ToLowerInvariant()}.{m.Groups[1].Value}"));
            }

            codes.UnionWith(Full().Matches(Answered().Replace(text, "")).Select(m => m.Groups[1].Value));
        }

        return codes;
    }

    [GeneratedRegex(@"Verdict\.(Refused|Unchanged)\(([^,)]*)")]
    private static partial Regex Answered();

    [GeneratedRegex(@"""([a-z-]+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"""((?:booked|pending|cancelled|absence)\.[a-z-]+|booked|cancelled|waiting|withdrawn)""")]
    private static partial Regex Full();
}
