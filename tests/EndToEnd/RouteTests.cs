using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Every route of every service, read from the running hosts, tried through the gateway with real tokens by those it is not for.</summary>
public sealed class RouteTests(Product product) : IClassFixture<Product>
{
    private const string Biviers = "biviers";
    private const string Pays = "pays-saint-marcellin";
    private const string Moreau = "10000000-0000-0000-0000-000000000004";
    private readonly IReadOnlyList<HostRoute> _routes = [.. product.Host.Hosts.SelectMany(h => h.Services.Routes()).DistinctBy(r => r.ToString())];

    [Fact]
    public void Routes_of_all_four_services_are_tried()
    {
        foreach (var service in (string[])["family", "planning", "billing", "messaging"])
        {
            Assert.Contains(_routes, r => r.Pattern.StartsWith($"/api/{{tenant}}/{service}/", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_a_token_every_route_answers_401()
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(product.Address) };
        using var forger = new HttpClient { BaseAddress = new Uri(product.Address) };
        forger.DefaultRequestHeaders.Authorization = new("Bearer", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqZWFuIn0.");
        foreach (var route in _routes)
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Unauthorized, "token.missing", await stranger.TryAsync(route, route.In(Biviers)));
            await HttpAssert.ProblemAsync(HttpStatusCode.Unauthorized, "token.missing", await forger.TryAsync(route, route.In(Biviers)));
        }
    }

    [Fact]
    public async Task People_of_another_commune_get_404_on_every_route()
    {
        using var parent = await product.ApiAsync(Pays, "pays.ztest");
        using var agent = await product.ApiAsync(Pays, "agent.saint-marcellin", office: true);
        using var mine = await product.ApiAsync(Biviers, "agent.biviers", office: true);
        foreach (var route in _routes)
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await parent.TryAsync(route, route.In(Biviers)));
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await agent.TryAsync(route, route.In(Biviers)));
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await mine.TryAsync(route, route.In("nulle-part")));
        }
    }

    [Fact]
    public async Task A_parent_gets_403_on_every_route_of_agents()
    {
        using var parent = await product.ApiAsync(Biviers, "jean.dupont");
        foreach (var route in _routes.Where(r => r.Policy.StartsWith("staff:", StringComparison.Ordinal)))
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden", await parent.TryAsync(route, route.In(Biviers)));
        }
    }

    [Fact]
    public async Task A_parent_who_names_another_family_gets_404_or_nothing_of_it()
    {
        using var parent = await product.ApiAsync(Biviers, "jean.dupont");
        foreach (var route in _routes.Where(r => r is { Method: "GET" } && !r.Policy.StartsWith("staff:", StringComparison.Ordinal)))
        {
            using var answer = await parent.GetAsync($"{route.In(Biviers)}?family={Moreau}&month=2026-12&since=2026-01-01");
            await NothingOfOthersAsync(route, answer);
        }
    }

    [Fact]
    public async Task Ids_of_another_family_lead_a_parent_nowhere()
    {
        using var parent = await product.ApiAsync(Biviers, "jean.dupont");
        using var agent = await product.ApiAsync(Biviers, "agent.biviers", office: true);
        var requests = await agent.GetAsAsync<RequestPage>($"planning/requests?family={Moreau}&since=2026-01-01");
        var threads = (await agent.GetAsAsync<ThreadPage>("messaging/threads")).Items
            .Where(t => t.FamilyName?.Contains("DUPONT Jean", StringComparison.OrdinalIgnoreCase) != true);
        var receipt = await agent.GetAsAsync<Receipt>($"planning/requests/{requests.Items[0].Id}");
        string[] ids = [Moreau, "30000000-0000-0000-0000-000000000005", receipt.Id.ToString(), receipt.Lines[0].LineId.ToString(),
            .. threads.Take(1).Select(t => t.ThreadId.ToString())];
        foreach (var route in _routes.Where(r =>
            r.Pattern.Contains(":guid}", StringComparison.Ordinal) && !r.Policy.StartsWith("staff:", StringComparison.Ordinal)))
        {
            foreach (var id in ids)
            {
                var path = string.Join('/', route.Pattern.Replace("{tenant}", Biviers, StringComparison.Ordinal).Split('/')
                    .Select(p => p.Contains(":guid}", StringComparison.Ordinal) ? id : p == "{unit}" ? "restauration" : p == "{date}" ? "2026-12-10" : p));
                using var answer = await parent.TryAsync(route, path);
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound || (route.HasBody && answer.StatusCode == HttpStatusCode.BadRequest),
                    $"{route} with {id}: {(int)answer.StatusCode}");
                await NothingOfOthersAsync(route, answer);
            }
        }

        var noe = new Intent(Guid.Parse("30000000-0000-0000-0000-000000000005"), "restauration", new DateOnly(2027, 1, 11), IntentAction.Book);
        foreach (var path in (string[])["planning/requests", "planning/requests/preview"])
        {
            await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await parent.PostAsJsonAsync(path, new SubmitRequest(Guid.NewGuid(), [noe])));
            await HttpAssert.StatusAsync(HttpStatusCode.NotFound,
                await parent.PostAsJsonAsync(path, new SubmitRequest(Guid.NewGuid(), [noe], null, Guid.Parse(Moreau))));
        }
    }

    [Fact]
    public async Task Bad_bodies_of_every_kind_are_refused_with_a_code_on_every_route()
    {
        foreach (var (account, office) in (IEnumerable<(string, bool)>)[("jean.dupont", false), ("agent.biviers", true)])
        {
            using var client = await product.ApiAsync(Biviers, account, office);
            Assert.True(await _routes.RefuseBadBodiesAsync(Biviers, client) >= 100);
        }
    }

    [Fact]
    public async Task Wrong_dates_unknown_ids_and_giant_values_in_addresses_never_break_a_route()
    {
        string[] values = ["2026-13-45", "9999-99", "0000-00-00", "-1", "99999999999999999999", "00000000-0000-0000-0000-000000000000", "%00", "%F0%9F%A6%92",
            "'; drop table", new string('9', 2000)];
        Assert.Superset(new HashSet<string> { "month", "date", "since", "page", "family", "q", "type", "status", "service", "age", "state" },
            _routes.SelectMany(r => r.Query).ToHashSet());
        foreach (var (account, office) in (IEnumerable<(string, bool)>)[("jean.dupont", false), ("agent.biviers", true)])
        {
            using var client = await product.ApiAsync(Biviers, account, office);
            foreach (var route in _routes.Where(r => r.Method == "GET"))
            {
                foreach (var path in route.WithStrangeQueries(Biviers, values))
                {
                    await NeverBreaksAsync(client, route, path);
                }
            }

            foreach (var route in _routes.Where(r => r.Pattern[5..].Contains('{', StringComparison.Ordinal) && r.Pattern.Count(c => c == '{') > 1))
            {
                await NeverBreaksAsync(client, route, route.In(Biviers), found: false);
                foreach (var value in values)
                {
                    var parts = route.Pattern.Split('/').Select(p => p == "{tenant}" ? Biviers : p.StartsWith('{') ? Uri.EscapeDataString(value) : p);
                    await NeverBreaksAsync(client, route, string.Join('/', parts), found: false);
                }
            }
        }
    }

    private static async Task NeverBreaksAsync(HttpClient client, HostRoute route, string path, bool found = true)
    {
        using var answer = await client.TryAsync(route, path);
        var short_ = path[..Math.Min(path.Length, 200)];
        Assert.True((int)answer.StatusCode < 500 && (found || (int)answer.StatusCode >= 400),
            $"{route} {short_}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        if ((int)answer.StatusCode >= 400)
        {
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(body.Length > 0 && JsonDocument.Parse(body).RootElement.TryGetProperty("code", out _),
                $"{route} {short_}: {(int)answer.StatusCode} without a code: {body}");
        }
    }

    private static async Task NothingOfOthersAsync(HostRoute route, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode < 500, $"{route}: {(int)answer.StatusCode} {body}");
        foreach (var theirs in (string[])["Moreau", "Noé", "No\\u00E9", "Nguyen", "Linh", "1001001818362", "30000000-0000-0000-0000-000000000005"])
        {
            Assert.False(body.Contains(theirs, StringComparison.OrdinalIgnoreCase), $"{route} tells {theirs}: {body}");
        }
    }
}
