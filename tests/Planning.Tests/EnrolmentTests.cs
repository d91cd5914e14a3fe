using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A commune whose canteen is enrolled on days of the week and books them, and whose Wednesday centre asks two pieces.</summary>
public sealed class EnrolmentWorld : IAsyncDisposable
{
    private PlanningWorld? _world;

    public async Task<PlanningWorld> StartAsync(TestDatabase database)
    {
        if (_world is null)
        {
            _world = await PlanningWorld.StartAsync(database);
            await _world.ChangeSettingsAsync(PlanningWorld.Biviers, document =>
            {
                var services = document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).ToDictionary(s => (string)s!["key"]!);
                services["restauration"]!["enrolment"] = JsonNode.Parse("""{ "decision": "automatic", "weekdays": true, "books": true }""");
                services["alsh-mercredi"]!["enrolment"] = JsonNode.Parse("""
                    { "residentsOnly": true, "help": "Pour les mercredis.", "pieces": [
                      { "key": "assurance", "label": "Attestation d’assurance", "atCounter": false },
                      { "key": "fiche", "label": "Fiche sanitaire", "help": "Signée par le médecin." },
                      { "key": "photo", "label": "Photo", "required": false } ] }
                    """);
                services["garderie-matin"]!["enrolment"] = JsonNode.Parse("""{ "capacity": 1 }""");
            });
        }

