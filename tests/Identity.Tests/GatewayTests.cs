using System.Net;
using System.Text.Json;
using Preau.Testing;

namespace Preau.Identity.Tests;

public sealed class GatewayTests(SharedPortals shared)
{
    [Theory]
    [InlineData("/biviers/", "families", "/", "/biviers")]
    [InlineData("/biviers/planning?mois=2026-12", "families", "/planning", "/biviers")]
    [InlineData("/biviers/identity/x", "families", "/identity/x", "/biviers")]
    [InlineData("/biviers/mairie/", "office", "/", "/biviers/mairie")]
    [InlineData("/biviers/mairie/demandes", "office", "/demandes", "/biviers/mairie")]
    [InlineData("/biviers/mairiedemandes", "families", "/mairiedemandes", "/biviers")]
    public async Task By_path_the_front_gets_its_commune_its_base_and_the_rest(string path, string front, string rest, string root)
    {
        var portal = await shared.GetAsync();
        using var http = Client(portal);

        var echo = await http.GetAsAsync<Echo>(path);

        Assert.Equal((front, rest, root, "biviers"), (echo.Headers["X-Preau-Front"], echo.Path, echo.Headers["X-Preau-Base"], echo.Headers["X-Preau-Tenant"]));
        Assert.Equal(path.Contains('?', StringComparison.Ordinal) ? "?mois=2026-12" : "", echo.Query);
    }

    [Theory]
    [InlineData("/", "families", "/", null)]
    [InlineData("/planning", "families", "/planning", null)]
    [InlineData("/mairie/demandes", "office", "/demandes", "/mairie")]
    public async Task By_host_name_the_commune_needs_no_path(string path, string front, string rest, string? root)
    {
        var portal = await shared.GetAsync();
        using var http = Client(portal);
        http.DefaultRequestHeaders.Host = "biviers.localhost:" + new Uri(portal.Url).Port;

        var echo = await http.GetAsAsync<Echo>(path);

        Assert.Equal((front, rest, root ?? "", "biviers"),
            (echo.Headers["X-Preau-Front"], echo.Path, echo.Headers.GetValueOrDefault("X-Preau-Base", ""), echo.Headers["X-Preau-Tenant"]));
        Assert.Equal(http.DefaultRequestHeaders.Host, echo.Headers["X-Forwarded-Host"]);
    }

    [Fact]
    public async Task The_root_is_the_list_of_communes_and_belongs_to_none()
    {
        var portal = await shared.GetAsync();
        var echo = await Client(portal).GetAsAsync<Echo>("/");
        Assert.Equal("/", echo.Path);
        Assert.False(echo.Headers.ContainsKey("X-Preau-Tenant"));
    }

    [Fact]
    public async Task What_only_the_gateway_may_say_is_stripped_from_outside()
    {
        var portal = await shared.GetAsync();
        using var http = Client(portal);
        foreach (var (name, value) in new[]
        {
            ("X-Preau-Tenant", "pays-saint-marcellin"), ("X-Preau-Base", "/ailleurs"), ("X-Preau-Front", "office"), ("Forwarded", "for=1.2.3.4"),
            ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Host", "ailleurs.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/ailleurs"),
        })
        {
            http.DefaultRequestHeaders.Add(name, value);
        }

        foreach (var path in new[] { "/biviers/", "/", "/api/biviers/planning/month", "/_ui/preau.css" })
        {
            var echo = await http.GetAsAsync<Echo>(path);
            Assert.Equal(path == "/biviers/" ? "biviers" : "", echo.Headers.GetValueOrDefault("X-Preau-Tenant", ""));
            Assert.Equal(path == "/biviers/" ? "/biviers" : "", echo.Headers.GetValueOrDefault("X-Preau-Base", ""));
            Assert.NotEqual("office", echo.Headers.GetValueOrDefault("X-Preau-Front"));
            Assert.DoesNotContain("1.2.3.4", echo.Headers["X-Forwarded-For"], StringComparison.Ordinal);
            Assert.Equal("http", echo.Headers["X-Forwarded-Proto"]);
            Assert.StartsWith("localhost:", echo.Headers["X-Forwarded-Host"], StringComparison.Ordinal);
            Assert.NotEqual("/ailleurs", echo.Headers.GetValueOrDefault("X-Forwarded-Prefix"));
            Assert.False(echo.Headers.ContainsKey("Forwarded"));
        }
    }

