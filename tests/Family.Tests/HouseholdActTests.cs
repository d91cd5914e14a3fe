using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class HouseholdActTests(TestDatabase database) : HouseholdWorld(database)
{
    private static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");

    [Fact]
    public async Task A_family_is_created_with_the_next_number_told_to_all_and_found_at_once()
    {
        var made = await CreateAsync("Zoé", "O’Hara", ("Léo", "2019-02-03"), ("Mia", "2021-06-07"));

        Assert.Equal(("O’HARA Zoé", "1001001818380"), (made.Name, made.Number));
        Assert.Equal(made.FamilyId, (await Agent.GetAsAsync<FamilyPage>(Api + "?q=ohara")).Items.Single().FamilyId);
        var told = (await Eventually.SeeAsync(() => Task.FromResult(Told(made.FamilyId)), t => t.Length == 1))[0];
        Assert.Equal(["Léo", "Mia"], told.Children.Select(c => c.FirstName));
        var access = (await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.FamilyId == made.FamilyId).ToList()),
            a => a.Count == 1))[0];
        Assert.Equal(("Zoé", true, (DateTime?)null, 1L), (access.FirstName, access.MayEnter, access.InvitedAt, access.Version));
    }

    [Fact]
    public async Task What_is_missing_is_told_beside_each_field_and_a_lookalike_is_asked_about()
    {
        var wrong = await Agent.PostAsJsonAsync(
            Api, new NewFamily(new() { ["firstName"] = "Ana", ["civility"] = "Mme", ["email"] = "x" }, new() { ["postCode"] = "1" },
                [new() { ["firstName"] = "Bo", ["lastName"] = "Ana", ["birthDate"] = "30/02/2020" }]));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid", wrong);
        var errors = JsonDocument.Parse(await wrong.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name)
            .Order();
        Assert.Equal(["child.birthDate|0", "guardian.email", "guardian.lastName", "guardian.role", "household.postCode"], errors);

        var twin = NewFamilyOf("Jean", "Dupond", ("tom", "2020-05-03")) with { EvenIfKnown = false };
        twin.Children![0]["lastName"] = "Dupont";
        var asked = await Agent.PostAsJsonAsync(Api, twin);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "family.duplicate", asked);
        Assert.Contains("1001001818331", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await (await Agent.PostAsJsonAsync(Api, twin with { EvenIfKnown = true })).ReadAsync<FamilyMade>();
    }

    [Fact]
    public async Task Guardians_and_children_come_and_go_and_the_last_guardian_stays()
    {
        var made = await CreateAsync("Zoé", "Nova", ("Léo", "2019-02-03"));
        var with = await (await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/guardians",
            Member(("civility", "M."), ("firstName", "Ali"), ("lastName", "Nova"), ("role", "Père"), ("email", "ali@familles.example"))))
            .ReadAsync<FileFieldsView>();
        var (zoe, ali) = (with.Groups.Single(g => g.Name == "Zoé Nova").Of!.Value, with.Groups.Single(g => g.Name == "Ali Nova").Of!.Value);
        await (await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/children", Member(("firstName", "Eva"), ("lastName", "Nova"), ("birthDate", "01/02/2022"))))
            .ReadAsync<FileFieldsView>();
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "child.here",
            await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/children", Member(("firstName", "EVA"), ("lastName", "nova"), ("birthDate", "2022-02-01"))));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "child.known",
            await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/children", Member(("firstName", "Tom"), ("lastName", "Dupont"), ("birthDate", "2020-05-03"))));

        var without = await (await Agent.DeleteAsync($"{Api}/{made.FamilyId}/guardians/{ali}")).ReadAsync<FileFieldsView>();
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "guardian.last", await Agent.DeleteAsync($"{Api}/{made.FamilyId}/guardians/{zoe}"));

        Assert.DoesNotContain(without.Groups, g => g.Of == ali);
        await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.GuardianId == ali).ToList()),
            a => a.Any(e => !e.MayEnter && e.Version == 2));
        await Eventually.SeeAsync(() => Task.FromResult(Told(made.FamilyId)),
            t => t.Any(e => e.Version == 4 && e.Guardians.Length == 1 && e.Children.Length == 2));
    }

    [Fact]
    public async Task An_archived_file_is_read_changed_by_no_one_closed_to_its_guardians_and_can_be_reopened()
    {
        var made = await CreateAsync("Ida", "Sol", ("Ana", "2018-04-04"));
        var ida = (await OfficeAsync(made.FamilyId)).Access.Single().GuardianId;

        await (await Agent.PostAsJsonAsync($"{Api}/{made.FamilyId}/archive", new ArchiveFamily("déménagement"))).ReadAsync<FamilyMade>();

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "file.closed",
            await Agent.PutAsJsonAsync($"{Api}/{made.FamilyId}/fields", new SetFields([new FieldValue("household.city", null, "X")])));
        Assert.Empty((await Agent.GetAsAsync<FamilyPage>(Api + "?q=sol")).Items);
        Assert.Single((await Agent.GetAsAsync<FamilyPage>(Api + "?q=sol&archived=true")).Items);
        await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.GuardianId == ida).ToList()),
            a => a.Any(e => !e.MayEnter));
        await Eventually.SeeAsync(() => Task.FromResult(Told(made.FamilyId)), t => t.Any(e => e.Archived));

        await (await Agent.PostAsync($"{Api}/{made.FamilyId}/reopen", null)).ReadAsync<FamilyMade>();

        Assert.Contains("Dossier archivé : déménagement",
            (await Agent.GetAsAsync<FamilyHistoryView>($"{Api}/{made.FamilyId}/history")).Entries.Select(e => e.What));
        Assert.False((await OfficeAsync(made.FamilyId)).Archived);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "file.not-archived", await Agent.PostAsync($"{Api}/{made.FamilyId}/reopen", null));
    }

    [Fact]
    public async Task Whoever_one_household_bars_is_on_no_list_of_the_other_and_a_guardian_is_barred_by_id_even_renamed()
    {
        var jeanneHerself = (await OfficeAsync(Jeanne)).Access.Single().GuardianId;
        await CareAsync(Jeanne, new CareContactEntry(ContactKind.PickUp, "VIDAL Marc", "ami", "06 39 98 77 77"));
        await CareAsync(Jean, new CareContactEntry(ContactKind.MayNot, "Marc Vidal", "décision de justice", null, CourtOrder: new DateOnly(2025, 5, 12)),
            new CareContactEntry(ContactKind.MayNot, "Jeanne DUPONT", "mère", null, jeanneHerself));
        await (await Agent.PutAsJsonAsync($"{Api}/{Jeanne}/fields", new SetFields([new FieldValue("guardian.lastName", jeanneHerself, "Martin")])))
            .ReadAsync<FileFieldsView>();

        var note = (await AsAgent(Permissions.Attendance).PostAsAsync<DayNotesView>("/api/biviers/family/day-notes", new AskDayNotes([Tom]))).Notes.Single();

        Assert.Equal(["Jean DUPONT"], note.PickUp.Select(p => p.Name));
        Assert.DoesNotContain(note.Emergency, p => p.Name.Contains("Jeanne", StringComparison.Ordinal));
        Assert.Equal(["Marc Vidal", "Jeanne DUPONT"], note.MayNot.Select(p => p.Name));
        Assert.Equal(["Décision de justice du 12 mai 2025 : Marc Vidal ne doit pas venir"], note.CourtOrders!);
        Assert.Equal(["DUPONT Jean", "DUPONT Jean"], (await OfficeAsync(Jeanne)).Barred.Where(b => b.Child == "Tom").Select(b => b.Household));
    }

    [Fact]
    public async Task The_table_says_the_diets_of_both_households_and_a_child_leaves_alone_only_if_both_allow_it()
    {
        await CareAsync(Jean, new SetCare("sans porc", [], new TimeOnly(17, 0), []));
        await CareAsync(Jeanne, new SetCare("sans viande", [], null, []));
        Assert.Equal(("sans porc et sans viande", (TimeOnly?)null), await NoteAsync());

        await CareAsync(Jeanne, new SetCare("sans porc", [], new TimeOnly(17, 30), []));
        Assert.Equal(("sans porc", new TimeOnly(17, 30)), await NoteAsync());

        async Task<(string?, TimeOnly?)> NoteAsync() =>
            (await AsAgent(Permissions.Attendance).PostAsAsync<DayNotesView>("/api/biviers/family/day-notes", new AskDayNotes([Tom]))).Notes
                .Single() is var note
                ? (note.Diet, note.LeavesAloneAt)
                : default;

        async Task CareAsync(Guid family, SetCare care) =>
            await (await Agent.PutAsJsonAsync($"{Api}/{family}/children/{Tom}/care", care)).ReadAsync<CareView>();
    }

    [Fact]
    public async Task A_court_order_stands_on_the_lists_of_both_households_until_it_ends_and_who_is_restricted_may_not_come()
    {
        Assert.Equal(
            HttpStatusCode.NoContent, (await Agent.PostAsJsonAsync($"{Api}/{Jean}/court-orders",
                new AddCourtOrder(Louise, new DateOnly(2026, 12, 1), null, "remise à la mère seulement"))).StatusCode);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "order.date",
            await Agent.PostAsJsonAsync($"{Api}/{Jean}/court-orders", new AddCourtOrder(Louise, new DateOnly(2027, 12, 1), null, "remise à la mère")));
        // Of the other parent a name, never a number; once a judge has taken the right, not even that.
        Assert.Contains(await SeenByJeanneAsync(), p => p is { Name: "Jean DUPONT", Own: false, Phone: null });
        Assert.Contains(await SeenByJeanneAsync(), p => p is { Name: "Jeanne DUPONT", Own: true, Phone: not null });
        await (await Agent.PutAsJsonAsync($"{Api}/{Jean}/fields", new SetFields([new FieldValue("guardian.restricted", JeanHimself, "oui")])))
            .ReadAsync<FileFieldsView>();
        Assert.Equal(["Jeanne DUPONT"], (await SeenByJeanneAsync()).Where(p => p.Kind == "Guardian").Select(p => p.Name));

        var note = await NoteAsync();
        Assert.Equal(["Décision de justice du 1er décembre 2026 : remise à la mère seulement"], note.CourtOrders!);
        Assert.Equal("Jeanne DUPONT | Jean DUPONT",
            $"{string.Join(", ", note.PickUp.Select(p => p.Name))} | {string.Join(", ", note.MayNot.Select(p => p.Name))}");
        await Eventually.SeeAsync(() => Task.FromResult(Told(Jean)), t => t.Any(e => e.Guardians.Length == 0));
        await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.GuardianId == JeanHimself).ToList()),
            a => a.Any(e => !e.MayEnter));

        var order = (await OfficeAsync(Jeanne)).CourtOrders.Single().Id;
        Assert.Equal(HttpStatusCode.NoContent, (await Agent.DeleteAsync($"{Api}/{Jean}/court-orders/{order}")).StatusCode);
        Assert.Empty((await NoteAsync()).CourtOrders!);

        async Task<DayNote> NoteAsync() =>
            (await AsAgent(Permissions.Attendance).PostAsAsync<DayNotesView>("/api/biviers/family/day-notes", new AskDayNotes([Louise]))).Notes.Single();

        async Task<ChildPerson[]> SeenByJeanneAsync() => (await Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont"))
            .GetAsAsync<ChildPeopleView>($"/api/biviers/family/me/people/{Louise}")).People;
    }

    [Fact]
    public async Task Notes_are_kept_and_removed_and_invitations_go_to_each_guardian_once()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await Agent.PostAsJsonAsync($"{Api}/{Jean}/notes", new AddNote(" Joindre Jean après 17 h. "))).StatusCode);
        var note = (await OfficeAsync(Jean)).Notes.Single();
        Assert.Equal("Joindre Jean après 17 h.", note.Text);
        Assert.Equal(HttpStatusCode.NoContent, (await Agent.DeleteAsync($"{Api}/{Jean}/notes/{note.Id}")).StatusCode);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent.DeleteAsync($"{Api}/{Jean}/notes/{note.Id}"));

        var waiting = await Agent.GetAsAsync<InvitationsView>("/api/biviers/family/invitations");
        var done = await (await Agent.PostAsJsonAsync("/api/biviers/family/invitations", new InviteGuardians(null, All: true))).ReadAsync<Invited>();
        Assert.Equal((waiting.Guardians.Count(g => g.Email is not null), 0), (done.Mails, done.Letters));
        Assert.All((await Agent.GetAsAsync<InvitationsView>("/api/biviers/family/invitations")).Guardians, g => Assert.Null(g.Email));
        // A letter is printed again for who was invited before.
        var again = waiting.Guardians.First(g => g.Email is not null).GuardianId;
        Assert.Equal([again], (await Agent.GetAsAsync<InvitationsView>($"/api/biviers/family/invitations?of={again}")).Guardians.Select(g => g.GuardianId));
        await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.InvitedAt is not null).ToList()),
            a => a.Count == done.Mails);
    }

    [Fact]
    public async Task A_school_moves_up_a_class_with_exceptions_and_takes_it_back()
    {
        const string School = "/api/biviers/family/schools";
        var pupils = await Agent.GetAsAsync<PupilsView>($"{School}/children?school={Uri.EscapeDataString("École de Biviers")}");
        var tom = pupils.Children.Single(c => c.ChildId == Tom);
        Assert.Equal(("CP", "CE1"), (tom.Grade, tom.Next));

        var done = await (await Agent.PostAsJsonAsync($"{School}/class-up", new ClassUp("École de Biviers",
            [.. pupils.Children.Select(c => new ClassUpChild(c.ChildId, c.ChildId == Louise ? null : c.ChildId == Tom ? "CP" : c.Next, null))])))
            .ReadAsync<ClassUpDone>();

        // Tom stays where he is. Sent twice, the second finds nothing to do and leaves the first to be undone.
        Assert.Equal(pupils.Children.Length - 1, done.Children);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "class-up.same", await Agent.PostAsJsonAsync($"{School}/class-up",
            new ClassUp("École de Biviers", [.. pupils.Children.Select(c =>
                new ClassUpChild(c.ChildId, c.ChildId == Louise ? null : c.ChildId == Tom ? "CP" : c.Next, null))])));
        var jean = await Agent.GetAsAsync<FamilyView>($"{Api}/{Jean}");
        Assert.Equal([("Louise", null, null), ("Tom", "École de Biviers", "CP"), ("Inès", "École de Biviers", "GS")],
            jean.Children.Select(c => (c.FirstName, c.School, c.Grade)));
        Assert.Equal("GS", (await Agent.GetAsAsync<FamilyView>($"{Api}/{Jeanne}")).Children.Single(c => c.FirstName == "Inès").Grade);

        var undone = await (await Agent.PostAsync($"{School}/class-up/{done.Id}/undo", null)).ReadAsync<ClassUpDone>();

        // Louise and Inès stand in two files each, and are one child.
        Assert.Equal(done.Children, undone.Children);

        Assert.Equal([("École de Biviers", "CE2"), ("École de Biviers", "CP"), ("École de Biviers", "MS")],
            (await Agent.GetAsAsync<FamilyView>($"{Api}/{Jeanne}")).Children.Select(c => (c.School!, c.Grade!)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "class-up.past", await Agent.PostAsync($"{School}/class-up/{done.Id}/undo", null));
    }

    [Fact]
    public async Task Who_learns_in_a_class_of_several_ages_is_proposed_to_stay_in_it_and_who_is_in_the_last_grade_to_leave()
    {
        const string School = "/api/biviers/family/schools";
        await (await Agent.PostAsJsonAsync($"{School}/class-up", new ClassUp("École de Biviers",
            [new ClassUpChild(Tom, "ULIS", null), new ClassUpChild(Louise, "CM2", null)]))).ReadAsync<ClassUpDone>();

        var pupils = await Agent.GetAsAsync<PupilsView>($"{School}/children?school={Uri.EscapeDataString("École de Biviers")}");

        Assert.Equal(("ULIS", "ULIS"), Next(Tom));
        Assert.Equal(("CM2", null), Next(Louise));

        (string?, string?) Next(Guid child) => pupils.Children.Where(c => c.ChildId == child).Select(c => (c.Grade, c.Next)).Single();
    }

    [Fact]
    public async Task The_list_goes_on_from_where_the_last_page_ended()
    {
        for (var i = 0; i < 45; i++)
        {
            await CreateAsync("Page", $"Zz{i:00}");
        }

        List<string> names = [];
        var page = await Agent.GetAsAsync<FamilyPage>(Api + "?q=page");
        for (var turns = 0; turns < 5; turns++)
        {
            names.AddRange(page.Items.Select(f => f.Name));
            if (page.Next is null)
            {
                break;
            }

            page = await Agent.GetAsAsync<FamilyPage>($"{Api}?q=page&after={Uri.EscapeDataString(page.Next)}");
        }

        Assert.Equal(Enumerable.Range(0, 45).Select(i => $"ZZ{i:00} Page"), names);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "page.invalid", await Agent.GetAsync(Api + "?after=nowhere"));
    }

    private async Task CareAsync(Guid family, params CareContactEntry[] contacts) =>
        await (await Agent.PutAsJsonAsync($"{Api}/{family}/children/{Tom}/care", new SetCare(null, [], null, contacts))).ReadAsync<CareView>();
}

public sealed class HouseholdActOnSqlite() : HouseholdActTests(TestDatabase.Sqlite);

public sealed class HouseholdActOnSqlServer() : HouseholdActTests(TestDatabase.SqlServer);
