using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>A child moves, a household splits, two files become one, and back.</summary>
public abstract class HouseholdMoveTests(TestDatabase database) : HouseholdWorld(database)
{
    [Fact]
    public async Task A_child_moves_with_its_people_and_both_files_tell_it()
    {
        var made = await CreateAsync("Odile", "Martin");

        await (await Agent.PostAsJsonAsync($"{Api}/{Jean}/children/{Tom}/move", new MoveChild(made.FamilyId))).ReadAsync<FamilyMade>();

        var care = await Agent.GetAsAsync<CareView>($"{Api}/{made.FamilyId}/children/{Tom}/care");
        Assert.Equal(["Odile Dupont", "Marc Dupont"], care.Contacts.Select(c => c.Name));
        var jeanne = await Eventually.SeeAsync(() => Task.FromResult(Told(Jeanne)), t => t.Any(e => e.Version == 2));
        Assert.Equal(made.FamilyId, jeanne.Single(e => e.Version == 2).Children.Single(c => c.ChildId == Tom).Custody!.OtherFamilyId);
        await Eventually.SeeAsync(() => Task.FromResult(Told(Jean)), t => t.Any(e => e.Version == 2 && e.Children.All(c => c.ChildId != Tom)));
        await Eventually.SeeAsync(() => Task.FromResult(Told(made.FamilyId)), t => t.Any(e => e.Version == 2 && e.Children.Single().ChildId == Tom));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "child.move",
            await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/children/{Tom}/move", new MoveChild(Jeanne)));
    }

