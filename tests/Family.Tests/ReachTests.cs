using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>An agent of one facility has the files alone of which a child is enrolled there: the
/// Duponts at the holiday centre, the Moreaus at the after-school club.</summary>
public abstract class ReachTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";
    private const string Club = "@garderie-periscolaire=vpdr";
    private static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");

    [Fact]
    public async Task No_route_of_agents_tells_or_takes_anything_of_a_family_out_of_reach()
    {
        await EnrolAsync();
        await MoveSchoolAsync("DUPONT");
        var (document, request) = await Family.InTenantAsync("biviers", async s =>
        {
            var db = s.GetRequiredService<FamilyDb>();
            return ((await db.Documents.FirstAsync(d => d.FamilyId == Jean)).Id, (await db.Requests.FirstAsync(r => r.FamilyId == Jean)).Id);
        });
        var before = await StateAsync();

        var told = await Family.HideAsync("biviers", Club, [Jean, document, request, JeanHimself, Louise], ["Dupont", "Louise", "1001001818331"],
            "q=dupont&state=missing&since=2026-01-01");

        Assert.True(told >= 15, $"{told}");
        Assert.Equal(before, await StateAsync());

        async Task<string> StateAsync() => await AsAgent(Permissions.Families).GetStringAsync($"{Api}/families/{Jean}/fields")
            + await AsAgent(Permissions.Families).GetStringAsync($"{Api}/families/{Jean}/history");
    }

    [Fact]
    public async Task Lists_searches_and_counts_hold_the_families_in_reach()
    {
        await EnrolAsync();
        using var agent = Family.AgentOf("biviers", Club);
        using var both = Family.AgentOf("biviers", Club + ";@accueil-de-loisirs=v");

        Assert.Equal(["MOREAU Claire"], (await agent.GetAsAsync<FamilyPage>($"{Api}/families")).Items.Select(f => f.Name));
        Assert.Equal(3, (await both.GetAsAsync<FamilyPage>($"{Api}/families")).Total);
        Assert.Equal(0, (await agent.GetAsAsync<FamilyPage>($"{Api}/families?q=dupont")).Total);
        var (missing, whole) = (await MissingAsync(agent), await MissingAsync(AsAgent(Permissions.Families)));
        Assert.Equal(whole.Items.Where(i => i.FamilyId == Moreau).Select(i => (i.Key, i.ChildId)), missing.Items.Select(i => (i.Key, i.ChildId)));
        Assert.InRange(missing.Total, 1, whole.Total - 1);
        Assert.True(
            (await agent.GetAsAsync<FamilyRequestCounts>($"{Api}/requests/counts")).Files < (await AsAgent(Permissions.Requests)
                .GetAsAsync<FamilyRequestCounts>($"{Api}/requests/counts")).Files);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.GetAsync($"{Api}/families/{Moreau}/office"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.GetAsync($"{Api}/families/{Moreau}/children/{Noe}/papers/simple"));

        static Task<DocumentQueueView> MissingAsync(HttpClient reader) => reader.GetAsAsync<DocumentQueueView>($"{Api}/documents/queue?state=missing");
    }

    [Fact]
    public async Task Both_files_of_a_child_are_in_reach_where_one_household_enrols_it()
    {
        await EnrolAsync();
        using var agent = Family.AgentOf("biviers", "@accueil-de-loisirs=v");

        // Told by Planning for each of the child's households.
        Assert.Equal(["DUPONT Jean", "DUPONT Jeanne"], (await agent.GetAsAsync<FamilyPage>($"{Api}/families?q=dupont")).Items.Select(f => f.Name));
        Assert.Equal(2, (await agent.GetAsAsync<FamilyOffice>($"{Api}/families/{Jean}/office")).Households.Length);
    }

    [Fact]
    public async Task Acts_over_all_of_the_commune_are_refused_with_the_right_that_they_need()
    {
        await EnrolAsync();
        using var agent = Family.AgentOf("biviers", Club);

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole", await agent.GetAsync($"{Api}/imports"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole",
            await agent.PostAsJsonAsync($"{Api}/families", new NewFamily(new() { ["firstName"] = "Ada" }, [], [])));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole",
            await agent.PutAsJsonAsync($"{Api}/settings", new SaveSection(1, JsonDocument.Parse("{}").RootElement)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole", await agent.PostAsync($"{Api}/schools/class-up/{Guid.NewGuid()}/undo", null));

        // A child can't go to a file that the agent doesn't have.
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync($"{Api}/families/{Moreau}/children/{Noe}/move", new MoveChild(Jean)));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync($"{Api}/families/{Jean}/notes", new AddNote("Vu au guichet.")));
    }

    [Fact]
    public async Task The_notes_of_a_list_are_whole_for_who_stands_in_the_yard_and_empty_for_a_child_of_elsewhere()
    {
        await EnrolAsync();
        await MoveSchoolAsync("NGUYEN");
        using var agent = Family.AgentOf("biviers", Club);
        var linh = Guid.Parse("30000000-0000-0000-0000-000000000004");

        var notes = await agent.PostAsAsync<DayNotesView>($"{Api}/day-notes", new AskDayNotes([Louise, Noe, linh]));
        var whole = await AsAgent(Permissions.Attendance).PostAsAsync<DayNotesView>($"{Api}/day-notes", new AskDayNotes([Louise, Noe, linh]));

        // Louise goes to the school whose children the agent has, and comes at four unannounced.
        Assert.Equal([Louise, Noe], notes.Notes.Select(n => n.ChildId).Order());
        Assert.Equal(whole.Notes.Single(n => n.ChildId == Louise).PickUp.Select(p => p.Name),
            notes.Notes.Single(n => n.ChildId == Louise).PickUp.Select(p => p.Name));
    }

    [Fact]
    public async Task A_new_family_is_read_by_agents_of_its_school_and_answered_by_who_has_all_services()
    {
        await EnrolAsync();
        await MoveSchoolAsync("DUPONT");
        var (near, far) = (await AskAsync("Faure", null), await AskAsync("Petit", "École d’ailleurs"));
        using var agent = Family.AgentOf("biviers", Club);
        const string path = $"{Api}/pre-enrolments";

        Assert.Equal([near], (await agent.GetAsAsync<PreEnrolmentPage>(path)).Items.Select(i => i.Id));
        Assert.Equal(2, (await AsAgent(Permissions.Requests).GetAsAsync<PreEnrolmentPage>(path)).Total);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.GetAsync($"{path}/{near}/paper"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await agent.GetAsync($"{path}/{far}/paper"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole",
            await agent.PostAsJsonAsync($"{path}/{near}/decision", new DecidePreEnrolment(true)));
    }

    // Confirmed; without a school named, it names the one of the Moreaus.
    private Task<Guid> AskAsync(string name, string? school) => Family.InTenantAsync("biviers", async s =>
    {
        var db = s.GetRequiredService<FamilyDb>();
        var of = school ?? (await db.Set<Families.HouseholdChild>().FirstAsync(c => c.ChildId == Noe)).School;
        var asked = new AskPreEnrolment(Guid.NewGuid(), "zoe@familles.example", new() { ["role"] = "Mère", ["firstName"] = "Zoé", ["lastName"] = name },
            new() { ["street"] = "3 rue Haute", ["postCode"] = "38330", ["city"] = "Biviers" },
            [new() { ["firstName"] = "Léa", ["lastName"] = name, ["birthDate"] = "2023-04-02", ["school"] = of }]);
        var request = new PreEnrolment.PreEnrolmentRequest
        {
            Number = $"D2026-9{name}",
            Key = asked.Key!.Value,
            Email = asked.Email,
            TokenHash = new string('0', 64),
            Answers = JsonSerializer.Serialize(asked),
            SearchKey = name,
            At = new DateTime(2026, 12, 7, 9, 0, 0, DateTimeKind.Utc),
            ConfirmedAt = new DateTime(2026, 12, 7, 9, 5, 0, DateTimeKind.Utc),
        };
        db.PreEnrolments.Add(request);
        await db.SaveChangesAsync();
        return request.Id;
    });

    private Task<int> MoveSchoolAsync(string name) => Family.InTenantAsync("biviers", async s =>
    {
        var db = s.GetRequiredService<FamilyDb>();
        (await db.Set<Families.HouseholdChild>().Where(c => c.LastName == name).ToListAsync()).ForEach(c => c.School = "École d’ailleurs");
        return await db.SaveChangesAsync();
    });

    private async Task EnrolAsync()
    {
        await Family.DeliverAsync(Told(Jean, new ServicePlace("alsh-mercredi", "accueil-de-loisirs")));
        await Family.DeliverAsync(Told(Jeanne, new ServicePlace("alsh-mercredi", "accueil-de-loisirs")));
        await Family.DeliverAsync(Told(Moreau, new ServicePlace("restauration", "garderie-periscolaire")));

        static EnrolmentsChanged Told(Guid family, params ServicePlace[] places) =>
            new("biviers", new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc), family, 1, [], [], places);
    }
}

public sealed class ReachOnSqlite() : ReachTests(TestDatabase.Sqlite);

public sealed class ReachOnSqlServer() : ReachTests(TestDatabase.SqlServer);
