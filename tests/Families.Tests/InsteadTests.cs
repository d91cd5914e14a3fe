using Preau.Contracts.Api;

namespace Preau.Families.Tests;

/// <summary>Two units that don't go together: « à la place de ? », without scripts; both go in one request.</summary>
public sealed class InsteadTests
{
    private static readonly UnitInWay Day = new("journee", "ALSH journée");

    private static ReceiptLine Half(LineOutcome outcome, UnitInWay? instead = null) =>
        Given.Line(outcome, "L’enfant a déjà « ALSH journée » ce jour-là, et les deux ne vont pas ensemble : choisissez l’un ou l’autre.") with
        {
            Unit = "apres-midi",
            UnitLabel = "ALSH après-midi",
            Code = outcome == LineOutcome.Refused ? "refused.exclusive" : "booked",
            Instead = instead,
        };

    private static ReceiptLine GivenUp(string code) => Given.Line(LineOutcome.Cancelled, "Annulé.", IntentAction.Cancel) with { Unit = "journee", Code = code };

    [Fact]
    public async Task A_choice_that_clashes_with_what_is_booked_offers_to_take_its_place_and_sends_both()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = Given.Receipt(RequestStatus.Refused, Half(LineOutcome.Refused, Day));
        var page = await front.OpenAsync("/planning/verifier?c=0001.apres-midi.20261214");
        var offer = page.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("à la place de « ALSH journée »", StringComparison.Ordinal));

        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = Given.Receipt(RequestStatus.Accepted, GivenUp("cancelled"),
            Half(LineOutcome.Booked));
        page = await front.OpenAsync("/planning/verifier" + offer.GetAttribute("href"));
        await front.SubmitAsync(page, "#envoi");

        var sent = front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path == $"{Given.Api}/planning/requests").Body;
        // One intent: both or neither is the service's affair.
        Assert.Matches("\"unit\":\"apres-midi\"[^}]*\"Book\"[^}]*\"instead\":\\[\"journee\"\\]", sent);
        Assert.DoesNotContain("\"Cancel\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_only_chosen_is_let_go()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = Given.Receipt(RequestStatus.Refused, Half(LineOutcome.Refused, Day));
        var page = await front.OpenAsync("/planning/verifier?c=0001.journee.20261214&c=0001.apres-midi.20261214");
        var offer = page.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("à la place de", StringComparison.Ordinal))
            .GetAttribute("href")!;
        Assert.DoesNotContain("journee", offer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typical_week_asks_once_for_all_its_days_and_sends_what_was_answered()
    {
        await using var front = await Front.StartAsync();
        var refused = Given.Receipt(RequestStatus.Refused, Half(LineOutcome.Refused, Day),
            Half(LineOutcome.Refused, Day) with { Date = new DateOnly(2026, 12, 15) });
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/pattern/preview"] = new PatternPreview(refused, new DateOnly(2026, 12, 14),
            new DateOnly(2026, 12, 18), []);
        var page = await front.OpenAsync("/planning/semaine-type/verifier?l=0001.apres-midi.1&du=2026-12-14&fin=vacances");
        Assert.DoesNotContain("Aucun jour de cette période", page.Text, StringComparison.Ordinal);
        Assert.Contains("« ALSH journée » est déjà réservé, 2 jours.", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var offer = page.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("à la place de « ALSH journée »", StringComparison.Ordinal));

        var done = Given.Receipt(RequestStatus.Accepted, GivenUp("cancelled"), Half(LineOutcome.Booked));
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/pattern/preview"] = new PatternPreview(done, new DateOnly(2026, 12, 14),
            new DateOnly(2026, 12, 18), []);
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/pattern"] = done;
        page = await front.OpenAsync("/planning/semaine-type/verifier" + offer.GetAttribute("href"));
        await front.SubmitAsync(page, "form[data-once]");

        Assert.Contains("\"instead\":[\"journee\"]",
            front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path == $"{Given.Api}/planning/requests/pattern").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cell_itself_offers_it_as_a_page_and_in_the_menu()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with
        {
            Children = [Given.MonthChild(Given.Louise, "Louise", "f",
                new MonthCell(14, CellState.Locked, CellActions.None, null, "exclusive", null, true, false, Instead: Day))],
        };

        var page = await front.OpenAsync("/case?c=0001.restauration.20261214");
        var link = page.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("à la place de « ALSH journée »", StringComparison.Ordinal));
        Assert.EndsWith($"/planning/verifier?c=0001.restauration.20261214&p={Given.Louise:N}.journee.20261214", link.GetAttribute("href"),
            StringComparison.Ordinal);

        var month = await front.OpenAsync("/planning?mois=2026-12");
        Assert.Equal("journee ALSH journée", month.Document.QuerySelector("a.k[data-r]")!.GetAttribute("data-r"));
        Assert.NotNull(month.Document.QuerySelector("#menu-case [data-do=instead]"));
    }
}
