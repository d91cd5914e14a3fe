using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>What hangs on a file goes with it into another, and comes back when the merge is taken back.</summary>
public abstract class MergePaperTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";

    private HttpClient Agent => AsAgent(Permissions.Families, Permissions.Requests, Permissions.Health);

    [Fact]
    public async Task Documents_demandes_agreements_and_forms_go_along_with_the_doubledand_come_back()
    {
        var old = await CreateAsync("Ida", "Sol", [("Ana", "2018-04-04")]);
        var twin = await CreateAsync("Léa", "Sol", [("Ana", "2018-04-04")]);
        var (ana, doubled) = ((await FileAsync(old)).Children.Single().ChildId, (await FileAsync(twin)).Children.Single().ChildId);
        var guardian = (await FileAsync(twin)).Guardians.Single().GuardianId;
        var parent = Family.Client(Tokens.Guardian("biviers", twin, "Léa Sol", guardian));
        var asked = await (await parent.PostAsJsonAsync($"{Api}/me/requests",
            new AskChange(Guid.NewGuid(), "enfant", doubled, [new FieldValue("child.birthPlace", doubled, "Meylan")])))
            .ReadAsync<FamilyRequestView>();
        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await parent.PostAsJsonAsync(
                $"{Api}/me/requests", new AskChange(Guid.NewGuid(), "caf", null,
                    [new FieldValue("section.caf.regime", null, "MSA"), new FieldValue("section.caf.consultation", null, "oui")])));
        using var content = new ByteArrayContent(Files.Pdf);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await parent.PostAsync(new Uri($"{Api}/me/documents/upload?document=assurance&child={doubled}", UriKind.Relative), content));

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PostAsJsonAsync($"{Api}/families/{old}/merge", new MergeFamily(twin)));

        Assert.Equal((old, ana), await RequestAsync(asked.Id));
        Assert.NotNull((await Agent.GetAsAsync<FileDocumentsView>($"{Api}/families/{old}/documents")).Documents
            .Single(d => d.Key == "assurance" && d.ChildId == ana).Waiting);
        Assert.Equal("MSA",
            (await Agent.GetAsAsync<FileSectionsView>($"{Api}/families/{old}/sections")).Sections.Single(s => s.Section == "caf").Values["regime"]);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PostAsync($"{Api}/families/{old}/merge/undo", null));

        Assert.Equal((twin, doubled), await RequestAsync(asked.Id));
        Assert.NotNull((await Agent.GetAsAsync<FileDocumentsView>($"{Api}/families/{twin}/documents")).Documents.Single(d => d.Key == "assurance").Waiting);
        Assert.Equal("MSA",
            (await Agent.GetAsAsync<FileSectionsView>($"{Api}/families/{twin}/sections")).Sections.Single(s => s.Section == "caf").Values["regime"]);
        Assert.Empty((await Agent.GetAsAsync<FileSectionsView>($"{Api}/families/{old}/sections")).Sections.Single(s => s.Section == "caf").Values);
    }

    [Fact]
    public async Task A_child_that_moves_says_where_it_came_from_and_since_when()
    {
        var from = await CreateAsync("Ida", "Sol", [("Ana", "2018-04-04")]);
        var to = await CreateAsync("Odile", "Martin", []);
        var ana = (await FileAsync(from)).Children.Single().ChildId;

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PostAsJsonAsync($"{Api}/families/{from}/children/{ana}/move", new MoveChild(to)));

        var told = await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == to).MaxBy(e => e.Version)),
            e => e?.Children.Length == 1);
        Assert.Equal(new ChildOrigin(from, ana, new DateOnly(2026, 12, 8)), told!.Children[0].Origin);
    }

    private Task<FamilyView> FileAsync(Guid family) => Agent.GetAsAsync<FamilyView>($"{Api}/families/{family}");

    private async Task<(Guid Family, Guid? Child)> RequestAsync(Guid id) =>
        await Agent.GetAsAsync<FamilyRequestView>($"{Api}/requests/{id}") is var request ? (request.FamilyId, request.ChildId) : default;

    private async Task<Guid> CreateAsync(string first, string last, (string Name, string Born)[] children) =>
        (await (await Agent.PostAsJsonAsync($"{Api}/families", new NewFamily(
            new() { ["civility"] = "Mme", ["firstName"] = first, ["lastName"] = last, ["role"] = "Mère" }, new() { ["resident"] = "oui" },
            [.. children.Select(c => new Dictionary<string, string?> { ["firstName"] = c.Name, ["lastName"] = last, ["birthDate"] = c.Born })])
        { EvenIfKnown = true })).ReadAsync<FamilyMade>()).FamilyId;
}

public sealed class MergePapersOnSqlite() : MergePaperTests(TestDatabase.Sqlite);

public sealed class MergePapersOnSqlServer() : MergePaperTests(TestDatabase.SqlServer);
