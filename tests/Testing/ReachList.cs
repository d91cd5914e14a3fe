using System.Net;
using System.Text;
using Preau.Contracts;
using Preau.Platform;
using Xunit;

namespace Preau.Testing;

/// <summary>Tries every route of agents, read from the host itself, as one whose scope is a part of the commune and who has all permissions there.</summary>
public static class ReachList
{
    public static HttpClient AgentOf(this ServiceUnderTest host, string tenant, string scope) =>
        host.Client(Tokens.Issue("Léa Garnier", new Membership(tenant, Membership.Staff, null, null, [.. Permissions.All], scope)));

    /// <summary>
    /// Neither ids of somebody out of reach, in the address, the query or a whole body, nor lists, counts and files tell anything of them. Returns how many
    /// readings do tell it to an agent of the whole commune: as many could have failed here.
    /// </summary>
    /// <param name="ids">Of the one out of reach; "child" in an address gets the last.</param>
    /// <param name="secrets">Words of the one out of reach, of nobody else.</param>
    public static async Task<int> HideAsync(this ServiceUnderTest host, string tenant, string scope, Guid[] ids, string[] secrets, string query)
    {
        using var limited = host.AgentOf(tenant, scope);
        using var whole = host.AgentOf(tenant, "");
        var told = 0;
        foreach (var route in host.Routes().Where(r => r.Policy != "owner"))
        {
            var names = route.Pattern.Contains(":guid}", StringComparison.Ordinal);
            foreach (var id in names ? ids : ids[..1])
            {
                var path = $"{Path(route, tenant, id, ids[^1])}?family={ids[0]}&{query}";
                foreach (var body in route.Body is { } type ? new[] { "{}", (StrangeBody.All[^1] with { Id = id }).Of(type) } : ["{}"])
                {
                    using var answer = await SendAsync(limited, route, path, body);
                    var text = await answer.Content.ReadAsStringAsync();
                    Assert.True((int)answer.StatusCode < 500, $"{route} {path}: {(int)answer.StatusCode} {text}");
                    Assert.True(!names || (int)answer.StatusCode >= 400, $"{route} lets an agent of {scope} at {path}: {(int)answer.StatusCode} {text}");
                    Assert.All(secrets, s => Assert.False(text.Contains(s, StringComparison.OrdinalIgnoreCase), $"{route} tells {s}: {text}"));
                }

                if (route.Method == "GET")
                {
                    using var open = await whole.GetAsync(path);
                    var text = open.StatusCode == HttpStatusCode.OK ? await open.Content.ReadAsStringAsync() : "";
                    told += secrets.Any(s => text.Contains(s, StringComparison.OrdinalIgnoreCase)) || text.StartsWith("%PDF", StringComparison.Ordinal) ? 1 : 0;
                }
            }
        }

        return told;
    }

    private static string Path(HostRoute route, string tenant, Guid id, Guid child) => string.Join('/', route.Pattern.Split('/').Select(part => part switch
    {
        "{tenant}" => tenant,
        "{child:guid}" => child.ToString(),
        ['{', ..] when part.Contains(":guid", StringComparison.Ordinal) => id.ToString(),
        "{paper}" => "simple",
        ['{', ..] when part.Contains("date", StringComparison.OrdinalIgnoreCase) => "2026-12-08",
        ['{', ..] => "2026",
        _ => part,
    }));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HostRoute route, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.HasBody)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request);
    }
}
