using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class CustodyPageTests
{
    private static readonly Guid Swap = Guid.NewGuid();
    private static readonly DateOnly Monday = new(2026, 12, 7);
    private static readonly string Path = $"/enfants/{Given.Tom}/garde";
    private static readonly string Api = $"{Given.Api}/family/me";

    private static CustodyView View(params CustodyExceptionView[] exceptions) => new(
        Given.Tom, "Tom", "Jeanne", Monday, CustodyWeeks.Alternate, Monday.AddDays(7), CustodyHolidays.AsWeeks, Monday,
        [.. Enumerable.Range(0, 56).Select(i => i / 7 % 2 == 1)], exceptions);

    [Fact]
    public async Task A_parent_sees_the_weeks_and_proposes_a_swap_that_waits_for_the_other()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Api}/children/{Given.Tom}/custody"] = View();
        var page = await front.OpenAsync(Path);
        Assert.Equal(["—", "toute la semaine"], page.Document.QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td").Select(t => t.TextContent.Trim()));

        var wrong = await front.SubmitAsync(page, "form[action*=Propose]", ("Input.From", "2026-12-09"));
        Assert.NotNull(wrong.Document.QuerySelector("#Input_Until-erreur"));
        Assert.Equal("2026-12-09", wrong.Document.QuerySelector("#Input_From")?.GetAttribute("value"));
        front.Upstream.Answers[$"POST {Api}/children/{Given.Tom}/custody/swaps"] = new Upstream.Refusal(400, "custody.period",
            "La période va d’un jour à un autre.");
        wrong = await front.SubmitAsync(wrong, "form[action*=Propose]", ("Input.Until", "2026-12-08"), ("Input.Here", "true"));
        Assert.Equal("true", wrong.Document.QuerySelector("input[name='Input.Here'][checked]")?.GetAttribute("value"));
        front.Upstream.Answers[$"POST {Api}/children/{Given.Tom}/custody/swaps"] = View();
        var done = await front.SubmitAsync(wrong, "form[action*=Propose]", ("Input.Until", "2026-12-10"));

        Assert.Contains("Proposition envoyée", done.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"from\":\"2026-12-09\",\"until\":\"2026-12-10\",\"here\":true",
            front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path.EndsWith("/swaps", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_of_the_other_parent_is_answered_and_ones_own_taken_back()
    {
        await using var front = await Front.StartAsync();
        var mine = Guid.NewGuid();
        front.Upstream.Answers[$"GET {Api}/children/{Given.Tom}/custody"] = View(
            new CustodyExceptionView(Swap, new DateOnly(2026, 12, 9), new DateOnly(2026, 12, 10), false, SwapState.Proposed, false, "Jeanne"),
            new CustodyExceptionView(mine, new DateOnly(2026, 12, 16), new DateOnly(2026, 12, 16), true, SwapState.Proposed, true, "Jean"));
        front.Upstream.Answers[$"POST {Api}/custody/swaps/{Swap}"] = View();
        var page = await front.OpenAsync(Path);
        Assert.Contains("Jeanne propose", page.Text, StringComparison.Ordinal);
        Assert.Contains("Jeanne attend votre réponse", page.Document.QuerySelector("#t-ex ~ ul")!.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"GET {Api}/home"] = new FamilyHome(Given.Me(), [],
            [new SwapAsked(Given.Tom, "Tom", "Jeanne", new DateOnly(2026, 12, 9), new DateOnly(2026, 12, 10), false)]);
        var home = await front.OpenAsync("/");
        Assert.Contains("Jeanne propose un échange pour Tom : du 9 au 10 décembre", home.Document.QuerySelector(".todo")!.TextContent.Replace('\u00A0', ' '),
            StringComparison.Ordinal);
        Assert.EndsWith(Path, home.Document.QuerySelector(".todo a")!.GetAttribute("href"), StringComparison.Ordinal);

        Assert.Contains("Échange accepté", (await front.SubmitAsync(page, ".note form")).Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("n’attend plus", (await front.SubmitAsync(page, "li form")).Text, StringComparison.Ordinal);
        Assert.Equal(["{\"agree\":true}", "{\"agree\":false}"], front.Upstream.Calls.Where(c => c.Method == "POST").Select(c => c.Body));
    }
}
