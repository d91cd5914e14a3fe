using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class ActPageTests
{
    private const string Api = "/api/biviers/planning";
    private static readonly Guid RequestId = Guid.NewGuid();
    private static readonly string Plan = $"/familles/{Given.Family}/planning";

    [Fact]
    public async Task The_month_of_a_family_says_what_a_day_costs_until_when_it_can_be_changed_and_what_its_signs_mean()
    {
        await using var front = await StartAsync();
        var month = (MonthView)front.Upstream.Answers[$"GET {Api}/month"];
        var (child, row) = (month.Children[0], month.Children[0].Rows[0]);
        front.Upstream.Answers["GET /api/biviers/billing/prices"] = new PriceTable([new UnitPrice(row.Unit, [child.ChildId], new DateOnly(2026, 12, 1), 3.60m,
            null, null)]);

        var page = await front.OpenAsync(Plan + "?mois=2026-12");

        Assert.Contains("3,60", page.Document.QuerySelector(".act caption")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll(".act label[title]"), l => l.GetAttribute("title")!.Contains("jusqu’au", StringComparison.Ordinal));
        Assert.NotEmpty(page.Document.QuerySelectorAll("[aria-labelledby=t-signes] .k"));
    }

    [Fact]
    public async Task An_agent_ticks_a_day_reads_that_it_needs_a_reason_and_hands_over_the_receipt()
    {
        await using var front = await StartAsync();
        var month = await front.OpenAsync(Plan + "?mois=2026-12");
        Assert.Contains("DUPONT Jean", month.Text, StringComparison.Ordinal);
        var box = month.Document.QuerySelector("input[name=c]:not([disabled])")!;
        Assert.StartsWith("lundi 14 décembre : Non réservé", box.GetAttribute("aria-label")!.Replace('\u00A0', ' '), StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}/requests/preview"] = Receipt(LineOutcome.Pending, "pending.late", "La limite était hier.");
        var review = await front.SubmitAsync(month, "main form", ("c", box.GetAttribute("value")!), ("a", "reserver"));
        var previews = front.Upstream.Calls.Where(c => c.Path.EndsWith("/preview", StringComparison.Ordinal)).Select(c => c.Body).ToList();
        Assert.Equal(2, previews.Count);
        Assert.Single(previews, b => b.Contains("overrideReason\":\"", StringComparison.Ordinal));
        front.Upstream.Answers[$"POST {Api}/requests"] = Receipt(LineOutcome.Booked, "booked.exception", "Réservé par exception.");
        var receipt = await front.SubmitAsync(review, "main form", ("Reason", "Hospitalisation"), ("Comment", ""));

        var sent = front.Upstream.Calls.Single(c => c.Method == "POST" && c.Path == $"{Api}/requests").Body;
        Assert.Contains("\"overrideReason\":\"Hospitalisation\"", sent, StringComparison.Ordinal);
        Assert.Contains($"\"family\":\"{Given.Family}\"", sent, StringComparison.Ordinal);
        Assert.EndsWith($"/familles/{Given.Family}/recu/{RequestId}", receipt.Address, StringComparison.Ordinal);
        Assert.Contains("Hospitalisation", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("Sophie Perrin, pour la famille", receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_given_up_only_when_the_agent_says_so_and_in_one_act()
    {
        await using var front = await StartAsync();
        var refused = Receipt(LineOutcome.Refused, "refused.exclusive", "L’enfant a déjà « Journée » ce jour-là.");
        front.Upstream.Answers[$"POST {Api}/requests/preview"] = refused with
        {
            Lines = [refused.Lines[0] with { Instead = new UnitInWay("journee", "Journée") }]
        };
        var month = await front.OpenAsync(Plan + "?mois=2026-12");
        var review = await front.SubmitAsync(month, "main form", ("c", month.Document.QuerySelector("input[name=c]:not([disabled])")!.GetAttribute("value")!),
            ("a", "reserver"));
        Assert.Contains("« Journée » est déjà réservé, 1 jour.", review.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Body.Contains("\"instead\":[\"", StringComparison.Ordinal));

        front.Upstream.Answers[$"POST {Api}/requests/preview"] = Receipt(LineOutcome.Booked, "booked", "Réservé.");
        review = await front.SubmitAsync(review, "form.note");
        Assert.All(front.Upstream.Calls.Where(c => c.Path.EndsWith("/preview", StringComparison.Ordinal)).TakeLast(2),
            c => Assert.Contains("\"instead\":[\"journee\"]", c.Body, StringComparison.Ordinal));
        front.Upstream.Answers[$"POST {Api}/requests"] = Receipt(LineOutcome.Booked, "booked", "Réservé.");
        await front.SubmitAsync(review, "form[action*=Send]");

        Assert.Contains("\"instead\":[\"journee\"]", front.Upstream.Calls.Single(c => c.Method == "POST" && c.Path == $"{Api}/requests").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rhythm_takes_only_the_days_on_which_something_can_be_done()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/requests/preview"] = Receipt(LineOutcome.Booked, "booked", "Réservé.");
        var page = await front.OpenAsync(Plan + "?mois=2026-12");

        await front.SubmitAsync(page, "form[action*=Pattern]", ("Pattern.From", "2026-12-01"), ("Pattern.Until", "2026-12-31"), ("Pattern.Weekdays", "1"),
            ("a", "reserver"));

        Assert.Contains(
            front.Upstream.Calls, c =>
                c.Path.EndsWith("/preview", StringComparison.Ordinal) && c.Body.Contains("2026-12-14", StringComparison.Ordinal)
                    && !c.Body.Contains("2026-12-15", StringComparison.Ordinal));
        var none = await front.SubmitAsync(page, "form[action*=Pattern]", ("Pattern.From", "2026-12-01"), ("Pattern.Until", "2026-11-30"),
            ("Pattern.Weekdays", "1"), ("a", "reserver"));
        Assert.Contains("La fin suit le début", none.Document.QuerySelector("#Pattern_Until-erreur")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_enrolment_needs_words_for_the_family_and_a_full_service_says_so()
    {
        await using var front = await StartAsync();
        var asked = Asked();
        front.Upstream.Answers[$"GET {Api}/enrolments/queue"] = new EnrolmentQueue([asked], 1, 1, 1, 1, []);
        front.Upstream.Answers[$"POST {Api}/enrolments/requests/{asked.Id}/decide"] = new Upstream.Refusal(409, "enrolment.full",
            "« ALSH Mercredi » n’a plus de place sur cette période : la demande attend toujours.");
        var page = await front.OpenAsync("/demandes/inscriptions");
        Assert.Contains("Fiche sanitaire", page.Text, StringComparison.Ordinal);

        var silent = await front.SubmitAsync(page, "form[action*=Decide]", ("accept", "false"), ("reason", " "));
        Assert.Contains("La famille doit savoir pourquoi", silent.Document.QuerySelector($"#e-{asked.Number}")?.TextContent, StringComparison.Ordinal);
        var full = await front.SubmitAsync(page, "form[action*=Decide]", ("accept", "true"), ("reason", ""));
        Assert.Contains("n’a plus de place", full.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_without_the_permission_for_requests_does_not_act_for_families()
    {
        await using var front = await Front.StartAsync("families");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();

        Assert.Equal(403, (await front.OpenAsync(Plan)).Status);
        Assert.DoesNotContain("Agir pour la famille", (await front.OpenAsync($"/familles/{Given.Family}")).Text, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync("requests", "families");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers[$"GET {Api}/queue"] = Given.Queue();
        front.Upstream.Answers[$"GET {Api}/month"] = new MonthView("2026-12", new DateOnly(2026, 12, 8), [],
            [new MonthChild(Given.Child, "Tom", "m", "CP", null, null,
                [new MonthRow("restauration", "Restauration scolaire", "Repas", "restauration", "Restauration scolaire", "g", "Garderie", "DUPONT Jean", true,
                [new MonthCell(10, CellState.Closed, CellActions.None, null, "closed", null, true, false), Free(14), Free(15)])])],
                [new AbsenceReasonView("other", "Autres", false, null)], [], []);
        front.Upstream.Answers[$"GET {Api}/requests/{RequestId}"] = Receipt(LineOutcome.Booked, "booked.exception", "Réservé par exception.");
        return front;
    }

    private static MonthCell Free(int day) => new(day, CellState.Free, CellActions.Book, new DateTime(2026, 12, 10, 12, 0, 0), null, null, true, false);

    private static Receipt Receipt(LineOutcome outcome, string code, string text) => new(
        RequestId, "2026-00042", new DateTime(2026, 12, 8, 9, 10, 0), "Sophie Perrin, pour la famille", RequestStatus.Accepted,
        [new ReceiptLine(Guid.NewGuid(), Given.Child, "Tom", "restauration", "Restauration scolaire", "Restauration scolaire", "Garderie",
            new DateOnly(2026, 12, 14), IntentAction.Book, outcome, code, text, null)],
        null, null, null, null, null, [], "Hospitalisation");

    private static EnrolmentRequestView Asked() => new(
        Guid.NewGuid(), "2026-00043", new DateTime(2026, 12, 8, 9, 10, 0), "Jean Dupont", Given.Family, "DUPONT Jean", "1001001818331", Given.Child, "Tom", 6,
        "alsh-mercredi", "ALSH Mercredi", "Accueil de Loisirs",
        new DateOnly(2027, 1, 4), new DateOnly(2027, 7, 2), [], null, null, RequestStatus.Pending, null, null, null, 0,
        [new PieceState("fiche", "Fiche sanitaire", true, null, true, null)], [], 0);
}
