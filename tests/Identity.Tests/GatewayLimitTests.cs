using System.Net;
using System.Net.Http.Headers;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>How often one may ask, and of whom it is counted: an address, a session, a token, a line.</summary>
public sealed class GatewayLimitTests
{
    [Fact]
    public async Task Too_many_pages_from_one_address_wait_with_a_page()
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("RateLimits:Pages", "3"));
        using var http = Client(portal);
        for (var i = 0; i < 3; i++)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await http.GetAsync("/biviers/"));
        }

        var answer = await http.GetAsync("/biviers/");

        await HttpAssert.StatusAsync(HttpStatusCode.TooManyRequests, answer);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Trop de demandes en peu de temps", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Styles and health are not counted.
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await http.GetAsync("/_ui/preau.css"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await http.GetAsync("/health/live"));
    }

    [Fact]
    public async Task Pages_of_who_is_signed_in_count_by_session_and_made_up_sessions_meet_a_limit_of_their_address()
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("RateLimits:Pages", "2"), ("RateLimits:Sessions", "5"));
        using var http = Client(portal);
        async Task<HttpStatusCode> OpenAsync(string? session)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/biviers/");
            request.Headers.TryAddWithoutValidation("Cookie", session is null ? "other=1" : "preau.families=" + session);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        List<HttpStatusCode> strangers = [await OpenAsync(null), await OpenAsync(null), await OpenAsync(null)];
        List<HttpStatusCode> one = [await OpenAsync("a"), await OpenAsync("a"), await OpenAsync("a")];
        List<HttpStatusCode> others = [await OpenAsync("b"), await OpenAsync("c"), await OpenAsync("d"), await OpenAsync("e")];

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], strangers);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], one);
        Assert.Equal(HttpStatusCode.OK, others[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, others[3]);
    }

    [Fact]
    public async Task An_API_counts_by_token_so_that_one_front_can_serve_many()
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("RateLimits:Account", "2"), ("RateLimits:Anonymous", "1"));
        using var http = Client(portal);
        async Task<HttpResponseMessage> AskAsync(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/biviers/planning/month");
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            return await http.SendAsync(request);
        }

        foreach (var token in new[] { "a", "b", "a", "b" })
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await AskAsync(token));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.TooManyRequests, "rate.limited", await AskAsync("a"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AskAsync(null));
        await HttpAssert.ProblemAsync(HttpStatusCode.TooManyRequests, "rate.limited", await AskAsync(null));
    }

    [Theory]
    [InlineData("/identity/connexion", "RateLimits:SignIn")]
    [InlineData("/identity/mot-de-passe-oublie", "RateLimits:Forgotten")]
    public async Task Passwords_and_links_have_a_stricter_limit(string path, string limit)
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, (limit, "2"));
        using var browser = portal.Open();
        await browser.GetAsync(path + "?commune=biviers");
        await browser.SendAsync(("UserName", ""), ("Password", ""));
        await browser.SendAsync(("UserName", ""), ("Password", ""));
        await browser.StatusIsAsync(HttpStatusCode.OK);

        await browser.SendAsync(("UserName", ""), ("Password", ""));

        await browser.StatusIsAsync(HttpStatusCode.TooManyRequests);
        await browser.GetAsync(path + "?commune=biviers");
        await browser.StatusIsAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_used_a_limit_up_has_used_it_up_for_one_line_and_for_nobody_else()
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("RateLimits:SignIn", "2"),
            ("Gateway:TrustedNetworks:0", "127.0.0.0/8"), ("Gateway:TrustedNetworks:1", "::1/128"));
        using var http = Client(portal);
        foreach (var (one, other, isOneLine) in new[]
        {
            ("203.0.113.7", "203.0.113.8", false), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), ("2001:db8:1:4::1", "2001:db8:1:5::1", false),
        })
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await TryAsync(one));
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await TryAsync(one));
            Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(one));
            Assert.Equal((other, isOneLine), (other, await TryAsync(other) == HttpStatusCode.TooManyRequests));
        }

        async Task<HttpStatusCode> TryAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/identity/connexion") { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add("X-Forwarded-For", address);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Limits_can_be_switched_off_for_benchmarks()
    {
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("RateLimits:Pages", "1"), ("RateLimits:Enabled", "false"));
        using var http = Client(portal);
        for (var i = 0; i < 3; i++)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await http.GetAsync("/biviers/"));
        }
    }

    private static HttpClient Client(Portal portal) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Url) };
}
