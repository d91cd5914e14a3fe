using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Preau.Testing;

/// <summary>One route of a host as a stranger tries it.</summary>
/// <param name="Policy">"owner", "staff:permission" or "any:permission".</param>
/// <param name="Query">Names the route reads in the query, from its own signature.</param>
/// <param name="Body">What it reads as JSON; null for none or for a file.</param>
public sealed record HostRoute(string Method, string Pattern, string Policy, IReadOnlyList<string> Query, Type? Body)
{
    /// <summary>The address with this tenant; every other parameter gets a value of its kind that nothing has.</summary>
    public string In(string tenant) => string.Join('/', Pattern.Split('/').Select(part => part switch
    {
        "{tenant}" => tenant,
        ['{', ..] when part.Contains("date", StringComparison.OrdinalIgnoreCase) => "2026-12-08",
        ['{', ..] => Guid.NewGuid().ToString(),
        _ => part,
    }));

    public bool HasBody => Method is "POST" or "PUT" or "PATCH";

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>Tries every tenant route of a host, read from the host itself: a new route is tried without anyone thinking of it.</summary>
public static class RouteList
{
    public static IReadOnlyList<HostRoute> Routes(this ServiceUnderTest host) => host.Services.Routes();

    public static IReadOnlyList<HostRoute> Routes(this IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/{tenant}/", StringComparison.Ordinal) == true)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(m =>
                new HostRoute(m, e.RoutePattern.RawText!, e.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).Single(p => p is not null)!,
                    QueryOf(e),
                    e.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } body } accepts && accepts.ContentTypes.Contains("application/json")
                        ? body
                        : null))),
    ];

    /// <summary>Addresses of a route with one of these values for each name of its query in turn; a name it doesn't know is one more.</summary>
    public static IEnumerable<string> WithStrangeQueries(this HostRoute route, string tenant, IEnumerable<string> values) =>
        values.SelectMany(value =>
            route.Query.Append("inconnu").Select(name => $"{route.In(tenant)}?{name}={(value.StartsWith('%') ? value : Uri.EscapeDataString(value))}"));

    // What can be written in an address and does not stand in the pattern; the rest comes from the body or from services.
    private static string[] QueryOf(RouteEndpoint endpoint) =>
    [
        .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(p => p.HasTryParse || p.ParameterInfo.ParameterType is var type && (type == typeof(string) || type == typeof(string[])))
            .Select(p => p.Name).Where(name => endpoint.RoutePattern.GetParameter(name) is null),
    ];

    /// <summary>
    /// Without a token 401; with another commune's tokens 404 even for an agent who may do everything there; a parent on agents' routes
    /// and an agent without the permission 403. Returns how many routes were tried.
    /// </summary>
    public static async Task<int> RefuseStrangersAsync(this ServiceUnderTest host, string tenant, string otherTenant, Guid family, string[] permissions)
    {
        var routes = host.Routes();
        foreach (var route in routes)
        {
            await ExpectAsync(host, route, tenant, null, HttpStatusCode.Unauthorized, "token.missing");
            await ExpectAsync(host, route, tenant, "not.a.token", HttpStatusCode.Unauthorized, "token.missing");
            await ExpectAsync(host, route, tenant, Tokens.Guardian(otherTenant, family), HttpStatusCode.NotFound, "not-found");
            await ExpectAsync(host, route, tenant, Tokens.Agent(otherTenant, permissions), HttpStatusCode.NotFound, "not-found");
            await ExpectAsync(host, route, "nowhere", Tokens.Agent(tenant, permissions), HttpStatusCode.NotFound, "not-found");
            await ExpectAsync(host, route, tenant, Tokens.Agent(tenant), HttpStatusCode.Forbidden, "forbidden");
            if (route.Policy.StartsWith("staff:", StringComparison.Ordinal))
            {
                await ExpectAsync(host, route, tenant, Tokens.Guardian(tenant, family), HttpStatusCode.Forbidden, "forbidden");
            }
        }

        return routes.Count;
    }

    /// <summary>Bodies no route can take give a 4xx problem with a code, never a 5xx. Returns how many were sent.</summary>
    public static async Task<int> RefuseBadBodiesAsync(this ServiceUnderTest host, string tenant, params string[] tokens)
    {
        var sent = 0;
        foreach (var token in tokens)
        {
            using var client = host.Client(token);
            sent += await host.Routes().RefuseBadBodiesAsync(tenant, client);
        }

        return sent;
    }

    /// <inheritdoc cref="RefuseBadBodiesAsync(ServiceUnderTest, string, string[])"/>
    public static async Task<int> RefuseBadBodiesAsync(this IReadOnlyList<HostRoute> routes, string tenant, HttpClient client)
    {
        string[] bodies =
        [
            "", "{", "[]", "null", "\"text\"", "{}", "{\"unknown\":1}", new string('[', 5000), "{\"value\":" + new string('9', 5000) + "}",
            new string('x', 2 * 1024 * 1024),
        ];
        var sent = 0;
        foreach (var route in routes.Where(r => r.HasBody))
        {
            foreach (var body in bodies)
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Method),
                    route.In(tenant))
                { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                // The server may answer a giant before it is sent, and then hang up: ask first, as a careful client does.
                request.Headers.ExpectContinue = body.Length > 100_000;
                using var response = await client.SendAsync(request);
                Assert.True((int)response.StatusCode is >= 400 and < 500, $"{route} with {body[..Math.Min(body.Length, 40)]}: {(int)response.StatusCode}");
                Assert.Contains("\"code\":", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                sent++;
            }
        }

        return sent;
    }

    /// <summary>Tries the route with an empty body where it takes one.</summary>
    public static async Task<HttpResponseMessage> TryAsync(this HttpClient client, HostRoute route, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.HasBody)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request);
    }

    private static async Task ExpectAsync(ServiceUnderTest host, HostRoute route, string tenant, string? token, HttpStatusCode status, string code)
    {
        using var client = host.Client(token);
        await HttpAssert.ProblemAsync(status, code, await client.TryAsync(route, route.In(tenant)));
    }
}
