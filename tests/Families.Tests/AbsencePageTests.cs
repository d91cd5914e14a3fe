using Preau.Contracts.Api;

namespace Preau.Families.Tests;

public sealed class AbsencePageTests
{
    [Fact]
    public async Task A_period_is_one_ticked_box_for_each_child_and_stands_for_all_its_days()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f", Given.Booked(10), Given.Booked(11)),
                Given.MonthChild(Given.Tom, "Tom", "m", Given.Booked(10))],
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
    public async Task A_period_that_ends_before_it_begins_is_an_error_beside_its_last_day()
    {
        await using var front = await Front.StartAsync();

        var page = await front.OpenAsync("/absence?jour=2026-12-18&au=2026-12-10");

        Assert.Contains("Le dernier jour vient avant le premier", page.Document.QuerySelector("#au-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-12-10", page.Document.QuerySelector("#au")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_sick_child_is_two_taps_on_one_screen_with_effect_and_cost_before_it_is_sent()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f", Given.Booked(8), Given.Booked(9)),
                Given.MonthChild(Given.Tom, "Tom", "m", Given.Booked(8))],
        };
        var home = await front.OpenAsync("/");
        var page = await front.OpenAsync(home.Document.QuerySelector("main a[href$='/absence/malade']")!.GetAttribute("href")!["/biviers".Length..]);
        Assert.Empty(page.Document.QuerySelectorAll("input[name=e][checked]"));
        Assert.Equal("2026-12-08", page.Document.QuerySelector("input[name=q][checked]")!.GetAttribute("value"));
        Assert.Contains("si le certificat arrive avant le vendredi", page.Text, StringComparison.Ordinal);

        var nobody = await front.SubmitAsync(page, "form[data-absence]");
        Assert.Contains("Cochez l’enfant qui est malade.", nobody.Text, StringComparison.Ordinal);
        var looked = await front.SubmitAsync(page, "form[data-absence]", ("e", "0001"), ("Look", "oui"));
        Assert.Contains("Louise, aujourd’hui", looked.Document.QuerySelector("#effet")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST" && c.Path == $"{Given.Api}/planning/requests");

        var receipt = await front.SubmitAsync(page, "form[data-absence]", ("e", "0001"));

        Assert.Contains("/demandes/", receipt.Address, StringComparison.Ordinal);
        var sent = front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path == $"{Given.Api}/planning/requests").Body;
        Assert.Contains("\"reason\":\"medical\"", sent, StringComparison.Ordinal);
        Assert.Contains("2026-12-08", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-12-09", sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Tom.ToString(), sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_illness_of_several_days_takes_all_until_the_last_and_asks_for_it_when_it_is_missing()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f", Given.Booked(8), Given.Booked(10), Given.Booked(14))],
        };
        var page = await front.OpenAsync("/absence/malade");
        Assert.NotNull(page.Document.QuerySelector("input[name=e][checked]"));
        var open = await front.SubmitAsync(page, "form[data-absence]", ("q", "p"));
        Assert.Contains("Choisissez le dernier jour d’absence", open.Text, StringComparison.Ordinal);

        await front.SubmitAsync(page, "form[data-absence]", ("q", "p"), ("au", "2026-12-11"));

        var sent = front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path == $"{Given.Api}/planning/requests").Body;
        Assert.Contains("2026-12-10", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-12-14", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_told_already_and_who_has_nothing_is_said_instead_of_offered()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children =
            [
                Given.MonthChild(Given.Louise, "Louise", "f", new MonthCell(8, CellState.AbsentExcused, CellActions.None, null, "settled", null, true, false)),
                Given.MonthChild(Given.Tom, "Tom", "m", Given.Booked(9)),
            ],
        };

        var page = await front.OpenAsync("/absence/malade");

        Assert.Contains("Déjà prévenu", page.Document.QuerySelector(".pick.off")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rien de réservé aujourd’hui", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("input[name=e]"));
    }
}
