
namespace Preau.Families.Tests;

public sealed class AbsencePageTests
{
    [Fact]
    public async Task A_period_is_one_ticked_box_for_each_child_and_stands_for_all_its_days()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f", Given.Booked(10), Given.Booked(11)), Given.MonthChild(Given.Tom, "Tom", "m", Given.Booked(10))],
        };
        var page = await front.OpenAsync("/absence?jour=2026-12-10&au=2026-12-14");
        Assert.Equal(["0001", "0002"], page.Document.QuerySelectorAll("input[name=tout][checked]").Select(b => b.GetAttribute("value")));
        Assert.Empty(page.Document.QuerySelectorAll("input[name=c][checked]"));
        Assert.Equal(3, page.Document.QuerySelectorAll("details input[name=c]").Length);

        await front.SubmitAsync(page, "#envoi", ("tout", "0001"), ("Reason", "other"));

        var sent = front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path == $"{Given.Api}/planning/requests").Body;
        Assert.Contains("2026-12-10", sent, StringComparison.Ordinal);
        Assert.Contains("2026-12-11", sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Tom.ToString(), sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sick_child_is_one_tap_and_send_with_the_reason_chosen_and_the_others_folded_away()
    {
        await using var front = await Front.StartAsync();
        var quick = (await front.OpenAsync("/absence")).Document.QuerySelector("a.pick")!.GetAttribute("href")!;
        var page = await front.OpenAsync(quick["/biviers".Length..]);

        Assert.NotNull(page.Document.QuerySelector("details:not([open]) input[name=Reason][checked]"));
        Assert.NotNull(page.Document.QuerySelector("input[name=c][checked]"));
        Assert.NotNull(page.Document.QuerySelector(".bar.thumb button[form=envoi]"));
        var receipt = await front.SubmitAsync(page, "#envoi");

        Assert.Contains("/demandes/", receipt.Address, StringComparison.Ordinal);
    }
}