    [Fact]
    public async Task Behind_an_ingress_its_word_about_the_client_is_taken()
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("Gateway:TrustedNetworks:0", "127.0.0.0/8"),
            ("Gateway:TrustedNetworks:1", "::1/128"));
        using var http = Client(portal);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var echo = await http.GetAsAsync<Echo>("/biviers/");

        Assert.Equal("203.0.113.7", echo.Headers["X-Forwarded-For"]);
        Assert.Equal("https", echo.Headers["X-Forwarded-Proto"]);
    }

    [Theory]
    [InlineData("/biviers", "/biviers/")]
    [InlineData("/biviers/mairie?x=1", "/biviers/mairie/?x=1")]
    [InlineData("/Biviers/Planning", "/biviers/Planning")]
    public async Task Each_page_has_one_address(string path, string target)
    {
        var portal = await shared.GetAsync();
        var answer = await Client(portal).GetAsync(path);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.Equal(target, answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/nulle-part/")]
    [InlineData("/nulle-part/mairie/")]
    [InlineData("/%2e%2e/x")]
    [InlineData("/wp-login.php")]
    public async Task An_unknown_commune_is_a_French_page(string path)
    {
        var portal = await shared.GetAsync();
        var answer = await Client(portal).GetAsync(path);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, answer);
        Assert.Contains("Cette adresse ne mène à aucune commune", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Client(portal).GetAsync("/_gateway/page.css"));
    }

    [Fact]
    public async Task An_API_keeps_its_path_and_an_unknown_one_is_a_problem()
    {
        var portal = await shared.GetAsync();
        using var http = Client(portal);
        Assert.Equal("/api/biviers/planning/month", (await http.GetAsAsync<Echo>("/api/biviers/planning/month?x=1")).Path);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await http.GetAsync("/api/biviers/nothing/month"));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_gives_a_page_or_a_problem_and_never_a_trace()
    {
        await using var portal = await Portal.StartAsync();
        using var http = Client(portal);

        var api = await http.GetAsync("/api/biviers/billing/balance");
        await HttpAssert.ProblemAsync(HttpStatusCode.BadGateway, "upstream.unavailable", api);
        Assert.NotNull(api.Headers.RetryAfter);

        await portal.Identity.StopAsync();
        var page = await http.GetAsync("/identity/connexion?commune=biviers");
        await HttpAssert.StatusAsync(HttpStatusCode.BadGateway, page);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("Cette page ne répond pas pour l’instant", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);

        // The communes are still known.
        Assert.Equal("/", (await http.GetAsAsync<Echo>("/biviers/")).Path);
    }

    [Fact]
    public async Task What_a_host_broke_off_is_read_again_and_never_sent_twice()
    {
        await using var portal = await Portal.StartAsync();
        using var http = Client(portal);

        await HttpAssert.StatusAsync(HttpStatusCode.BadGateway, await http.PostAsync("/biviers/breaks", new StringContent("a=1")));
        Assert.Equal(["POST"], portal.Broken);
        await HttpAssert.StatusAsync(HttpStatusCode.BadGateway, await http.GetAsync("/biviers/breaks"));
        Assert.True(portal.Broken.Count(m => m == "GET") > 1, string.Join(' ', portal.Broken));
    }

    [Fact]
    public async Task A_host_that_says_it_is_overloaded_gives_the_same_page()
    {
        var portal = await shared.GetAsync();
        var answer = await Client(portal).GetAsync("/biviers/fails");
        await HttpAssert.StatusAsync(HttpStatusCode.ServiceUnavailable, answer);
        Assert.Contains("Réessayez dans quelques instants", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        var portal = await shared.GetAsync();
        using var http = Client(portal);
        using var body = new ByteArrayContent(new byte[13_000_000]);
        http.DefaultRequestHeaders.ExpectContinue = true;

        var answer = await http.PostAsync("/api/biviers/planning/requests", body);

        Assert.Equal("request.too-large", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("/biviers/documents/envoi", 41, "Il pèse 41 Mo. Tous les fichiers d’un envoi pèsent ensemble 33 Mo au plus, une photo ou un PDF 10 Mo")]
    [InlineData("/biviers/messages/nouveau", 2, "Il pèse 2 Mo. Cette page ne prend pas de fichier, et 1 Mo de texte au plus.")]
    public async Task What_is_too_heavy_is_told_the_limit_of_the_page_it_was_on(string path, int millions, string said)
    {
        var portal = await shared.GetAsync();
        using var http = Client(portal);
        using var body = new ByteArrayContent(new byte[millions * 1_000_000]);
        http.DefaultRequestHeaders.ExpectContinue = true;

        var answer = await http.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static HttpClient Client(Portal portal) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Url) };
}
