using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Leave, enrolments and late pick-ups as an agent handles them.</summary>
public sealed class CarePageTests
{
    private const string Api = "/api/biviers/planning";
    private static readonly string Family = $"/familles/{Given.Family}";
    private static readonly Guid ContractId = Guid.NewGuid();
    private static readonly Guid RequestId = Guid.NewGuid();
    private static readonly DateOnly Monday = new(2026, 12, 14);

    [Fact]
    public async Task An_agent_sees_what_a_leave_counts_asks_it_with_a_reason_and_takes_it_back()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/leave"] = Leave(new LeaveDay(new DateOnly(2026, 12, 21), CellState.Leave, RequestId, "2026-00042", [Guid.NewGuid()],
            new DateTime(2026, 12, 18, 23, 59, 0)));
        front.Upstream.Answers[$"POST {Api}/leave/preview"] = new LeavePreview(
            [new LeaveAnswer(Monday, "pending", "La limite était hier.", Lifted: true), new LeaveAnswer(Monday.AddDays(1), "closed", "Fermé ce jour-là."),
                new LeaveAnswer(Monday.AddDays(2), "closed", "Fermé ce jour-là.")],
            1, 3, null);
        front.Upstream.Answers[$"POST {Api}/leave"] = Receipt();
        front.Upstream.Answers[$"POST {Api}/requests/{RequestId}/cancel"] = Receipt();
        var page = await front.OpenAsync($"{Family}/contrats?contrat={ContractId}&du=2026-12-14&au=2026-12-16");

        Assert.Contains("1 jour de congé, il en restera 3", Plain(page.Text), StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll("#apercu tbody tr").Length);
        Assert.Contains("1 h 15 sur 2 jours", Plain(page.Text), StringComparison.Ordinal);
        var receipt = await front.SubmitAsync(page, "#apercu form", ("OverrideReason", "Prévenu par téléphone"));
        var sent = front.Upstream.Calls.Single(c => c.Method == "POST" && c.Path.EndsWith("/leave", StringComparison.Ordinal)).Body;
        Assert.Contains($"\"from\":\"2026-12-14\",\"until\":\"2026-12-16\"", sent, StringComparison.Ordinal);
        Assert.Contains($"\"family\":\"{Given.Family}\",\"overrideReason\":\"Prévenu par téléphone\"", System.Text.RegularExpressions.Regex.Unescape(sent),
            StringComparison.Ordinal);
        Assert.EndsWith($"{Family}/recu/{RequestId}", receipt.Address, StringComparison.Ordinal);

        var back = await front.SubmitAsync(page, "form[action*=TakeBack]");
        Assert.Contains("Le congé est repris", back.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enrolment_is_asked_in_the_familys_name_and_a_rule_set_aside_needs_a_reason()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/enrolments/choices"] = new EnrolmentChoices(
            [new EnrolmentYear("2026-2027", new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))],
            [new EnrolmentChild(Given.Child, "Tom", "m",
                [new EnrolmentOffer("piscine", "resident-only", "« Piscine » est réservé aux habitants."),
                    new EnrolmentOffer("cantine", "enrolled", "Tom est déjà inscrit.")])],
            [new EnrolmentService("piscine", "Piscine", "Sports", null, null, true, false, null, [], false, [],
                [new PieceView("assurance", "Attestation", true, true, null)]),
                new EnrolmentService("cantine", "Cantine", "École", null, null, false, false, null, [], false, [], [])]);
        var asked = new EnrolmentRequestView(RequestId, "2026-00043", new DateTime(2026, 12, 8, 9, 10, 0), "Sophie Perrin, pour la famille", Given.Family,
            "DUPONT Jean", "1001001818331", Given.Child, "Tom", 6, "piscine", "Piscine", "Sports",
            new DateOnly(2026, 12, 8), new DateOnly(2027, 8, 31), [], null, null, RequestStatus.Pending, null, null, null, 0,
            [new PieceState("assurance", "Attestation", true, null, true, null)],
            [new RequestEventView(new DateTime(2026, 12, 8, 9, 10, 0), "Sophie Perrin", "Par exception : cousins de la commune")], null);
        front.Upstream.Answers[$"POST {Api}/enrolments/requests/upload"] = asked;
        front.Upstream.Answers[$"GET {Api}/enrolments/requests/{RequestId}"] = asked;

        var services = await front.OpenAsync($"{Family}/inscriptions/demande?enfant={Given.Child}");
        var link = Assert.Single(services.Document.QuerySelectorAll("a[href*='service=']"));
        Assert.Contains("par exception", link.TextContent, StringComparison.Ordinal);
        var form = await front.OpenAsync($"{Family}/inscriptions/demande?enfant={Given.Child}&service=piscine");
        var wrong = await front.SubmitAsync(form, "form[enctype]", ("guichet", "assurance"));
        Assert.Contains("pourquoi cette règle est mise de côté", wrong.Document.QuerySelector("#OverrideReason-erreur")?.TextContent, StringComparison.Ordinal);

        var receipt = await front.SubmitAsync(wrong, "form[enctype]", ("OverrideReason", "cousins de la commune"));

        Assert.EndsWith($"{Family}/inscriptions/recu/{RequestId}", receipt.Address, StringComparison.Ordinal);
        Assert.Contains("Par exception : cousins de la commune", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("À remettre au guichet", receipt.Text, StringComparison.Ordinal);
        var sent = front.Upstream.Calls.Single(c => c.Method == "POST" && c.Path.EndsWith("/upload", StringComparison.Ordinal)).Body;
        Assert.Contains($"\"family\":\"{Given.Family}\",\"overrideReason\":\"cousins de la commune\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_ticked_together_are_asked_one_after_the_other_with_the_same_period()
    {
        await using var front = await StartAsync();
        EnrolmentService Service(string key, string label) => new(key, label, "École", null, null, false, false, null, [], false, [], []);
        front.Upstream.Answers[$"GET {Api}/enrolments/choices"] = new EnrolmentChoices(
            [new EnrolmentYear("2026-2027", new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))],
            [new EnrolmentChild(Given.Child, "Tom", "m", [new EnrolmentOffer("cantine", null, null), new EnrolmentOffer("matin", null, null),
                new EnrolmentOffer("soir", null, null)])],
            [Service("cantine", "Cantine"), Service("matin", "Garderie du matin"), Service("soir", "Garderie du soir")]);
        var asked = new EnrolmentRequestView(RequestId, "2026-00043", new DateTime(2026, 12, 8, 9, 10, 0), "Sophie Perrin", Given.Family, "DUPONT Jean",
            "1001001818331", Given.Child, "Tom", 6, "cantine", "Cantine", "École", new DateOnly(2027, 1, 4), new DateOnly(2027, 2, 5), [], null, null,
            RequestStatus.Pending, null, null, null, 0, [], [], null);
        front.Upstream.Answers[$"POST {Api}/enrolments/requests/upload"] = asked;
        front.Upstream.Answers[$"GET {Api}/enrolments/requests/{RequestId}"] = asked;

        var first = await front.OpenAsync($"{Family}/inscriptions/demande?enfant={Given.Child}&services=cantine&services=soir&services=inconnu");
        Assert.Contains("Inscrire Tom à « Cantine »", first.Text, StringComparison.Ordinal);
        Assert.Contains("Ensuite : Garderie du soir.", first.Text, StringComparison.Ordinal);
        var second = await front.SubmitAsync(first, "form[enctype]", ("Year", "dates"), ("From", "2027-01-04"), ("Until", "2027-02-05"));

        Assert.Contains("Inscrire Tom à « Garderie du soir »", second.Text, StringComparison.Ordinal);
        Assert.Contains("demande n° 2026-00043 enregistrée. Voici la suivante.", second.Document.QuerySelector(".toast")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(("2027-01-04", "2027-02-05"),
            (second.Document.QuerySelector("[name=From]")!.GetAttribute("value"), second.Document.QuerySelector("[name=Until]")!.GetAttribute("value")));
        Assert.DoesNotContain("Ensuite :", second.Text, StringComparison.Ordinal);
        var receipt = await front.SubmitAsync(second, "form[enctype]");

        Assert.EndsWith($"{Family}/inscriptions/recu/{RequestId}", receipt.Address, StringComparison.Ordinal);
        Assert.Equal(["cantine", "soir"], front.Upstream.Calls.Where(c => c.Method == "POST" && c.Path.EndsWith("/upload", StringComparison.Ordinal))
            .Select(c => c.Body.Contains("\"service\":\"soir\"", StringComparison.Ordinal) ? "soir" : "cantine"));
    }

    [Theory]
    [InlineData("18:36", null, "sera noté avec 6 min de retard")]
    [InlineData("18:34", null, null)]
    [InlineData("18:50", "18:42", "Retard : 12 min")]
    [InlineData("18:50", "18:35", null)]
    public async Task Before_and_after_a_departure_the_roll_says_that_it_is_late(string now, string? departure, string? says)
    {
        await using var front = await StartAsync();
        var left = departure is null ? (TimeOnly?)null : TimeOnly.Parse(departure, null);
        front.Upstream.Answers[$"GET {Api}/roll"] = new RollView(new DateOnly(2026, 12, 8), new DateOnly(2026, 12, 8).ToDateTime(TimeOnly.Parse(now, null)),
            true, "soir", "Garderie du soir", "ecole", "École",
            [new RollUnit("soir", "Garderie", "Soir", true, new TimeOnly(16, 30), new TimeOnly(18, 30), false, new TimeOnly(18, 35))],
            [new RollChild(Given.Child, Given.Family, "Tom", "DUPONT", "m", "École", "CP", "soir", CellState.Present, true, true, RollPresence.Present,
                new TimeOnly(16, 31), left, false, null, [])],
            [], []);
        front.Upstream.Answers["POST /api/biviers/family/day-notes"] = new DayNotesView([]);

        var text = Plain((await front.OpenAsync("/pointage?service=soir")).Text);

        if (says is null)
        {
            Assert.DoesNotContain("etard", text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(says, text, StringComparison.Ordinal);
        }
    }

    private static LeaveView Leave(LeaveDay day) => new([new LeaveContract(
        new ContractView(ContractId, Given.Child, "Tom", "creche", "Multi-accueil", new DateOnly(2026, 9, 1), null,
            [new ContractDay(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(17, 0))], 9, 5, 1, "La mairie"),
        4, [new FilterOption("leave", "Congé")], [day], [new ExtraMonth("2026-11", 75, 2)])]);

    private static Receipt Receipt() =>
        new(RequestId, "2026-00042", new DateTime(2026, 12, 8, 9, 10, 0), "Sophie Perrin", RequestStatus.Accepted, [], null, null, null, null, null, []);

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync("requests", "families", "attendance");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers[$"GET {Api}/enrolments"] = Array.Empty<EnrolmentView>();
        front.Upstream.Answers[$"GET {Api}/requests/{RequestId}"] = Receipt();
        return front;
    }
}
