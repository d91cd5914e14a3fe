using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>
/// Each handler of the parents' and the agents' pages that takes something away, ends it or
/// undoes it: it asks once, saying what will happen, or there is a way back.
/// A new one has to say which.
/// </summary>
public sealed partial class ActTests
{
    // "asks": its form stands folded, with a sentence on what it does. "back": itself the way back from something. "undo X": X is the way back.
    // "draft": nothing holds until the draft is applied, which asks. "page": its page is the question. "again": the same can simply be done again.
    private const string Text = """
        Families /Account/AccountPage Cancel: asks
        Families /Account/Child Remove: page
        Families /Account/Quotient TakeBack: again
        Families /Documents/Index Withdraw: asks
        Families /Enrolments/Receipt Withdraw: asks
        Families /Leave/Index TakeBack: back
        Families /Messages/Threads Delete: undo Restore
        Families /Payment/Mandate Stop: asks
        Families /Payment/Prepaid AskBack: asks
        Families /Planning/Evidence Withdraw: asks
        Families /Planning/Offers Leave: asks
        Families /Requests/Receipt Undo: back
        Families /Requests/Receipt UndoSome: back
        Office /Agents/One Deactivate: undo Activate
        Office /Agents/One Reset: asks
        Office /Agents/One SignOut: again
        Office /Billing/Anomaly Undo: back
        Office /Billing/Invoice Credit: page
        Office /Billing/Invoice WriteOff: asks
        Office /Billing/Run Delete: asks
        Office /Billing/Run Issue: page
        Office /Billing/Run Redraft: back
        Office /Billing/Run Stop: undo Resume
        Office /Cash/Payment Cancel: asks
        Office /Cash/Payment Reverse: asks
        Office /Debits/File Cancel: asks
        Office /Debits/Mandates End: asks
        Office /Disruptions/New Apply: page
        Office /Disruptions/One Undo: asks
        Office /Dunning/Index Cancel: asks
        Office /Dunning/Index Lift: back
        Office /Dunning/Index Stop: asks
        Office /Families/ClassUp Undo: back
        Office /Families/Contracts End: asks
        Office /Families/Contracts Leave: undo TakeBack
        Office /Families/Contracts TakeBack: back
        Office /Families/CustodyPage NoDays: again
        Office /Families/Edit Remove: asks
        Office /Families/File EndOrder: asks
        Office /Families/File NoNote: asks
        Office /Families/File UndoMerge: back
        Office /Families/Receipt Undo: back
        Office /Import/One Drop: asks
        Office /Import/One Undo: asks
        Office /Library/Index Remove: asks
        Office /Places/Waiting Remove: asks
        Office /Roll/Anomalies Undo: back
        Office /Setup/Calendar RemoveClosure: draft
        Office /Setup/Calendar RemoveDay: draft
        Office /Setup/Draft Apply: page
        Office /Setup/Draft Drop: asks
        Office /Setup/Facility Remove: draft
        Office /Setup/NextYear Undo: page
        Office /Setup/Period Remove: draft
        Office /Setup/Pool Remove: draft
        Office /Setup/Reason Remove: draft
        Office /Setup/Rule Remove: draft
        Office /Setup/Service Remove: draft
        Office /Setup/Unit Remove: draft
        Office /Setup/Versions Back: draft
        Office /Tariffs/Edit Drop: asks
        Office /ThirdParties/One Remove: asks
        """;

    private static readonly Dictionary<string, string> Ways = Text.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(": "))
        .ToDictionary(p => p[0], p => p[1]);

    [Fact]
    public void Every_act_that_takes_away_says_how_one_is_asked_or_comes_back()
    {
        var acts = Handlers().Where(h => TakesAway().IsMatch(h.Handler)).Select(h => $"{h.Page} {h.Handler}").ToList();

        Assert.Empty(acts.Except(Ways.Keys).Order());
        Assert.Empty(Ways.Keys.Except(acts).Order());
    }

    [Fact]
    public void What_asks_stands_folded_with_a_sentence_on_what_will_happen()
    {
        var views = Repository.Sources(".cshtml").Where(f => f.Path.StartsWith("web/", StringComparison.Ordinal))
            .Select(f => (f.Path, Text: string.Join('\n', f.Lines))).ToList();
        foreach (var (act, _) in Ways.Where(w => w.Value == "asks"))
        {
            var (folder, handler) = (Folder(act), act.Split(' ')[2]);
            var forms = views.Where(v => v.Path.StartsWith(folder, StringComparison.Ordinal))
                .SelectMany(v => Forms(v.Text, handler).Select(at => (v.Path, v.Text, At: at)))
                .Where(f => IsOf(f.Path, act)).ToList();
            Assert.True(forms.Count > 0, $"No form for {act}.");
            Assert.All(
                forms, f =>
                    Assert.True(
                        IsFolded(f.Text, f.At)
                            && Sentence()
                                .IsMatch(
                                    f.Text[f.Text.LastIndexOf("<details", f.At,
                                        StringComparison.Ordinal)..f.Text.IndexOf("</form>", f.At, StringComparison.Ordinal)]),
                        $"{act} in {f.Path}"));
        }
    }

    [Fact]
    public void The_way_back_that_is_named_is_a_handler_of_the_same_page()
    {
        var known = Handlers().Select(h => $"{h.Page} {h.Handler}").ToHashSet();

        Assert.Empty(Ways.Where(w => w.Value.StartsWith("undo ", StringComparison.Ordinal))
            .Select(w => $"{w.Key[..w.Key.LastIndexOf(' ')]} {w.Value["undo ".Length..]}").Except(known));
    }

    private static IEnumerable<(string Page, string Handler)> Handlers() => from file in Repository.Sources(".cs")
                                                                            let page = PageFile().Match(file.Path)
                                                                            where page.Success
                                                                            from line in file.Lines
                                                                            from Match handler in Handler().Matches(line)
                                                                            select ($"{page.Groups[1].Value} /{page.Groups[2].Value}", handler.Groups[1].Value);

    private static string Folder(string act) => $"web/{act.Split(' ')[0]}/Pages{act.Split(' ')[1][..(act.Split(' ')[1].LastIndexOf('/') + 1)]}";

    // Its own page, or a part that pages share.
    private static bool IsOf(string path, string act)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith('_') || act.Split(' ')[1].EndsWith("/" + name, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Forms(string text, string handler) =>
        Regex.Matches(text, $"(asp-page-handler=\"|handler=|Url\\.Page\\(\"[^\"]+\", \"|Post\\(\"){handler}\\b").Select(m => m.Index);

    private static bool IsFolded(string text, int at) => Regex.Count(text[..at], "<details") > Regex.Count(text[..at], "</details>");

    [GeneratedRegex("^web/(Office|Families)/(?:Pages/)?(.+?)(\\.cshtml)?\\.cs$")]
    private static partial Regex PageFile();

    [GeneratedRegex(@"\bOnPost(\w*?)(?:Async)?\(")]
    private static partial Regex Handler();

    [GeneratedRegex("Remove|Drop|Delete|Cancel|Undo|End|Stop|Deactivate|Reset|^No[A-Z]|SignOut|WriteOff|Credit|Reverse|Withdraw|Leave|TakeBack|Back$|Redraft|Issue|Apply|Close|Lift")]
    private static partial Regex TakesAway();

    [GeneratedRegex("<p[ >]|help=")]
    private static partial Regex Sentence();
}
