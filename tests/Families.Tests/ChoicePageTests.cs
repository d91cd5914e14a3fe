using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

/// <summary>A choice of days, read again before it is sent, and what becomes of it.</summary>
public sealed class ChoicePageTests
{
    private const string Chosen = "/planning/verifier?c=0001.restauration.20261214";

    [Fact]
    public async Task Boxes_of_a_month_keep_their_meaning_when_its_rows_have_changed_since_the_page_was_shown()
    {
        await using var front = await Front.StartAsync();
        // The third column of the page that was shown; today's month has two.
        await front.OpenAsync("/planning/verifier?m=202612&k=0001.garderie+0002.garderie+0002.restauration&2.14=on&2.15=on&9.14=on");
        var sent = front.Upstream.Calls.Last(c => c.Path.EndsWith("/requests/preview", StringComparison.Ordinal)).Body;
        Assert.Equal(2, sent.Split("\"unit\":\"restauration\"").Length - 1);
        Assert.Contains("2026-12-14", sent, StringComparison.Ordinal);
        Assert.Contains("2026-12-15", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("garderie", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_confirms_and_the_receipt_can_be_reloaded_without_sending_again()
    {
        await using var front = await Front.StartAsync();
        var review = await front.OpenAsync(Chosen);
        Assert.Contains("Annulable jusqu’au jeudi 10 décembre", review.Text, StringComparison.Ordinal);
        var receipt = await front.SubmitAsync(review, "main form");
        Assert.Equal("Demande n° 2026-00042", receipt.Title);
        Assert.Equal(200, (await front.OpenAsync("/demandes/" + Given.RequestId)).Status);
        var sent = Assert.Single(front.Upstream.Calls, c => c is { Method: "POST", Path: Given.Api + "/planning/requests" });
        Assert.Equal(Given.Louise, JsonDocument.Parse(sent.Body).RootElement.GetProperty("intents")[0].GetProperty("child").GetGuid());
    }

    [Fact]
    public async Task Changing_ones_mind_leads_back_to_the_same_week_with_all_still_chosen()
    {
        await using var front = await Front.StartAsync();
        var review = await front.OpenAsync(Chosen + "&c=0002.restauration.20261214-15");
        var month = await front.OpenAsync(Change(review));
        Assert.Contains("semaine=2026-12-14", month.Address, StringComparison.Ordinal);
        Assert.Equal(3, month.Document.QuerySelectorAll("main form[data-planning] input[type=checkbox][checked]").Length);

        review = await front.OpenAsync("/planning/verifier?semaine=2026-12-14&c=0001.restauration.20261214");
        var week = await front.OpenAsync(Change(review));
        Assert.Equal("Réserver la semaine", week.Title);
        Assert.Equal("0001.restauration.20261214",
            Assert.Single(week.Document.QuerySelectorAll("input[type=checkbox][name=c][checked]")).GetAttribute("value"));
    }

    private static string Change(Testing.FrontUnderTest.Shown review) =>
        review.Document.QuerySelectorAll("main a").Single(a => a.TextContent == "Modifier mon choix").GetAttribute("href")!["/biviers".Length..];

    [Fact]
    public async Task Days_of_a_full_service_promise_a_place_on_the_list_and_no_answer_of_the_mairie()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = Given.Receipt(RequestStatus.Waiting,
            Given.Line(LineOutcome.Waitlisted, "Complet."));

        var review = await front.OpenAsync(Chosen);

        Assert.Contains("si une place se libère", review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("accept", review.Document.QuerySelector("main .cols")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_the_same_form_twice_uses_the_same_key()
    {
        await using var front = await Front.StartAsync();
        var review = await front.OpenAsync(Chosen);
        await front.SubmitAsync(review, "main form");
        await front.SubmitAsync(review, "main form");
        var keys = front.Upstream.Calls.Where(c => c is { Method: "POST", Path: Given.Api + "/planning/requests" })
            .Select(c => JsonDocument.Parse(c.Body).RootElement.GetProperty("key").GetGuid()).ToList();
        Assert.Equal(2, keys.Count);
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public async Task A_session_that_ends_before_confirming_leads_back_to_the_same_choice_and_sends_nothing()
    {
        await using var front = await Front.StartAsync();
        var review = await front.OpenAsync(Chosen);
        front.ForgetSession();
        var back = await front.SubmitAsync(review, "main form");
        Assert.Equal("Vérifiez avant d’envoyer", back.Title);
        Assert.DoesNotContain(front.Upstream.Calls, c => c is { Method: "POST", Path: Given.Api + "/planning/requests" });
    }

    [Fact]
    public async Task A_printed_day_to_pay_by_stands_beside_the_price_before_and_after()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/prices"] = new PriceTable([Given.Price() with { PayBy = new DateOnly(2026, 12, 11) }]);

        var review = await front.OpenAsync(Chosen);
        Assert.Contains("À payer au plus tard le vendredi 11 décembre", review.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("à minuit, les places non payées vont aux suivants", review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vous aurez", review.Text, StringComparison.Ordinal);
        var receipt = await front.SubmitAsync(review, "main form");

        Assert.NotNull(receipt.Document.QuerySelector(".note.wait a[href$='/prepaye']"));
    }

    [Fact]
    public async Task What_others_pay_and_what_is_confirmed_by_paying_is_said_before_and_after()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/prices"] = new PriceTable([Given.Price() with { Price = 1.20m, Covered = 2.40m, Hold = 30 }]);

        var review = await front.OpenAsync(Chosen);
        Assert.Contains("Pris en charge par un tiers, en plus", review.Text, StringComparison.Ordinal);
        Assert.Contains("Vous aurez 30\u00A0minutes pour verser", review.Text, StringComparison.Ordinal);
        var receipt = await front.SubmitAsync(review, "main form");

        Assert.Contains("1,20\u00A0€", receipt.Text, StringComparison.Ordinal);
        Assert.NotNull(receipt.Document.QuerySelector(".note.wait a[href$='/prepaye']"));
    }

    [Fact]
    public async Task A_refusal_of_the_service_stands_above_the_choice_with_the_words_that_were_typed()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = Given.Receipt(RequestStatus.Pending,
            Given.Line(LineOutcome.Pending, "La limite était hier."));
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests"] = new Upstream.Refusal(409, "request.changed", "Ce jour vient d’être fermé.");
        var page = await front.SubmitAsync(await front.OpenAsync(Chosen), "main form", ("Comment", "Pour <mercredi>"));
        Assert.Contains("Ce jour vient d’être fermé.", page.Document.QuerySelector("#erreurs")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Pour <mercredi>", page.Document.QuerySelector("#Comment")?.TextContent);
    }

    [Fact]
    public async Task An_absence_needs_a_reason_and_keeps_what_was_ticked()
    {
        await using var front = await Front.StartAsync();
        var page = await front.OpenAsync("/absence?c=0001.restauration.20261210");
        Assert.Equal(
            "Non facturée si le certificat arrive avant le vendredi 11 décembre à 23 h 59", page.Document.QuerySelectorAll("label.pick .xs.dim")
                .Select(e => e.TextContent.Replace((char)160, (char)32)).Last(t => t.Contains("certificat", StringComparison.Ordinal)));
        var again = await front.SubmitAsync(page, "main form[method=post]");
        Assert.Contains("Choisissez la raison de l’absence.", again.Text, StringComparison.Ordinal);
        Assert.Equal(1, again.Document.QuerySelectorAll("input[name=c][checked]").Length);
        var receipt = await front.SubmitAsync(again, "main form[method=post]", ("Reason", "medical"));
        Assert.Equal("Demande n° 2026-00042", receipt.Title);
        Assert.Contains("\"reason\":\"medical\"", front.Upstream.Calls.Last(c => c is { Method: "POST", Path: Given.Api + "/planning/requests" }).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ill_child_with_a_booked_week_is_told_absent_for_the_day_and_for_the_week_only_when_asked()
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        var row = month.Children[0].Rows[0];
        var week = row with { Unit = "semaine", UnitLabel = "Forfait semaine", ShortLabel = "Semaine", Cells = [Given.Booked(10)], Week = true };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month with
        {
            Children = [month.Children[0] with { Rows = [row, week] }, month.Children[1]]
        };
        front.Upstream.Answers[$"POST {Given.Api}/planning/absences/effects"] = new[]
        {
            new ReasonEffect("medical", "Raison médicale", null,
                [.. new[] { 10, 11,
                    14 }.Select(d =>
                        Given.Line(LineOutcome.Pending, $"Limite le {d}. « Forfait semaine » reste facturé en entier.",
                            IntentAction.Absence) with { Code = "pending.validation",
                            Date = new DateOnly(2026, 12, d), Week = "Forfait semaine" })],
                null),
        };

        var ill = await front.OpenAsync("/absence/malade");
        await front.SubmitAsync(ill, "form[data-absence]", ("e", "0001"));
        var page = await front.OpenAsync("/absence?jour=2026-12-10");
        var whole = await front.OpenAsync("/absence?c=0001.semaine.20261210");

        Assert.DoesNotContain("semaine", front.Upstream.Calls.Last(c => c is { Method: "POST", Path: Given.Api + "/planning/requests" }).Body,
            StringComparison.Ordinal);
        Assert.Equal([("0001.restauration.20261210", true), ("0001.semaine.20261210", false)],
            page.Document.QuerySelectorAll("input[name=c]").Select(i => (i.GetAttribute("value")!, i.HasAttribute("checked"))));
        Assert.Contains("Forfait semaine, toute la semaine", page.Text, StringComparison.Ordinal);
        Assert.Equal(["0001.semaine.20261210"], whole.Document.QuerySelectorAll("input[name=c][checked]").Select(i => i.GetAttribute("value")));
        Assert.Contains("Limite le 10. « Forfait semaine » reste facturé en entier. De même pour les 2 autres jours.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_absence_would_change_is_shown_without_sending_it()
    {
        await using var front = await Front.StartAsync();
        var page = await front.OpenAsync("/absence?jour=2026-12-10&c=0001.restauration.20261210");
        var looked = await front.SubmitAsync(page, "main form[method=post]", ("Reason", "other"), ("Comment", "Chez sa mamie"), ("Look", "oui"));
        Assert.Contains("Absence notée et facturée.", looked.Document.QuerySelector("#effet")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Chez sa mamie", looked.Document.QuerySelector("#Comment")?.TextContent);
        Assert.DoesNotContain(front.Upstream.Calls, c => c is { Method: "POST", Path: Given.Api + "/planning/requests" });
    }
}
