using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>What the commune gives to families (F-36, F-37), put up by agents with the right for messages.</summary>
public abstract class LibraryTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family/library";
    private const string Open = "/api/biviers/family/open/library";

    private HttpClient Agent => AsAgent(Permissions.Messages);

    [Fact]
    public async Task The_demo_has_real_files_that_a_visitor_opens_and_some_for_families_only()
    {
        var visitor = Family.Client();
        var open = (await visitor.GetAsAsync<LibraryView>(Open)).Items;
        Assert.Equal([new DateOnly(2026, 12, 7), new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 21)],
            open.Where(i => i.Kind == LibraryKind.Menu).Select(i => i.Monday!.Value));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await visitor.GetAsync($"{Open}/{open.First(i => i.Kind == LibraryKind.Link).Id}/file"));
        var first = open.First(i => i.Kind == LibraryKind.Menu);
        var text = await Pdf.TextAsync(await visitor.GetByteArrayAsync(new Uri($"{Open}/{first.Id}/file", UriKind.Relative)));
        Assert.Contains("Semaine du 7 décembre 2026", text, StringComparison.Ordinal);
        Assert.Contains("gratin de pâtes", text, StringComparison.Ordinal);

        var closed = Assert.Single((await AsJean().GetAsAsync<LibraryView>(Api)).Items, i => !i.Open);
        Assert.DoesNotContain(open, i => i.Id == closed.Id);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await visitor.GetAsync($"{Open}/{closed.Id}/file"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsJean().GetAsync($"{Api}/{closed.Id}/file"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await visitor.GetAsync("/api/nulle-part/family/open/library"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await visitor.GetAsync($"/api/pays-saint-marcellin/family/open/library/{first.Id}/file"));
    }

    [Fact]
    public async Task A_menu_is_put_up_for_its_week_once_and_families_no_longer_see_it_when_the_week_is_over()
    {
        Assert.Single(Named(await UploadAsync("kind=Menu&title=Menu de Noël&week=2026-12-17", Files.Pdf), "Menu de Noël"));
        var item = Assert.Single(Named(await UploadAsync("kind=Menu&title=Menu de Noël&week=2026-12-15", Files.Pdf), "Menu de Noël"));
        Assert.Equal((new DateOnly(2026, 12, 14), "application/pdf", false), (item.Monday, item.ContentType, item.Over));

        Family.Clock.Advance(TimeSpan.FromDays(14));

        Assert.Empty(Named(await AsJean().GetAsAsync<LibraryView>(Api), "Menu de Noël"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJean().GetAsync($"{Api}/{item.Id}/file"));
        Assert.True(Assert.Single(Named(await Agent.GetAsAsync<LibraryView>(Api), "Menu de Noël")).Over);
    }

    [Fact]
    public async Task What_is_said_of_a_document_changes_and_it_is_taken_away_with_its_file()
    {
        var item = Assert.Single(Named(await UploadAsync("kind=Document&title=Règlement&open=false", Files.Jpeg(60, 40, exif: true)), "Règlement"));
        Assert.Equal(("image/jpeg", false), (item.ContentType, item.Open));
        Assert.DoesNotContain("LIEU-SECRET",
            System.Text.Encoding.Latin1.GetString(await Agent.GetByteArrayAsync(new Uri($"{Api}/{item.Id}/file", UriKind.Relative))), StringComparison.Ordinal);
        var changed = await PutAsync(item.Id,
            new LibraryEntry(LibraryKind.Form, "Règlement intérieur", "À signer", null, null, new DateOnly(2027, 7, 1), true));
        Assert.Equal(("À signer", LibraryKind.Form, new DateOnly(2027, 7, 1), true),
            Named(await changed.ReadAsync<LibraryView>(), "Règlement intérieur").Select(i => (i.Note, i.Kind, i.Until!.Value, i.Open)).Single());
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "library.kind",
            await PutAsync(item.Id, new LibraryEntry(LibraryKind.Link, "Règlement", null, null, "https://biviers.example")));

        Assert.Empty(Named(await (await Agent.DeleteAsync($"{Api}/{item.Id}")).ReadAsync<LibraryView>(), "Règlement intérieur"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent.GetAsync($"{Api}/{item.Id}/file"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.DeleteAsync($"{Api}/{item.Id}"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://biviers.example")]
    [InlineData("https://mairie:secret@biviers.example")]
    [InlineData("/biviers/")]
    public async Task A_link_is_an_https_address(string url)
    {
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "library.link",
            await Agent.PostAsJsonAsync(Api, new LibraryEntry(LibraryKind.Link, "Un lien", null, null, url)));
        Assert.Single(Named(
            await (await Agent.PostAsJsonAsync(Api, new LibraryEntry(LibraryKind.Link, "Un lien", null, null, "https://biviers.example/ecole")))
                .ReadAsync<LibraryView>(),
            "Un lien"));
    }

    [Theory]
    [InlineData("kind=Menu&title=Menu", "library.week", "pdf")]
    [InlineData("kind=Menu&title=M&week=2026-12-15", "library.title", "pdf")]
    [InlineData("kind=Link&title=Un lien", "library.kind", "pdf")]
    [InlineData("kind=Autre&title=Un papier", "library.kind", "pdf")]
    [InlineData("kind=Document&title=Un papier&until=2026-12-01", "library.until", "pdf")]
    [InlineData("kind=Document&title=Un papier", "file.type", "html")]
    [InlineData("kind=Document&title=Un papier", "file.empty", "empty")]
    public async Task What_can_not_be_put_up_is_refused_with_its_reason(string query, string code, string file) =>
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await SendAsync(query, file == "pdf" ? Files.Pdf : Files.Of(file)));

    private static IEnumerable<LibraryItemView> Named(LibraryView view, string title) => view.Items.Where(i => i.Title == title);

    private async Task<LibraryView> UploadAsync(string query, byte[] bytes) => await (await SendAsync(query, bytes)).ReadAsync<LibraryView>();

    private async Task<HttpResponseMessage> SendAsync(string query, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        return await Agent.PostAsync(new Uri($"{Api}/upload?{query}", UriKind.Relative), content);
    }

    private Task<HttpResponseMessage> PutAsync(Guid id, LibraryEntry entry) => Agent.PutAsJsonAsync($"{Api}/{id}", entry);
}

public sealed class LibraryOnSqlite() : LibraryTests(TestDatabase.Sqlite);

public sealed class LibraryOnSqlServer() : LibraryTests(TestDatabase.SqlServer);