    [Fact]
    public async Task A_household_splits_the_account_follows_its_guardian_and_a_child_is_in_both_files()
    {
        var made = await CreateAsync("Ève", "Roy", ("Pia", "2018-01-01"), ("Rio", "2020-01-01"));
        var view = await (await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/guardians",
            Member(("civility", "M."), ("firstName", "Max"), ("lastName", "Roy"), ("role", "Père"))))
            .ReadAsync<FileFieldsView>();
        var max = view.Groups.Single(g => g.Name == "Max Roy").Of!.Value;
        Guid Child(string name) => view.Groups.Single(g => g.Subject == "child" && g.Name == name).Of!.Value;

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/split", new SplitFamily(max, [], null, "38000", "Grenoble", true)));
        var split = await (await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/split",
            new SplitFamily(max, [new SplitChild(Child("Pia"), SplitKind.Both), new SplitChild(Child("Rio"), SplitKind.Moves)], "2 rue Basse", "38000",
                "Grenoble", false)))
            .ReadAsync<FamilyMade>();

        Assert.Equal("ROY Max", split.Name);
        var mine = await Agent.GetAsAsync<FamilyView>($"{Api}/{split.FamilyId}");
        Assert.Equal((false, "Grenoble", "Max"), (mine.Resident, mine.Address!.City, mine.Guardians.Single().FirstName));
        Assert.Equal([("Pia", (Guid?)made.FamilyId, "Ève"), ("Rio", null, null)],
            mine.Children.Select(c => (c.FirstName, c.Custody?.OtherFamilyId, c.Custody?.OtherParent)));
        var hers = await Agent.GetAsAsync<FamilyView>($"{Api}/{made.FamilyId}");
        Assert.Equal([("Pia", "Max")], hers.Children.Select(c => (c.FirstName, c.Custody!.OtherParent)));
        Assert.Equal(7, Math.Abs(hers.Children[0].Custody!.AnchorMonday.DayNumber - mine.Children[0].Custody!.AnchorMonday.DayNumber));
        await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.GuardianId == max).ToList()),
            a => a.Any(e => e.FamilyId == split.FamilyId && e.MayEnter && e.Version == 2));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "guardian.last",
            await Agent.PostAsJsonAsync($"{Api}/{split.FamilyId}/split", new SplitFamily(max, [], null, null, null, true, AddressUnknown: true)));

        // The way back that the page of the separation names: each child in one household, then the two files together.
        await (await Agent.DeleteAsync(new Uri($"{Api}/{split.FamilyId}/children/{Child("Pia")}", UriKind.Relative))).ReadAsync<FileFieldsView>();
        await (await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/merge", new MergeFamily(split.FamilyId))).ReadAsync<MergePreview>();
        var whole = await Agent.GetAsAsync<FamilyView>($"{Api}/{made.FamilyId}");
        Assert.Equal([("Pia", null), ("Rio", null)], whole.Children.Select(c => (c.FirstName, c.Custody?.OtherParent)));
        Assert.Equal(["Max", "Ève"], whole.Guardians.Select(g => g.FirstName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_files_of_one_family_are_merged_without_doubling_a_child_and_taken_apart_again_within_a_day()
    {
        var old = await CreateAsync("Ida", "Sol", ("Ana", "2018-04-04"));
        var twin = await (await Agent.PostAsJsonAsync(Api, NewFamilyOf("Léa", "Sol", ("ana", "2018-04-04"), ("Tim", "2021-04-04")) with { EvenIfKnown = true }))
            .ReadAsync<FamilyMade>();
        Assert.Equal("même enfant : Ana Sol, même naissance", (await OfficeAsync(old.FamilyId)).Lookalikes.Single().Why);
        var preview = await Agent.GetAsAsync<MergePreview>($"{Api}/{old.FamilyId}/merge?with={twin.FamilyId}");
        Assert.Equal("Léa Sol, Mère; Tim Sol | ana | ", $"{string.Join("; ", preview.Moves)} | {string.Join("; ", preview.Twins)} | {preview.Problem}");

        await (await Agent.PostAsJsonAsync($"{Api}/{old.FamilyId}/merge", new MergeFamily(twin.FamilyId))).ReadAsync<MergePreview>();

        Assert.Equal(["Ana", "Tim"], (await Agent.GetAsAsync<FamilyView>($"{Api}/{old.FamilyId}")).Children.Select(c => c.FirstName));
        Assert.Equal(old.FamilyId, (await OfficeAsync(twin.FamilyId)).MergedInto);
        Assert.DoesNotContain((await Agent.GetAsAsync<FamilyPage>(Api + "?q=sol")).Items, f => f.FamilyId == twin.FamilyId);
        await Eventually.SeeAsync(() => Task.FromResult(Told(twin.FamilyId)),
            t => t.Any(e => e.MergedInto == old.FamilyId && e.Guardians.Length == 0 && e.Children.Length == 1));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "file.closed",
            await Agent.PostAsJsonAsync($"{Api}/{twin.FamilyId}/archive", new ArchiveFamily(null)));

        await (await Agent.PostAsync($"{Api}/{old.FamilyId}/merge/undo", null)).ReadAsync<FamilyMade>();

        Assert.Equal(["Ana"], (await Agent.GetAsAsync<FamilyView>($"{Api}/{old.FamilyId}")).Children.Select(c => c.FirstName));
        var back = await Agent.GetAsAsync<FamilyView>($"{Api}/{twin.FamilyId}");
        Assert.Equal("ana, Tim | Léa",
            $"{string.Join(", ", back.Children.Select(c => c.FirstName))} | {string.Join(", ", back.Guardians.Select(g => g.FirstName))}");
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "merge.past", await Agent.PostAsync($"{Api}/{old.FamilyId}/merge/undo", null));
    }

    [Fact]
    public async Task Two_households_that_share_a_child_are_no_duplicate_and_a_merge_is_not_undone_after_a_day()
    {
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "merge.impossible", await Agent.PostAsJsonAsync($"{Api}/{Jean}/merge", new MergeFamily(Jeanne)));
        Assert.Empty((await OfficeAsync(Jean)).Lookalikes);

        var (one, other) = (await CreateAsync("Ida", "Sol"), await CreateAsync("Léa", "Lune"));
        await (await Agent.PostAsJsonAsync($"{Api}/{one.FamilyId}/merge", new MergeFamily(other.FamilyId))).ReadAsync<MergePreview>();
        Family.Clock.Advance(TimeSpan.FromHours(25));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "merge.past", await Agent.PostAsync($"{Api}/{one.FamilyId}/merge/undo", null));
    }
}

public sealed class HouseholdMoveOnSqlite() : HouseholdMoveTests(TestDatabase.Sqlite);

public sealed class HouseholdMoveOnSqlServer() : HouseholdMoveTests(TestDatabase.SqlServer);
