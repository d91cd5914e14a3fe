using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What a family asks for, hands in and is answered.</summary>
public abstract class EnrolmentRequestTests(EnrolmentWorld shared, TestDatabase database) : EnrolmentActs(shared, database)
{
    [Fact]
    public async Task A_family_reads_what_each_child_can_be_enrolled_in_and_what_is_asked()
    {
        var family = await World.AddFamilyAsync(Biviers);

        var choices = await family.Parent.GetAsAsync<EnrolmentChoices>($"{family.Api}/enrolments/choices");

        Assert.Equal(["2026-2027"], choices.Years.Select(y => y.Label));
        var centre = choices.Services.Single(s => s.Service == "alsh-mercredi");
        Assert.Equal(["Attestation d’assurance", "Fiche sanitaire", "Photo"], centre.Pieces.Select(p => p.Label));
        Assert.Equal([false, true, true], centre.Pieces.Select(p => p.AtCounter));
        Assert.Equal([1, 2, 4, 5], choices.Services.Single(s => s.Service == "restauration").Weekdays);
        Assert.All(choices.Children.Single().Offers, o => Assert.Null(o.Blocked));
        Assert.DoesNotContain(choices.Services, s => s.Service == "alsh-vacances");
    }

    [Fact]
    public async Task An_accepted_request_becomes_an_enrolment_a_row_of_the_month_and_a_message()
    {
        var family = await World.AddFamilyAsync(Biviers);
        var asked = await AskAsync(family, Centre());
        Assert.Equal((RequestStatus.Pending, "Jean Dupont"), (asked.Status, asked.Author));
        Assert.Empty((await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2027-01")).Children.Single().Rows);
        Assert.Contains((await World.Agent(Biviers).GetAsAsync<EnrolmentQueue>($"{family.Api}/enrolments/queue")).Items, i => i.Id == asked.Id);

        var accepted = await DecideAsync(asked, true);

        Assert.Equal(RequestStatus.Accepted, accepted.Status);
        Assert.StartsWith("Sophie Perrin", accepted.DecidedBy, StringComparison.Ordinal);
        Assert.Equal("alsh-mercredi", Assert.Single(await family.Parent.GetAsAsync<EnrolmentView[]>($"{family.Api}/enrolments")).Service);
        Assert.NotEmpty((await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2027-01")).Children.Single().Rows);
        var told = await ToldAsync(family, 1);
        Assert.Equal(("enrolment", "Louise : inscription à « ALSH Mercredi » acceptée", "inscriptions"), (told[0].Kind, told[0].Subject, told[0].Path));
        Assert.Contains("À remettre au guichet : Fiche sanitaire.", told[0].Text, StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "already-decided", await PostDecisionAsync(asked, new DecideEnrolment(true)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.enrolled", await PostAsync(family, Centre()));
    }

    [Fact]
    public async Task A_refusal_has_a_reason_and_the_family_reads_it()
    {
        var family = await World.AddFamilyAsync(Biviers);
        var asked = await AskAsync(family, Centre());

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing", await PostDecisionAsync(asked, new DecideEnrolment(false, " ")));
        await DecideAsync(asked, false, "Le groupe est complet.");

        var seen = Assert.Single(await family.Parent.GetAsAsync<EnrolmentRequestView[]>($"{family.Api}/enrolments/requests"));
        Assert.Equal((RequestStatus.Refused, "Le groupe est complet."), (seen.Status, seen.Reason));
        Assert.Contains("Le groupe est complet.", (await ToldAsync(family, 1))[0].Text, StringComparison.Ordinal);
        Assert.Empty(await family.Parent.GetAsAsync<EnrolmentView[]>($"{family.Api}/enrolments"));
    }

    [Fact]
    public async Task The_same_key_asks_once_and_a_second_request_for_the_same_service_is_refused_until_the_first_is_taken_back()
    {
        var family = await World.AddFamilyAsync(Biviers);
        var body = Centre() with { Child = family.Child };
        var first = await (await family.Parent.PostAsJsonAsync($"{family.Api}/enrolments/requests", body)).ReadAsync<EnrolmentRequestView>();

        var again = await family.Parent.PostAsJsonAsync($"{family.Api}/enrolments/requests", body);
        Assert.Equal((HttpStatusCode.OK, first.Number), (again.StatusCode, (await again.ReadAsync<EnrolmentRequestView>()).Number));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.asked", await PostAsync(family, Centre()));
        var taken = await family.Parent.PostAsAsync<EnrolmentRequestView>($"{family.Api}/enrolments/requests/{first.Id}/cancel", new { });

        Assert.Equal(RequestStatus.Cancelled, taken.Status);
        Assert.Equal(["Demande envoyée.", "Demande retirée par la famille."], taken.History.Select(h => h.Text));
        Assert.Equal(RequestStatus.Pending, (await AskAsync(family, Centre())).Status);
    }

    [Fact]
    public async Task Pieces_are_known_by_their_content_and_an_agent_who_opens_one_is_named_to_the_family()
    {
        var family = await World.AddFamilyAsync(Biviers);
        async Task RefusedAsync(string code, params GivenPiece[] pieces) =>
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await PostAsync(family, Centre() with { Pieces = pieces }));

        await RefusedAsync("piece.missing", new GivenPiece("fiche", AtCounter: true));
        await RefusedAsync("piece.missing", new GivenPiece("assurance", AtCounter: true), new GivenPiece("fiche", AtCounter: true));
        await RefusedAsync("piece.kind", new GivenPiece("assurance", Name: "assurance.pdf", Content: [.. "MZ programme"u8]),
            new GivenPiece("fiche", AtCounter: true));
        await RefusedAsync("piece.kind", new GivenPiece("assurance", Name: "assurance.pdf", Content: []), new GivenPiece("fiche", AtCounter: true));
        await RefusedAsync("piece.unknown", new GivenPiece("assurance", Content: Pdf), new GivenPiece("fiche", AtCounter: true),
            new GivenPiece("permis", AtCounter: true));
        var asked = await AskAsync(
            family, Centre() with
            {
                Pieces = [new GivenPiece("assurance", Name: "..\\..\\mon <assurance>.exe", Content: Pdf), new GivenPiece("fiche", AtCounter: true)]
            });

        Assert.Equal("mon assurance.pdf", asked.Pieces.Single(p => p.Key == "assurance").File);
        var file = await World.Agent(Biviers).GetAsync($"{family.Api}/enrolments/requests/{asked.Id}/pieces/assurance/file");
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Pdf, await file.Content.ReadAsByteArrayAsync());
        await World.Agent(Biviers)
            .PostAsAsync<EnrolmentRequestView>($"{family.Api}/enrolments/requests/{asked.Id}/pieces/fiche/received", new ReceivePiece(true));
        var seen = await family.Parent.GetAsAsync<EnrolmentRequestView>($"{family.Api}/enrolments/requests/{asked.Id}");
        Assert.Contains(seen.History, h => h.Text == "« Attestation d’assurance » ouverte." && h.By.StartsWith("Sophie Perrin", StringComparison.Ordinal));
        Assert.NotNull(seen.Pieces.Single(p => p.Key == "fiche").ReceivedAt);
        var stranger = await World.AddFamilyAsync(Biviers);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await stranger.Parent.GetAsync($"{family.Api}/enrolments/requests/{asked.Id}/pieces/assurance/file"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await stranger.Parent.GetAsync($"{family.Api}/enrolments/requests/{asked.Id}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await stranger.Parent.PostAsync($"{family.Api}/enrolments/requests/{asked.Id}/cancel", null));
    }

    [Fact]
    public async Task A_service_for_residents_or_for_other_ages_is_refused_with_its_reason()
    {
        var baby = new Household(World, Biviers, Guid.NewGuid(), Guid.NewGuid());
        await World.Service.DeliverAsync(baby.Snapshot(1, birthDate: new DateOnly(2026, 3, 1)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.age", await PostAsync(baby, Centre()));
        var outsider = new Household(World, Biviers, Guid.NewGuid(), Guid.NewGuid());
        await World.Service.DeliverAsync(outsider.Snapshot(1) with { Resident = false });

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.resident-only", await PostAsync(outsider, Centre()));

        var offer = (await outsider.Parent.GetAsAsync<EnrolmentChoices>($"{outsider.Api}/enrolments/choices")).Children.Single().Offers
            .Single(o => o.Service == "alsh-mercredi");
        Assert.Equal(("resident-only", "« ALSH Mercredi » est réservé aux familles qui habitent la commune."), (offer.Blocked, offer.Text));
    }

    [Fact]
    public async Task An_agent_asks_in_a_familys_name_and_sets_residence_or_a_missing_piece_aside_with_a_reason()
    {
        var outsider = new Household(World, Biviers, Guid.NewGuid(), Guid.NewGuid());
        await World.Service.DeliverAsync(outsider.Snapshot(1) with { Resident = false });
        var asked = Centre() with { Child = outsider.Child, Family = outsider.Family, Pieces = [new GivenPiece("fiche", AtCounter: true)] };
        var (agent, route) = (World.Agent(Biviers), $"{outsider.Api}/enrolments/requests");

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "piece.missing", await agent.PostAsJsonAsync(route, asked));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "exception.reason", await agent.PostAsJsonAsync(route, asked with { OverrideReason = "x" }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "exception.agents-only",
            await PostAsync(outsider, asked with { Family = null, OverrideReason = "Parce que" }));
        var request = await (await agent.PostAsJsonAsync(route, asked with { OverrideReason = "Cousins de la commune" })).ReadAsync<EnrolmentRequestView>();

        Assert.Equal((RequestStatus.Pending, "Sophie Perrin, pour la famille"), (request.Status, request.Author));
        Assert.Equal([null, null], request.Pieces.Where(p => p.Required).Select(p => p.ReceivedAt));
        var seen = Assert.Single(await outsider.Parent.GetAsAsync<EnrolmentRequestView[]>($"{outsider.Api}/enrolments/requests"));
        Assert.Contains("Par exception : Cousins de la commune", seen.History.Select(h => h.Text));
        // What is there already can't be asked twice, reason or not.
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.asked",
            await agent.PostAsJsonAsync(route, asked with { Key = Guid.NewGuid(), OverrideReason = "Encore une fois" }));
    }

    [Theory]
    [InlineData("2027-01-04", "2027-01-03")]
    [InlineData("2026-08-31", "2027-01-03")]
    [InlineData("2027-01-04", "2027-09-01")]
    [InlineData("2026-09-01", "2026-12-01")]
    public async Task A_period_outside_the_school_year_is_refused(string from, string until)
    {
        var family = await World.AddFamilyAsync(Biviers);
        var body = Centre() with
        {
            From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            Until = DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)
        };

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "enrolment.period", await PostAsync(family, body));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "enrolment.weekdays",
            await PostAsync(family, new AskEnrolment(Guid.NewGuid(), null, "restauration", From, Until, [3])));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "service.unknown", await PostAsync(family, Centre() with { Service = "alsh-vacances" }));
    }

    private async Task<EnrolmentRequestView> DecideAsync(EnrolmentRequestView asked, bool accept, string? reason = null) =>
        await (await PostDecisionAsync(asked, new DecideEnrolment(accept, reason))).ReadAsync<EnrolmentRequestView>();
}

public sealed class EnrolmentRequestOnSqlite(EnrolmentWorld shared) : EnrolmentRequestTests(shared, TestDatabase.Sqlite);

public sealed class EnrolmentRequestOnSqlServer(EnrolmentWorld shared) : EnrolmentRequestTests(shared, TestDatabase.SqlServer);
