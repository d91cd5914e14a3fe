using Preau.Contracts.Api;

namespace Preau.Families.Tests;

/// <summary>Pages for people who are not signed in.</summary>
public sealed class OpenPageTests
{
    private const string Open = Given.Api + "/family/open";

    [Fact]
    public async Task A_new_family_fills_the_form_without_an_account_and_confirms_from_its_mail()
    {
        await using var front = await StartAsync();
        var form = await front.OpenAsync("/preinscription");
        Assert.EndsWith("/preinscription", form.Address, StringComparison.Ordinal);
        var fast = await front.SubmitAsync(form, "main form", ("guardian.email", "zoe@familles.example"), ("child.firstName.0", "Léa"));
        Assert.Contains("Relisez vos réponses", fast.Text, StringComparison.Ordinal);
        Assert.Equal("Léa", fast.Document.QuerySelector("input[name='child.firstName.0']")?.GetAttribute("value"));
        front.Clock.Advance(TimeSpan.FromSeconds(5));

        var sent = await front.SubmitAsync(fast, "main form");

        Assert.Contains("zoe@familles.example", sent.Text, StringComparison.Ordinal);
        Assert.Contains("\"firstName\":\"L\\u00E9a\"", Assert.Single(front.Upstream.Calls, c => c is { Method: "POST", Path: Open + "/pre-enrolments" }).Body,
            StringComparison.Ordinal);
        var confirm = await front.SubmitAsync(await front.OpenAsync("/preinscription/confirmer?c=SECRET"), "main form");
        Assert.Contains("D2026-00009", confirm.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robot_that_fills_the_hidden_field_is_told_the_same_and_sends_nothing()
    {
        await using var front = await StartAsync();
        var form = await front.OpenAsync("/preinscription");
        front.Clock.Advance(TimeSpan.FromMinutes(1));
        var sent = await front.SubmitAsync(form, "main form", ("site", "https://spam.example"), ("guardian.email", "robot@spam.example"));
        Assert.Contains("Regardez vos courriels", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Theory]
    [InlineData("/accessibilite", "partiellement conforme")]
    [InlineData("/mentions-legales", "Madame la maire")]
    [InlineData("/donnees-personnelles", "dpo@biviers.example")]
    [InlineData("/aide", "Préinscrire votre famille")]
    public async Task Legal_pages_are_read_without_an_account_and_linked_at_the_foot_of_each_page(string path, string words)
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync(path);
        Assert.Equal(200, page.Status);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Equal(["Accessibilité : partiellement conforme", "Vos données", "Mentions légales", "Aide"],
            page.Document.QuerySelectorAll("footer a").Select(a => a.TextContent));
    }

    [Theory]
    [InlineData("Commune de Biviers", "La commune de Biviers en est responsable")]
    [InlineData("Syndicat du Val", "Le syndicat du Val en est responsable")]
    [InlineData(null, "Biviers en est responsable")]
    public async Task The_commune_speaks_of_itself_in_a_whole_sentence(string? name, string sentence)
    {
        await using var front = await StartAsync();
        front.Upstream.Biviers = front.Upstream.Biviers with { LongName = name };

        Assert.StartsWith(sentence, (await front.OpenAsync("/donnees-personnelles")).Document.QuerySelector(".lede")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_signed_in_reads_the_library_by_heading_with_the_filled_file_of_each_child()
    {
        await using var front = await StartAsync();
        var week = new LibraryItemView(Guid.NewGuid(), LibraryKind.Menu, "Menu", null, new DateOnly(2026, 12, 7), null, null, true,
            new DateTime(2026, 12, 4, 9, 0, 0), "Sophie Perrin", "application/pdf", 84_000, false);
        front.Upstream.Answers[$"GET {Given.Api}/family/library"] = new LibraryView([week, week with { Id = Guid.NewGuid(), Kind = LibraryKind.Link,
            Title = "CAF", Monday = null, Url = "https://www.caf.fr/", ContentType = null, Size = null }]);
        front.Upstream.Answers[$"GET {Given.Api}/messaging/publications"] = new PublicationsView(null, null, null, [],
            [new DocumentView("Site de la commune", "/_demo/biviers/", "Liens")], null);
        await front.OpenAsync("/");

        var page = await front.OpenAsync("/infos");

        Assert.Contains("cette semaine, du 7 décembre", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("caf.fr", page.Text, StringComparison.Ordinal);
        Assert.Contains("Site de la commune", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"a[href$='/enfants/{Given.Tom}/papiers/dossier']"));
        Assert.NotNull(page.Document.QuerySelector("a[href$='/infos?handler=Preinscription']"));
    }

    [Fact]
    public async Task A_visitor_reads_what_is_open_and_what_is_gone_is_a_page_that_says_so()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Open}/library"] = new LibraryView([]);
        var page = await front.OpenAsync("/infos");
        Assert.EndsWith("/infos", page.Address, StringComparison.Ordinal);
        Assert.Contains("Aucun menu n’est publié", page.Text, StringComparison.Ordinal);
        Assert.Contains("Se connecter", page.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await front.OpenAsync($"/infos?handler=File&id={Guid.NewGuid()}")).Status);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Open}/legal"] = new LegalView("partial", 71, "Cabinet Clair", new DateOnly(2026, 10, 1), [], null, "Madame la maire",
            null, null, null, "dpo@biviers.example", [], true);
        front.Upstream.Answers[$"GET {Open}/pre-enrolments"] = new PreEnrolmentTerms(["École de Biviers"], ["PS"], 5);
        front.Upstream.Answers[$"POST {Open}/pre-enrolments"] = new PreEnrolmentReceipt("D2026-00009");
        front.Upstream.Answers[$"POST {Open}/pre-enrolments/confirm"] = new PreEnrolmentReceipt("D2026-00009");
        return front;
    }
}
