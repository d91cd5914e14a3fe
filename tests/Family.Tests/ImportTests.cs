using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class ImportTests(TestDatabase database) : ImportWorld(database)
{
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");

    [Fact]
    public async Task Three_hundred_families_are_imported_once_twice_without_doubles_and_taken_back_as_one_act()
    {
        var before = await CountAsync();
        var run = await UploadAsync("familles.csv", Encoding.UTF8.GetBytes(Families(300)));
        var draft = await ReadAsync(run);
        Assert.Equal((450, 300, 0, 0), (draft.Counts.New, draft.Counts.Families, draft.Counts.Ask, draft.Counts.Wrong));
        Assert.Equal(before, await CountAsync());

        var done = await RunAsync(run, "start", "Done");

        Assert.Equal((450, 300, 450), (done.Written, done.Families, done.Children));
        Assert.Equal((before.Families + 300, before.Children + 450), await CountAsync());
        var found = (await Agent.GetAsAsync<FamilyPage>("/api/biviers/family/families?q=import042")).Items.Single();
        Assert.Equal("IMPORT042 Anne", found.Name);
        // 8:10 UTC is 9:10 in the commune.
        var history = await Agent.GetAsAsync<FamilyHistoryView>($"/api/biviers/family/families/{found.FamilyId}/history");
        Assert.EndsWith("import du 08/12/2026 09:10:00", history.Entries.Last().By, StringComparison.Ordinal);
        var told = (await Eventually.SeeAsync(() => Task.FromResult(Told(found.FamilyId)), t => t.Length > 0)).MaxBy(e => e.Version)!;
        Assert.Equal(("anne042@familles.example", "CE1", "Biviers"), (told.Guardians.Single().Email, told.Children[0].Grade, told.City));

        var again = await ReadAsync(await UploadAsync("familles.csv", Encoding.UTF8.GetBytes(Families(300))));
        Assert.Equal((0, 450, 0), (again.Counts.New, again.Counts.Update, again.Counts.Wrong));
        var twice = await RunAsync(again.Run.Id, "start", "Done");
        Assert.Equal((0, 0, 0), (twice.Families, twice.Children, twice.Updated));

        // What someone changed since stays, and is counted.
        await (await Agent.PostAsJsonAsync($"/api/biviers/family/families/{found.FamilyId}/notes", new AddNote("Appelée"))).Content.ReadAsStringAsync();
        await (await Agent.PostAsJsonAsync($"/api/biviers/family/families/{found.FamilyId}/quotients",
            new AddQuotient(500, new DateOnly(2026, 11, 1), null, "CAF")))
            .ReadAsync<FamilyView>();
        var numbers = await Family.InTenantAsync("biviers", scope => scope.GetRequiredService<FamilyDb>().Families.Select(f => f.Number).ToListAsync());
        var undone = await RunAsync(run, "undo", "Undone");
        Assert.Equal(1, undone.Kept);
        Assert.Equal((before.Families + 1, before.Children + 1), await CountAsync());
        // Their numbers stood in letters: the next file gets none of them, though nobody has them now.
        var anew = await (await Agent.PostAsJsonAsync("/api/biviers/family/families", new NewFamily(
            new() { ["civility"] = "Mme", ["firstName"] = "Nina", ["lastName"] = "Suivante", ["role"] = "Mère" }, null, []))).ReadAsync<FamilyMade>();
        Assert.DoesNotContain(anew.Number, numbers);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "import.past", await Agent.PostAsync($"{Api}/{run}/undo", null));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "import.busy", await Agent.PostAsync($"{Api}/{run}/start", null));
    }

    [Fact]
    public async Task An_import_is_taken_back_within_a_day_and_no_later()
    {
        var run = await UploadAsync("familles.csv", Encoding.UTF8.GetBytes(Families(1)));
        await RunAsync(run, "start", "Done");
        Family.Clock.Advance(TimeSpan.FromHours(25));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "import.past", await Agent.PostAsync($"{Api}/{run}/undo", null));
    }

    [Fact]
    public async Task Wrong_lines_are_corrected_in_place_homonyms_are_asked_and_what_waits_does_not_block()
    {
        await (await Agent.PostAsJsonAsync("/api/biviers/family/families",
            new NewFamily(new() { ["civility"] = "Mme", ["firstName"] = "Ida", ["lastName"] = "Dupont", ["role"] = "Mère" }, null,
            [new() { ["firstName"] = "Jules", ["lastName"] = "Martin", ["birthDate"] = "2019-07-09" }]))).ReadAsync<FamilyMade>();
        await (await Agent.PostAsJsonAsync("/api/biviers/family/families",
            new NewFamily(new() { ["civility"] = "Mme", ["firstName"] = "Léa", ["lastName"] = "Martin", ["role"] = "Mère" }, null,
            [new() { ["firstName"] = "Jules", ["lastName"] = "Martin", ["birthDate"] = "2019-07-09" }], EvenIfKnown: true))).ReadAsync<FamilyMade>();
        const string text =
            "Nom;Prénom;Date de naissance;Niveau\nDupont;Tom;03/05/2020;CE1\nMartin;Jules;09/07/2019;CE2\nMoreau;Noé;31/02/2019;CP\n;Zoé;01/02/2019;CP\nNova;Ana;02/03/2019;CP\n";
        var run = await UploadAsync("eleves.csv", Encoding.UTF8.GetBytes(text));
        var view = await ReadAsync(run);

        Assert.Equal((1, 1, 1, 2), (view.Counts.New, view.Counts.Update, view.Counts.Ask, view.Counts.Wrong));
        Assert.Equal([(4, "31/02/2019"), (5, "")], view.Wrongs.Select(w => (w.Line, w.Read)));
        Assert.Equal((3, 2), (view.Asks.Single().Line, view.Asks.Single().Candidates.Length));
        var jules = view.Asks.Single().Candidates[1].Child;
        var fixedView = await (await Agent.PutAsJsonAsync($"{Api}/{run}",
            new ChangeImport(null, "École de Biviers", null, [new ImportFix(4, 2, "02/03/2019")], [new ImportChoice(5, "skip")])))
            .ReadAsync<ImportView>();
        Assert.Equal((2, 1, 1, 0, 1), (fixedView.Counts.New, fixedView.Counts.Update, fixedView.Counts.Ask, fixedView.Counts.Wrong, fixedView.Counts.Left));

        var done = await RunAsync(run, "start", "Done");
        Assert.Equal((3, 2), (done.Written, done.Children));
        Assert.Equal("CE1", (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jeanne}")).Children.Single(c => c.ChildId == Tom).Grade);

        await (await Agent.PutAsJsonAsync($"{Api}/{run}", new ChangeImport(null, null, null, null, [new ImportChoice(3, jules.ToString())])))
            .ReadAsync<ImportView>();
        Assert.Equal((4, 2), (await RunAsync(run, "start", "Done") is var later ? (later.Written, later.Children) : default));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "import.started",
            await Agent.PutAsJsonAsync($"{Api}/{run}", new ChangeImport(null, "X", null, null, null)));
        await RunAsync(run, "undo", "Undone");
        Assert.Equal("CP", (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jeanne}")).Children.Single(c => c.ChildId == Tom).Grade);
    }

    [Fact]
    public async Task Guardians_of_a_school_export_join_their_children_and_the_other_address_is_the_other_parent()
    {
        const string text = "Civilité;Nom usage;Nom;Prénom;Adresse;CP;Commune;Courriel;Téléphone portable;Nom Elève;Prénom Elève;Date naissance\n"
            + "MME;NOVA;DURAND;ANA;1 RUE HAUTE;38330;BIVIERS;ana@familles.example;0639981201;NOVA;ZOE;2019-03-02\nM.;NOVA;;LUC;9 RUE BASSE;38000;GRENOBLE;;0639981202;NOVA;ZOE;2019-03-02\nMME;NOVA;DURAND;ANA;1 RUE HAUTE;38330;BIVIERS;ana@familles.example;0639981201;NOVA;LEO;2021-03-02\n";

        await RunAsync(await UploadAsync("CSVExtraction-responsables.csv", Encoding.Latin1.GetBytes(text)), "start", "Done");

        var found = (await Agent.GetAsAsync<FamilyPage>("/api/biviers/family/families?q=nova")).Items.Single();
        var family = await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{found.FamilyId}");
        Assert.Equal(["Zoe", "Leo"], family.Children.Select(c => c.FirstName));
        Assert.Equal(["Ana", "Luc"], family.Guardians.Select(g => g.FirstName));
        var fields = await Agent.GetAsAsync<FileFieldsView>($"/api/biviers/family/families/{found.FamilyId}/fields");
        string? Of(string name, string key) => fields.Groups.Single(g => g.Name == name).Fields.Single(f => f.Key == key).Value;
        Assert.Equal(
            ("oui", "9 rue Basse", "Grenoble", "non",
                "Durand"), (Of("Luc Nova", "guardian.livesElsewhere"), Of("Luc Nova", "guardian.street"), Of("Luc Nova", "guardian.city"),
                    Of("Ana Nova", "guardian.livesElsewhere"), Of("Ana Nova", "guardian.birthName")));
    }

    [Fact]
    public async Task Quotients_come_by_number_create_no_one_and_go_back_to_what_they_were()
    {
        const string text = "N° famille;QF;Valable du;Source\n1001001818331;640,50;01/12/2026;caf\n999;1;01/12/2026;CAF\n1001001818348;x;01/12/2026;CAF\n";
        var run = await UploadAsync("quotients.csv", Encoding.UTF8.GetBytes(text));
        var view = await ReadAsync(run);
        Assert.Equal((false, 1, 2), (view.Creates, view.Counts.Update, view.Counts.Wrong));

        await RunAsync(run, "start", "Done");
        Assert.Equal(
            (640.5m, new DateOnly(2026, 11, 30)), (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jean}")) is var jean
                ? (jean.Quotient!.Value, jean.Quotients[1].Until!.Value)
                : default);
        await RunAsync(run, "undo", "Undone");
        Assert.Equal((612m, (DateOnly?)null),
            (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jean}")) is var back ? (back.Quotient!.Value, back.Quotient.Until) : default);
    }

    [Fact]
    public async Task A_mapping_is_kept_for_the_next_file_and_two_columns_never_go_to_one_place()
    {
        const string text = "A;B;C\nNova;Ana;02/03/2019\n";
        var run = await UploadAsync("a.csv", Encoding.UTF8.GetBytes(text));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "import.mapping",
            await Agent.PutAsJsonAsync($"{Api}/{run}", new ChangeImport(["child.lastName", "child.lastName", ""], null, null, null, null)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "import.mapping",
            await Agent.PutAsJsonAsync($"{Api}/{run}", new ChangeImport(["x", "", ""], null, null, null, null)));
        await (await Agent.PutAsJsonAsync($"{Api}/{run}", new ChangeImport(["child.lastName", "child.firstName", "child.birthDate"], null, null, null, null)))
            .ReadAsync<ImportView>();
        await RunAsync(run, "start", "Done");

        var next = await UploadAsync("b.csv", Encoding.UTF8.GetBytes("A;B;C\nNova;Léo;02/03/2021\n"));
        Assert.Equal(["child.lastName", "child.firstName", "child.birthDate"], (await ReadAsync(next)).Columns.Select(c => c.Target));
        Assert.Equal(HttpStatusCode.NoContent, (await Agent.DeleteAsync($"{Api}/{next}")).StatusCode);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent.GetAsync($"{Api}/{next}"));
    }

    private FamilyChanged[] Told(Guid family) => [.. Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == family)];

    private async Task<ImportSummary> RunAsync(Guid run, string act, string until)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await Agent.PostAsync($"{Api}/{run}/{act}", null)).StatusCode);
        var runs = await Eventually.SeeAsync(() => Agent.GetAsAsync<ImportsView>(Api), v => v.Runs.Single(r => r.Id == run).State == until, seconds: 180);
        return runs.Runs.Single(r => r.Id == run);
    }

    private Task<(int Families, int Children)> CountAsync() => Family.InTenantAsync("biviers", async s =>
    {
        var db = s.GetRequiredService<FamilyDb>();
        return (await db.Families.CountAsync(), await db.Families.SelectMany(f => f.Children).CountAsync());
    });

    private static string Families(int count)
    {
        var text = new StringBuilder(
            "Civilité;Nom responsable;Prénom responsable;Qualité;Courriel;Mobile;Adresse;Code postal;Ville;Nom enfant;Prénom enfant;Date naissance;École;Niveau\n");
        for (var i = 0; i < count; i++)
        {
            var home =
                $"Mme;Import{i:000};Anne;Mère;anne{i:000}@familles.example;06 39 98 {i / 100:00} {i % 100:00};{i} rue du Bourg;38330;Biviers;Import{i:000}";
            text.Append(CultureInfo.InvariantCulture, $"{home};Zoé;{1 + (i % 28):00}/02/2018;École de Biviers;CE1\n");
            if (i % 2 == 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"{home};Léo;{1 + (i % 28):00}/04/2020;École de Biviers;CP\n");
            }
        }

        return text.ToString();
    }
}

public sealed class ImportOnSqlite() : ImportTests(TestDatabase.Sqlite);

public sealed class ImportOnSqlServer() : ImportTests(TestDatabase.SqlServer);