        return _world;
    }

    public ValueTask DisposeAsync() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public abstract class EnrolmentTests(EnrolmentWorld shared, TestDatabase database) : IClassFixture<EnrolmentWorld>, IAsyncLifetime
{
    private const string Biviers = PlanningWorld.Biviers;
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF"u8];
    private static readonly DateOnly From = new(2027, 1, 4);
    private static readonly DateOnly Until = new(2027, 7, 2);

    private PlanningWorld World { get; set; } = null!;

    public async ValueTask InitializeAsync() => World = await shared.StartAsync(database);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

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
    public async Task Each_change_of_enrolments_is_told_whole_with_a_rising_version()
    {
        var (family, agent) = (await World.AddFamilyAsync(Biviers), World.Agent(Biviers));
        var made = await (await agent.PostAsJsonAsync($"{family.Api}/enrolments",
            new CreateEnrolment(family.Family, family.Child, "alsh-mercredi", From, Until)))
            .ReadAsync<EnrolmentView>();
        var first = await NewsAsync(e => e.Enrolments.Length == 1);
        Assert.Equal(new EnrolledChild(family.Child, "alsh-mercredi", null, From, Until, ""), Assert.Single(first.Enrolments));

        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"{family.Api}/enrolments/{made.EnrolmentId}", new ChangeEnrolment(From, Until.AddDays(-7), "déménagement")));

        var second = await NewsAsync(e => e.Version > first.Version);
        Assert.Equal(Until.AddDays(-7), Assert.Single(second.Enrolments).Until);

        Task<EnrolmentsChanged> NewsAsync(Func<EnrolmentsChanged, bool> such) =>
            Eventually.SeeAsync(
                () => Task.FromResult(World.Service.Published.OfType<EnrolmentsChanged>().LastOrDefault(e => e.FamilyId == family.Family && such(e))),
                e => e is not null)!;
    }

    [Fact]
    public async Task Where_a_child_is_enrolled_is_told_for_each_of_its_files_and_again_when_the_service_belongs_elsewhere()
    {
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        var family = await world.AddFamilyAsync(Biviers);
        var other = family with { Family = Guid.NewGuid() };
        await world.Service.DeliverAsync(other.Snapshot(1, "DUPONT Jeanne"));
        await world.EnrolAsync(Biviers, family.Family, family.Child, "restauration");
        await SeeAsync(family, "garderie-periscolaire");
        await SeeAsync(other, "garderie-periscolaire");
        // A file that gets the child later on.
        var third = family with { Family = Guid.NewGuid() };
        await world.Service.DeliverAsync(third.Snapshot(1, "MARTIN Odile"));
        await SeeAsync(third, "garderie-periscolaire");

        await world.ChangeSettingsAsync(Biviers,
            d => d["facilities"]!.AsArray().Single(f => (string?)f!["key"] == "garderie-periscolaire")!["key"] = "periscolaire");

        await SeeAsync(family, "periscolaire");
        await SeeAsync(other, "periscolaire");

        Task SeeAsync(Household of, string facility) => Eventually.SeeAsync(
            () => Task.FromResult(world.Service.Published.OfType<EnrolmentsChanged>().Where(e => e.FamilyId == of.Family).MaxBy(e => e.Version)?.Places),
            places => places is [var place] && place == new ServicePlace("restauration", facility));
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

    [Fact]
    public async Task An_automatic_enrolment_books_the_chosen_days_of_the_week_and_its_end_frees_them()
    {
        var family = await World.AddFamilyAsync(Biviers);

        var asked = await AskAsync(family, new AskEnrolment(Guid.NewGuid(), null, "restauration", From, new DateOnly(2027, 1, 31), [1, 4]));

        Assert.Equal((RequestStatus.Accepted, "règle du service", 8), (asked.Status, asked.DecidedBy, asked.BookedDays));
        Assert.Equal(CellState.Booked, (await family.SeeAsync("restauration", new DateOnly(2027, 1, 7)))!.State);
        Assert.Equal(CellState.Free, (await family.SeeAsync("restauration", new DateOnly(2027, 1, 8)))!.State);
        Assert.Contains("8 jours sont réservés.", (await ToldAsync(family, 1))[0].Text, StringComparison.Ordinal);
        var enrolment = Assert.Single(await family.Parent.GetAsAsync<EnrolmentView[]>($"{family.Api}/enrolments"));
        Assert.Equal([1, 4], enrolment.Weekdays!);

        var closed = await (await World.Agent(Biviers)
            .PutAsJsonAsync($"{family.Api}/enrolments/{enrolment.EnrolmentId}", new ChangeEnrolment(From, new DateOnly(2027, 1, 15), "Déménagement")))
            .ReadAsync<EnrolmentView>();

        Assert.Contains(closed.History!, h => h.Text.Contains("Déménagement. 4 jours réservés sont annulés.", StringComparison.Ordinal));
        Assert.Equal(CellState.Booked, (await family.SeeAsync("restauration", new DateOnly(2027, 1, 14)))!.State);
        Assert.Null(await family.SeeAsync("restauration", new DateOnly(2027, 1, 18)));
        Assert.Equal(0, await World.TakenAsync(Biviers, "repas-elementaire", new DateOnly(2027, 1, 18)));
    }

    [Fact]
    public async Task Two_agents_who_accept_at_once_never_enrol_more_children_than_there_are_places()
    {
        var families = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => World.AddFamilyAsync(Biviers)));
        var asked = await Task.WhenAll(families.Select(f => AskAsync(f, new AskEnrolment(Guid.NewGuid(), null, "garderie-matin", From, Until))));

        var answers = await Task.WhenAll(asked.Select(a => PostDecisionAsync(a, new DecideEnrolment(true))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.full", refused);
        }

        Assert.Equal(0,
            (await World.Agent(Biviers).GetAsAsync<EnrolmentQueue>($"/api/{Biviers}/planning/enrolments/queue?service=garderie-matin")).Items[0].Left);
    }

    [Fact]
    public async Task An_agent_enrols_without_a_request_and_asks_in_a_familys_name()
    {
        var family = await World.AddFamilyAsync(Biviers);
        var agent = World.Agent(Biviers);
        var created = await agent.PostAsJsonAsync($"{family.Api}/enrolments",
            new CreateEnrolment(family.Family, family.Child, "alsh-vacances", From, null, Reason: "Dossier papier"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Contains((await created.ReadAsync<EnrolmentView>()).History!, h => h.Text == "Inscription faite par le service : Dossier papier");
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.enrolled",
            await agent.PostAsJsonAsync($"{family.Api}/enrolments", new CreateEnrolment(family.Family, family.Child, "alsh-vacances", Until, null)));
        // One day in common is enough; an end before the beginning is none.
        await agent.PostAsJsonAsync($"{family.Api}/enrolments", new CreateEnrolment(family.Family, family.Child, "restauration", Until, Until));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "enrolment.enrolled",
            await agent.PostAsJsonAsync($"{family.Api}/enrolments", new CreateEnrolment(family.Family, family.Child, "restauration", From, Until)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "enrolment.period",
            await agent.PostAsJsonAsync($"{family.Api}/enrolments", new CreateEnrolment(family.Family, family.Child, "alsh-vacances", Until, From)));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync($"{family.Api}/enrolments", new CreateEnrolment(family.Family, Guid.NewGuid(), "alsh-vacances", From, null)));
        var asked = await agent.PostAsAsync<EnrolmentRequestView>($"{family.Api}/enrolments/requests",
            Centre() with { Child = family.Child, Family = family.Family });
        Assert.Equal("Sophie Perrin, pour la famille", asked.Author);
    }

    [Fact]
    public async Task A_service_that_needs_a_complete_file_is_booked_by_the_family_only_once_it_is()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ChangeSettingsAsync(Biviers, document =>
            document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray())
                .Single(s => (string)s!["key"]! == "restauration")!["needsCompleteFile"] = true);
        var family = await world.AddFamilyAsync(Biviers, "restauration", "garderie-matin");
        await world.Service.DeliverAsync(family.Snapshot(2) with { MissingSections = [new MissingSection("sanitaires", "Données sanitaires", family.Child)] });
        var day = new DateOnly(2027, 1, 5);

        var receipt = await family.AskAsync(family.Book("restauration", day), family.Book("garderie-matin", day));

        Assert.Equal(["refused.file-incomplete", "booked"], receipt.Lines.Select(l => l.Code));
        Assert.Contains("il manque « Données sanitaires »", receipt.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal("file-incomplete", (await family.SeeAsync("restauration", day))!.Blocked);
        await world.Service.DeliverAsync(family.Snapshot(3) with { MissingSections = [] });
        Assert.Equal("booked", (await family.AskAsync(family.Book("restauration", day))).Lines[0].Code);
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

    private static AskEnrolment Centre() =>
        new(Guid.NewGuid(), null, "alsh-mercredi", From, Until,
            Pieces: [new GivenPiece("assurance", Name: "assurance.pdf", Content: Pdf), new GivenPiece("fiche", AtCounter: true)]);

    private static Task<HttpResponseMessage> PostAsync(Household family, AskEnrolment body) =>
        family.Parent.PostAsJsonAsync($"{family.Api}/enrolments/requests", body with { Child = family.Child });

    private static async Task<EnrolmentRequestView> AskAsync(Household family, AskEnrolment body) =>
        await (await PostAsync(family, body)).ReadAsync<EnrolmentRequestView>();

    private Task<HttpResponseMessage> PostDecisionAsync(EnrolmentRequestView asked, DecideEnrolment body) =>
        World.Agent(Biviers).PostAsJsonAsync($"/api/{Biviers}/planning/enrolments/requests/{asked.Id}/decide", body);

    private async Task<EnrolmentRequestView> DecideAsync(EnrolmentRequestView asked, bool accept, string? reason = null) =>
        await (await PostDecisionAsync(asked, new DecideEnrolment(accept, reason))).ReadAsync<EnrolmentRequestView>();

    private Task<List<FamilyNotified>> ToldAsync(Household family, int count) => Eventually.SeeAsync(
        () => Task.FromResult(World.Service.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == family.Family).ToList()), seen => seen.Count >= count);
}

public sealed class EnrolmentOnSqlite(EnrolmentWorld shared) : EnrolmentTests(shared, TestDatabase.Sqlite);

public sealed class EnrolmentOnSqlServer(EnrolmentWorld shared) : EnrolmentTests(shared, TestDatabase.SqlServer);
