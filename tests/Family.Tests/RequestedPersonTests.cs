using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>A child, a person or a school asked for by demande.</summary>
public abstract class RequestedPersonTests(TestDatabase database) : RequestWorld(database)
{
    [Fact]
    public async Task The_form_of_the_other_parent_is_there_once_the_file_has_one_and_its_change_waits_for_an_agent()
    {
        Assert.DoesNotContain((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms, f => f.Form == "conjoint");
        var ana = new AddMember(new() { ["civility"] = "Mme", ["firstName"] = "Ana", ["lastName"] = "Roy", ["role"] = "Mère" });
        await (await AsAgent(Permissions.Families).PostAsJsonAsync($"{Api}/families/{Jean}/guardians", ana)).ReadAsync<FileFieldsView>();
        var form = await FormAsync();
        Assert.Equal("Informations de l’autre parent", form.Label);

        var asked = await AskAsync(AsJean, "conjoint", null, new FieldValue("guardian.profession", form.Of, "Menuisière"));

        Assert.Equal(RequestStatus.Pending, asked.Status);
        Assert.Equal("Menuisière", (await FormAsync()).Fields.Single(f => f.Key == "guardian.profession").Waiting!.New);
        await DecideAsync(asked, asked.Lines[0].LineId);
        Assert.Equal("Menuisière", (await FormAsync()).Fields.Single(f => f.Key == "guardian.profession").Value);

        async Task<AccountForm> FormAsync() => Assert.Single((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms, f => f.Form == "conjoint");
    }

    [Fact]
    public async Task A_child_is_added_once_accepted_and_a_likely_double_is_shown_to_the_agent()
    {
        FieldValue[] tom = [new("child.firstName", null, "Tom"), new("child.lastName", null, "Dupont"), new("child.birthDate", null, "2020-05-03")];
        var moreau = Family.Client(Tokens.Guardian("biviers", Guid.Parse("10000000-0000-0000-0000-000000000004"), "Claire Moreau"));
        var asked = await AskAsync(moreau, "ajout-enfant", null, [.. tom]);
        var hint = Assert.Single((await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestView>($"{Api}/requests/{asked.Id}")).Hints,
            h => h.Contains("DUPONT Jean ", StringComparison.Ordinal));
        Assert.StartsWith("Doublon possible : Tom DUPONT", hint, StringComparison.Ordinal);
        Assert.Empty(asked.Hints);

        await DecideAsync(asked, [.. asked.Lines.Select(l => l.LineId)]);

        var children = (await moreau.GetAsAsync<FamilyView>($"{Api}/me")).Children;
        Assert.Equal(["Noé", "Tom"], children.Select(c => c.FirstName).Order());
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(moreau, "ajout-enfant", null, new FieldValue("child.firstName", null, "Sans date")));
        // In the file now; and of two demandes for one child, one.
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(moreau, "ajout-enfant", null, tom[0] with { Value = "TOM" }, tom[1], tom[2]));
        FieldValue[] zoe = [tom[0] with { Value = "Zoé" }, tom[1], tom[2] with { Value = "2023-04-02" }];
        await AskAsync(moreau, "ajout-enfant", null, zoe);
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid", await TryAskAsync(moreau, "ajout-enfant", null, zoe));
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(moreau, "ajout-enfant", null, tom[0] with { Value = "Ida" }, tom[1], tom[2] with { Value = "1950-05-03" }));
    }

    [Fact]
    public async Task A_person_may_come_once_accepted_and_whom_the_other_household_bars_never()
    {
        var asked = await AskAsync(AsJean, "personnes", Tom, Person("Hugo Mercier"));
        Assert.DoesNotContain((await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People, p => p.Name == "Hugo Mercier");
        await DecideAsync(asked, asked.Lines[0].LineId);
        var people = (await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People;
        Assert.Contains(people, p => p is { Name: "Hugo Mercier", Phone: "06 39 98 12 90", Own: true });
        Assert.Contains((await AsJeanne.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People,
            p => p is { Name: "Hugo Mercier", Phone: null, Own: false, ContactId: null });

        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await AsAgent(Permissions.Families)
                .PutAsJsonAsync($"{Api}/families/{Jeanne}/children/{Tom}/care",
                    new SetCare(null, [], null, [new CareContactEntry(ContactKind.MayNot, "VIDAL Marc", "décision de justice", null)])));
        var barred = await AskAsync(AsJean, "personnes", Tom, Person("Marc Vidal"));
        Assert.Contains("Marc Vidal ne peut pas venir",
            (await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestView>($"{Api}/requests/{barred.Id}")).Hints.Single(), StringComparison.Ordinal);
        await ProblemAsync(HttpStatusCode.Conflict, "person.barred", await TryDecideAsync(barred, null, barred.Lines[0].LineId));
        Assert.Equal(["VIDAL Marc"], (await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).MayNot);

        var removal = await AskAsync(AsJean, "personnes", Tom,
            new FieldValue("person.remove", Tom, people.Single(p => p.Name == "Hugo Mercier").ContactId.ToString()));
        await DecideAsync(removal, removal.Lines[0].LineId);
        Assert.DoesNotContain((await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People, p => p.Name == "Hugo Mercier");
    }

    [Fact]
    public async Task A_school_enrolment_of_today_changes_both_files_and_one_of_next_year_is_kept_in_the_history()
    {
        var now = await AskAsync(AsJean, "inscription-scolaire", Tom, new FieldValue("school.school", null, "École du Touvet"),
            new FieldValue("school.grade", null, "CP"), new FieldValue("school.from", null, "2026-12-08"));
        await DecideAsync(now, [.. now.Lines.Select(l => l.LineId)]);
        Assert.Equal("École du Touvet", (await AsJeanne.GetAsAsync<FamilyView>($"{Api}/me")).Children.Single(c => c.ChildId == Tom).School);

        var next = await AskAsync(AsJean, "inscription-scolaire", Tom, new FieldValue("school.school", null, "École Haute"),
            new FieldValue("school.from", null, "2027-09-01"));
        await DecideAsync(next, [.. next.Lines.Select(l => l.LineId)]);
        Assert.Equal("École du Touvet", (await AsJean.GetAsAsync<FamilyView>($"{Api}/me")).Children.Single(c => c.ChildId == Tom).School);
        Assert.Contains("École Haute", await AsAgent(Permissions.Families).GetStringAsync($"{Api}/families/{Jean}/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_portal_is_asked_for_the_other_parent_of_the_household_and_opened_by_an_agent_alone()
    {
        // Who lives elsewhere or is kept away by a court is offered nothing, and nothing is taken for them, for oneself or for another household.
        var sam = await AddAsync("Sam", ("livesElsewhere", "oui"));
        var max = await AddAsync("Max", ("restricted", "oui"));
        foreach (var barred in new[] { sam, max, JeanHimself, JeanneHerself })
        {
            await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
                await TryAskAsync(AsJean, "acces", null, new FieldValue("access.invite", barred, "autre@famille.example")));
        }

        Assert.All(await OthersAsync(), f => Assert.Null(f.Access));
        var ana = await AddAsync("Ana");
        Assert.Equal(new AccessOffer(false, null, null), await OfferAsync());
        foreach (var wrong in new[] { null, "ana", "jean.dupont@famille.example" })
        {
            await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
                await TryAskAsync(AsJean, "acces", null, new FieldValue("access.invite", ana, wrong)));
        }

        var asked = await AskAsync(AsJean, "acces", null, new FieldValue("access.invite", ana, "ana.roy@famille.example"));

        // It waits, whatever the commune lets hold at once; the agent is told what it opens.
        Assert.Equal(RequestStatus.Pending, asked.Status);
        Assert.EndsWith(", invitation à ana.roy@famille.example", (await OfferAsync())!.Waiting!.New, StringComparison.Ordinal);
        await ProblemAsync(HttpStatusCode.Conflict, "field.waiting",
            await TryAskAsync(AsJean, "acces", null, new FieldValue("access.invite", ana, "ana.roy@famille.example")));
        Assert.Contains("parent séparé", Assert.Single(
            (await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestView>($"{Api}/requests/{asked.Id}")).Hints), StringComparison.Ordinal);
        Assert.DoesNotContain(Family.Published.OfType<GuardianAccessChanged>(), e => e.GuardianId == ana && e.InvitedAt is not null);
        await DecideAsync(asked, asked.Lines[0].LineId);

        var told = await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.GuardianId == ana && e.InvitedAt is not null).ToList()),
            e => e.Count > 0);
        Assert.Equal((Jean, "ana.roy@famille.example", true), (told[0].FamilyId, told[0].Email, told[0].MayEnter));
        Assert.Equal(new AccessOffer(true, "ana.roy@famille.example", null), await OfferAsync());

        async Task<AccountForm[]> OthersAsync() =>
            [.. (await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms.Where(f => f.Form == "conjoint")];

        async Task<AccessOffer?> OfferAsync() => (await OthersAsync()).Single(f => f.Of == ana).Access;

        async Task<Guid> AddAsync(string name, params (string Field, string Value)[] more)
        {
            var before = (await OthersAsync()).Select(f => f.Of).ToHashSet();
            var fields = new Dictionary<string, string?> { ["civility"] = "Mme", ["firstName"] = name, ["lastName"] = "Roy", ["role"] = "Mère" };
            more.ToList().ForEach(f => fields[f.Field] = f.Value);
            await (await AsAgent(Permissions.Families).PostAsJsonAsync($"{Api}/families/{Jean}/guardians", new AddMember(fields))).ReadAsync<FileFieldsView>();
            return (await OthersAsync()).Single(f => !before.Contains(f.Of)).Of!.Value;
        }
    }

    private static FieldValue[] Person(string name) =>
        [new("person.name", null, name), new("person.relation", null, "voisin"), new("person.phone", null, "06 39 98 12 90"),
            new("person.kind", null, "PickUp")];
}

public sealed class RequestedPersonOnSqlite() : RequestedPersonTests(TestDatabase.Sqlite);

public sealed class RequestedPersonOnSqlServer() : RequestedPersonTests(TestDatabase.SqlServer);
