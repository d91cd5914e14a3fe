using Preau.Contracts.Api;

namespace Preau.Families.Tests;

/// <summary>The week for a thumb, without scripts: each button comes back with the page, nothing is sent before the page that checks.</summary>
public sealed class WeekPageTests
{
    [Fact]
    public async Task It_opens_on_the_first_week_that_can_be_booked_and_one_button_ticks_all_of_a_child()
    {
        await using var front = await Front.StartAsync();
        var page = await front.OpenAsync("/planning/semaine");
        Assert.Contains("14 – 20 décembre", Plain(page.Text), StringComparison.Ordinal);
        Assert.Empty(Ticked(page));

        page = await front.SubmitAsync(page, "form[data-week]", ("tout", "0002"));
        Assert.Equal(["0002.restauration.20261214", "0002.restauration.20261215"], Ticked(page));
        Assert.Contains("2 réservations · 7,20 €", Plain(page.Document.QuerySelector(".bar")!.TextContent), StringComparison.Ordinal);
        page = await front.SubmitAsync(page, "form[data-week]", ("toute", "0001.restauration"));
        Assert.Equal(3, Ticked(page).Count);
        page = await front.SubmitAsync(page, "form[data-week]", ("tout", "0002"));
        Assert.Equal(["0001.restauration.20261214"], Ticked(page));

        page = await front.SubmitToAsync(page, "form[data-week]", "button.main");
        Assert.Equal("Vérifiez avant d’envoyer", page.Title);
    }

    [Fact]
    public async Task A_week_too_far_away_leads_to_the_first_one_that_can_be_booked_and_says_so()
    {
        await using var front = await Front.StartAsync();
        foreach (var far in (string[])["2150-01-05", "2001-01-02"])
        {
            var page = await front.OpenAsync("/planning/semaine?semaine=" + far);
            Assert.Contains("trop loin d’aujourd’hui : voici la première où réserver", Plain(page.Text), StringComparison.Ordinal);
            Assert.Contains("14 – 20 décembre", Plain(page.Text), StringComparison.Ordinal);
        }

        await front.OpenAsync("/planning?mois=2150-01");
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Query.Contains("=2150", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_day_is_called_full_before_it_is_asked_for_no_button_takes_it_and_its_price_is_not_promised()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f", Given.Free(14), Given.Free(15) with { Actions = CellActions.Book | CellActions.Full })],
        };
        var page = await front.OpenAsync("/planning/semaine");
        Assert.Contains("complet", page.Document.QuerySelector("[data-full]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("liste d’attente", (await front.OpenAsync("/case?c=0001.restauration.20261215")).Text, StringComparison.Ordinal);

        page = await front.SubmitAsync(page, "form[data-week]", ("tout", "0001"));
        Assert.Equal(["0001.restauration.20261214"], Ticked(page));
        var both = await front.OpenAsync("/planning/semaine?semaine=2026-12-14&c=0001.restauration.20261214&c=0001.restauration.20261215");
        Assert.Contains("2 réservations · 3,60 € · dont 1 à confirmer", Plain(both.Document.QuerySelector(".bar")!.TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anything_is_open_the_week_that_opens_first_says_when_and_an_empty_one_leads_to_a_usable_one()
    {
        await using var front = await Front.StartAsync();
        var locked = Given.Free(14) with
        {
            State = CellState.Locked,
            Actions = CellActions.None,
            Until = null,
            Blocked = "not-open-yet",
            Opens = new DateTime(2027, 1, 23)
        };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with { Children = [Given.MonthChild(Given.Louise, "Louise", "f", locked)] };
        var soon = await front.OpenAsync("/planning/semaine");
        Assert.Contains("Les réservations de cette semaine ouvrent le samedi 23 janvier 2027.", Plain(soon.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("Plus rien à réserver", soon.Text, StringComparison.Ordinal);

        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month();
        var past = await front.OpenAsync("/planning/semaine?semaine=2026-12-07");
        Assert.NotNull(past.Document.QuerySelector("main a[href$='/planning/semaine?semaine=2026-12-14']"));
    }

    [Fact]
    public async Task As_last_week_ticks_what_was_booked_then_on_the_days_that_are_free_now_and_another_week_keeps_the_ticks()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f", Given.Booked(7), Given.Booked(11), Given.Free(14), Given.Free(15))],
        };
        var page = await front.OpenAsync("/planning/semaine");
        Assert.Contains("7 – 13 décembre · 3,60 €", Plain(page.Document.QuerySelector("button.again")!.TextContent), StringComparison.Ordinal);

        page = await front.SubmitAsync(page, "form[data-week]", ("comme", "2026-12-07"));
        Assert.Equal(["0001.restauration.20261214"], Ticked(page));
        page = await front.SubmitAsync(page, "form[data-week]", ("vers", "2026-12-21"));

        Assert.Contains("21 – 27 décembre", Plain(page.Text), StringComparison.Ordinal);
        Assert.Equal("0001.restauration.20261214", page.Document.QuerySelector("input[type=hidden][name=c]")!.GetAttribute("value"));
        Assert.Contains("1 réservation d’une autre semaine", Plain(page.Document.QuerySelector(".bar")!.TextContent), StringComparison.Ordinal);
        Assert.Equal("Vérifiez avant d’envoyer", (await front.SubmitToAsync(page, "form[data-week]", ".bar button.main")).Title);
    }

    [Fact]
    public async Task Where_nothing_is_booked_on_line_the_page_says_so_with_a_way_on_and_home_offers_none()
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month() with { Children = [] };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;
        front.Upstream.Answers[$"GET {Given.Api}/planning/home"] = new PlanningHome([month], [], [], []);

        var page = await front.OpenAsync("/planning/semaine");

        Assert.Contains("Aucun service ne se réserve en ligne", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main a[href$='/inscriptions']"));
        Assert.Null((await front.OpenAsync("/")).Document.QuerySelector("main a[href*='/planning/semaine']"));
    }

    private static List<string> Ticked(Testing.FrontUnderTest.Shown page) =>
        [.. page.Document.QuerySelectorAll("input[type=checkbox][name=c][checked]").Select(b => b.GetAttribute("value")!)];

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
