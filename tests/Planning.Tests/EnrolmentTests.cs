using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What stands after a decision: days booked, places taken, and what is told.</summary>
public abstract class EnrolmentTests(EnrolmentWorld shared, TestDatabase database) : EnrolmentActs(shared, database)
{
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
            .PutAsJsonAsync($"{family.Api}/enrolments/{enrolment.EnrolmentId}", new ChangeEnrolment(From, new DateOnly(2027, 1, 14), "Déménagement")))
            .ReadAsync<EnrolmentView>();

        Assert.Contains(closed.History!, h => h.Text.Contains("Déménagement. 4 jours réservés sont annulés.", StringComparison.Ordinal));
        // Its last day is one of its days.
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
        await using var world = await PlanningWorld.StartAsync(Database);
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
}

public sealed class EnrolmentOnSqlite(EnrolmentWorld shared) : EnrolmentTests(shared, TestDatabase.Sqlite);

public sealed class EnrolmentOnSqlServer(EnrolmentWorld shared) : EnrolmentTests(shared, TestDatabase.SqlServer);
