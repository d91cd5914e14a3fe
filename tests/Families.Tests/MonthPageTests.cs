using Preau.Contracts.Api;
using Preau.Families.Planning;

namespace Preau.Families.Tests;

/// <summary>The month, a day’s page, and what a parent reads after asking.</summary>
public sealed class MonthPageTests
{
    [Fact]
    public async Task The_month_says_service_and_state_or_price_in_each_cell_and_child_and_day_in_its_headers()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/month"] = new MonthMoney("2026-12", 0, [],
            [Given.Price() with { Children = [Given.Louise] }, new UnitPrice("restauration", [Given.Tom], new DateOnly(2026, 12, 1), 1.60m, 1.60m, null),
                new UnitPrice("restauration", [Given.Tom], new DateOnly(2026, 12, 15), null, null, null)]);
        var page = await front.OpenAsync("/planning");
        Assert.Equal(
            ["jeudi 10 décembre: Repas Réservé", "lundi 14 décembre: Repas 3,60", "lundi 14 décembre: Repas 1,60", "mardi 15 décembre: Repas Non réservé"],
            page.Document.QuerySelectorAll("td label, td a")
                .Select(e => $"{e.Closest("tr")!.QuerySelector("th .long")!.TextContent}: {e.TextContent.Trim()}".Replace('\u00A0', ' ')));
        Assert.Equal(["Louise", "Tom"],
            page.Document.QuerySelectorAll("thead th.kid").Select(h => h.ChildNodes.OfType<AngleSharp.Dom.IText>().First().Data.Trim()));
        Assert.Single(front.Upstream.Calls, c => c.Path.StartsWith($"{Given.Api}/billing/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_month_without_a_grid_loads_no_script_that_looks_for_one()
    {
        await using var front = await Front.StartAsync();
        Assert.NotNull((await front.OpenAsync("/planning")).Document.QuerySelector("script[src*='planning.mjs']"));
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = Given.Month() with { Children = [] };

        var page = await front.OpenAsync("/planning");

        Assert.Null(page.Document.QuerySelector("script[src*='planning.mjs']"));
        Assert.Null(page.Document.QuerySelector("[data-planning]"));
        Assert.Contains("Vos enfants ne sont inscrits à aucun service", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_free_day_after_its_limit_shows_what_it_costs_then_and_says_why()
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        month.Children[0].Rows[0].Cells[1] = Given.Free(14) with { Late = true };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;
        front.Upstream.Answers[$"GET {Given.Api}/billing/month"] = new MonthMoney("2026-12", 0, [], [Given.Price() with { Late = 5.10m }]);

        var page = await front.OpenAsync("/planning");

        Assert.Equal(["Repas 5,10 majoré", "Repas 3,60", "Repas 3,60"], page.Document.QuerySelectorAll("td label").Select(e => e.TextContent.Trim()));
        Assert.Contains("« Majoré » : la limite est passée", page.Text, StringComparison.Ordinal);
        Assert.Contains("La limite est passée : le prix est majoré.", (await front.OpenAsync("/case?c=0001.restauration.20261214")).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-open-yet", "Ouvre le samedi 16 janvier 2027")]
    [InlineData("not-online", "Se réserve auprès du service")]
    [InlineData("deadline.passed", "Limite passée")]
    [InlineData("ordered", "Commande passée")]
    [InlineData("full", "Complet")]
    public async Task A_day_that_can_not_be_booked_says_why_in_the_grid_and_on_its_page(string blocked, string said)
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        month.Children[0].Rows[0].Cells[1] = Given.Free(14) with
        {
            State = CellState.Locked,
            Actions = CellActions.None,
            Until = null,
            Blocked = blocked,
            Opens = blocked == "not-open-yet" ? new DateTime(2027, 1, 16) : null,
        };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;

        month.Children[1].Rows[0].Cells[0] = month.Children[0].Rows[0].Cells[1];
        var grid = (await front.OpenAsync("/planning")).Document.QuerySelector("td a[data-e=locked] i")!;
        Assert.Contains(said, grid.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(grid.TextContent, grid.Closest("tr")!.QuerySelector(".until")!.TextContent);
        Assert.Contains(said, (await front.OpenAsync("/case?c=0001.restauration.20261214")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellState.Booked, "Réservé par Jeanne")]
    [InlineData(CellState.Pending, "Demandé par Jeanne")]
    [InlineData(CellState.Waitlisted, "Liste d’attente de Jeanne")]
    public async Task The_other_households_day_is_said_as_what_it_is(CellState state, string said)
    {
        await using var front = await Front.StartAsync();
        var month = Given.Month();
        month.Children[0].Rows[0].Cells[1] = Given.Free(14) with
        {
            State = state,
            Actions = CellActions.None,
            Until = null,
            Blocked = "other-parent",
            Mine = false
        };
        front.Upstream.Answers[$"GET {Given.Api}/planning/month"] = month;

        Assert.Equal(said, (await front.OpenAsync("/planning")).Document.QuerySelector("td a.other i")!.TextContent);
        Assert.Contains(said, (await front.OpenAsync("/case?c=0001.restauration.20261214")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_counts_days_and_acts_apart_and_says_what_happened()
    {
        await using var front = await Front.StartAsync();
        var cancelled = Given.Line(LineOutcome.Cancelled, "Annulé.", IntentAction.Cancel);
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = Given.Receipt(RequestStatus.Accepted, cancelled);
        var one = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = Given.Receipt(RequestStatus.Accepted,
            Given.Line(LineOutcome.Booked), Given.Line(LineOutcome.Booked) with { Unit = "garderie" },
            Given.Line(LineOutcome.Booked) with { Date = new DateOnly(2026, 12, 15) },
            Given.Line(LineOutcome.Refused) with { Date = new DateOnly(2026, 12, 16) });
        var many = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");

        Assert.Contains("C’est envoyé : 1 jour annulé.", one.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("C’est envoyé : 3 réservations sur 2 jours et 1 jour refusé.", many.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absence_that_a_certificate_still_decides_is_not_said_to_be_free()
    {
        await using var front = await Front.StartAsync();
        var line = Given.Effects()[0].Lines[0] with { AwaitsEvidence = true };
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] =
            Given.Receipt(RequestStatus.Accepted, line) with { AwaitsEvidence = true };

        var text = (await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1")).Text.Replace('\u00A0', ' ');

        Assert.Contains("C’est envoyé : 1 jour d’absence en attente du justificatif.", text, StringComparison.Ordinal);
        Assert.Contains("Non facturée si le justificatif est accepté", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bsence non facturée", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IntentAction.Cancel, LineOutcome.Cancelled, "Rétablir la réservation", "Vous pouvez rétablir la réservation jusqu’au jeudi 10 décembre à 12 h.",
        "Votre réservation du 14 décembre est rétablie.")]
    [InlineData(IntentAction.Absence, LineOutcome.Excused, "Rétablir la réservation", "Vous pouvez rétablir la réservation jusqu’au jeudi 10 décembre à 12 h.",
        "Votre réservation du 14 décembre est rétablie.")]
    [InlineData(IntentAction.Cancel, LineOutcome.Pending, "Retirer la demande", "Vous pouvez retirer cette demande tant que la mairie n’a pas répondu.",
        "vos réservations restent comme elles étaient")]
    [InlineData(IntentAction.Book, LineOutcome.Pending, "Annuler la demande", "Vous pouvez annuler tant que la mairie n’a pas répondu.",
        "Rien n’en reste dans le planning.")]
    [InlineData(IntentAction.Book, LineOutcome.Booked, "Annuler la demande", "Vous pouvez annuler sans frais jusqu’au jeudi 10 décembre à 12 h.",
        "Rien n’en reste dans le planning.")]
    public async Task Taking_a_request_back_says_what_is_then_in_the_planning(
        IntentAction action, LineOutcome outcome, string button, string offer, string done)
    {
        await using var front = await Front.StartAsync();
        var line = Given.Line(outcome, "Dit.", action) with { UndoUntil = new DateTime(2026, 12, 10, 12, 0, 0) };
        var receipt = Given.Receipt(outcome == LineOutcome.Pending ? RequestStatus.Pending : RequestStatus.Accepted, line);
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = receipt;
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/{Given.RequestId}/cancel"] = receipt;
        var page = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");
        Assert.Equal(button, page.Document.QuerySelector(".toast button")!.TextContent.Trim());
        Assert.Contains(offer, page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        Assert.Contains(done, (await front.SubmitAsync(page, ".toast form")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_so_already_sends_nothing_and_a_second_tab_hears_it()
    {
        await using var front = await Front.StartAsync();
        var same = Given.Receipt(RequestStatus.Accepted, Given.Line(LineOutcome.Unchanged, "Déjà réservé.")) with { UndoUntil = null };
        front.Upstream.Answers[$"POST {Given.Api}/planning/requests/preview"] = same;
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests/{Given.RequestId}"] = same;

        Assert.Contains("Déjà réservé, rien à envoyer", (await front.OpenAsync("/planning/verifier?c=0001.restauration.20261214")).Text,
            StringComparison.Ordinal);
        var again = await front.OpenAsync($"/demandes/{Given.RequestId}?nouveau=1");
        Assert.DoesNotContain("C’est envoyé", again.Text, StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé : tout cela était déjà dans le planning.", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_days_that_are_ticked_are_sent_however_many()
    {
        var ticked = Enumerable.Range(0, 288).Select(d => Preau.Families.Planning.Choices.Write("0001", "restauration", new DateOnly(2026, 9, 1).AddDays(d)));

        Assert.Equal(288, Preau.Families.Planning.Choices.Read(ticked, [Given.Louise, Given.Tom]).Length);
    }

    [Fact]
    public async Task The_month_stays_useful_when_billing_is_away()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/month"] = 503;
        var page = await front.OpenAsync("/planning");
        Assert.Equal((200, 3), (page.Status, page.Document.QuerySelectorAll("td input").Length));
    }

    [Fact]
    public void Days_of_a_row_share_one_part_of_the_address_and_come_back_as_they_were()
    {
        Guid[] children = [Given.Louise, Given.Tom, Guid.Parse("30000000-0000-0000-0000-0000000a0001")];
        CellRef[] cells = [new(Given.Louise, "restauration", new DateOnly(2026, 12, 14)), new(Given.Louise, "restauration", new DateOnly(2026, 12, 17)),
            new(Given.Tom, "garderie-matin", new DateOnly(2026, 12, 18))];
        var written = Choices.Write(cells, children).ToArray();
        Assert.Equal(["00001.restauration.20261214-17", "00002.garderie-matin.20261218"], written);
        Assert.Equal(cells, Choices.Read(written, children));
    }
}
