using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>The journal of a day in a cash office, and its closing.</summary>
public sealed class CashDayPageTests : CounterPages
{
    [Fact]
    public async Task A_day_that_lacks_two_euros_asks_for_an_explanation_then_whether_to_close_and_keeps_what_was_typed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"PUT {Api}/days/2026-12-08"] = new Upstream.Refusal(409, "day.closed", "Cette journée est déjà clôturée.");
        var page = await front.OpenAsync("/encaissements/jour/2026-12-08?regie=alsh");
        // The float is counted once: 50 € that stay and 14 € received make 64 €.
        Assert.Contains("Fonds de caisse 50,00 € + espèces reçues 14,00 € = 64,00 € attendus", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        var again = await front.SubmitAsync(page, "main form[method=post]", ("Counted", "62,00"));
        Assert.Contains("La caisse n’a pas le montant attendu", again.Text, StringComparison.Ordinal);
        Assert.Equal("62,00", again.Document.QuerySelector("#Counted")!.GetAttribute("value"));
        var longer = await front.SubmitAsync(again, "main form[method=post]", ("Counted", "62,005"), ("Explanation", new string('x', 401)));
        Assert.Equal("400 signes au plus.", longer.Document.QuerySelector("#Explanation-erreur")!.TextContent.Trim());
        Assert.Contains("deux décimales", (await front.SubmitAsync(longer, "main form[method=post]", ("Explanation", "Rendu"))).Text, StringComparison.Ordinal);
        var asked = await front.SubmitAsync(again, "main form[method=post]", ("Counted", "62,00"), ("Explanation", "Erreur de rendu"));
        Assert.Contains("Clôturer le 8 décembre ?", asked.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("entrera au journal du 9 décembre", asked.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");
        Assert.Contains("déjà clôturée", (await front.SubmitAsync(asked, "main form[method=post]")).Text, StringComparison.Ordinal);
        front.Upstream.Answers[$"PUT {Api}/days/2026-12-08"] = Day();
        await front.SubmitAsync(asked, "main form[method=post]");

        Assert.Contains("\"cashCounted\":62.00,\"explanation\":\"Erreur de rendu\"", front.Upstream.Calls.Last(c => c.Method == "PUT").Body,
            StringComparison.Ordinal);
        // Turned down, the question leaves the form as it was.
        var back = await MoneyFront.PressAsync(front, asked, "Keep");
        Assert.Equal(("62,00", "Erreur de rendu"), (back.Document.QuerySelector("#Counted")!.GetAttribute("value"),
            back.Document.QuerySelector("#Explanation")!.GetAttribute("value")));
        Assert.Equal(404, (await front.OpenAsync("/encaissements/jour/hier?regie=alsh")).Status);
    }

    [Fact]
    public async Task A_closed_day_keeps_its_sums_and_says_where_later_money_stands_and_a_day_to_come_offers_no_closing()
    {
        await using var front = await StartAsync();
        var reversal = Payment() with { Amount = -10m, State = "reversal" };
        var closed = Day() with
        {
            Closed = new DayClosed(new DateTime(2026, 12, 8, 8, 19, 0, DateTimeKind.Utc), "Sophie Perrin", null, null),
            After = new DayAfter(1, -10m),
            Next = new DateOnly(2026, 12, 9),
        };
        front.Upstream.Answers[$"GET {Api}/days/2026-12-08"] = closed;
        front.Upstream.Answers[$"GET {Api}/days/2026-12-09"] = Day() with
        {
            Date = new DateOnly(2026, 12, 9),
            Received = -10m,
            Allocated = 0,
            ToAllocate = 0,
            Cancelled = -10m,
            Payments = [reversal]
        };

        var page = await front.OpenAsync("/encaissements/jour/2026-12-08?regie=alsh");
        Assert.Contains("Jour clôturé", page.Text, StringComparison.Ordinal);
        var next = page.Document.QuerySelector("a[href*='2026-12-09'].btn, .note a[href*='2026-12-09']");
        Assert.NotNull(next);
        var tomorrow = await front.OpenAsync("/encaissements/jour/2026-12-09?regie=alsh");

        Assert.Empty(tomorrow.Document.QuerySelectorAll("main form[method=post]"));
        Assert.Contains("se clôture à partir du 9 décembre", tomorrow.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("annulation", tomorrow.Text, StringComparison.Ordinal);
        Assert.Contains("−10,00 €", tomorrow.Document.QuerySelector("tfoot")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("entre au journal du 9 décembre", (await front.OpenAsync("/encaissements")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }
}
