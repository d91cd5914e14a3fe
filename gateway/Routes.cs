using Yarp.ReverseProxy.Configuration;

namespace Preau.Gateway;

/// <summary>Which path goes to which cluster. Addresses come from configuration (<c>ReverseProxy:Clusters:planning:Destinations:d1:Address</c>).</summary>
internal static class Routes
{
    public static readonly string[] Clusters = ["identity", "family", "planning", "billing", "messaging", "families", "office"];

    public static IReadOnlyList<RouteConfig> All { get; } =
    [
        // What Destination has sent to a front goes there, whatever its remaining path looks like.
        Front("families"),
        Front("office"),
        Front("agenda", "planning"),
        new RouteConfig { RouteId = "identity", ClusterId = "identity", Match = new RouteMatch { Path = "/identity/{**rest}" } },
        new RouteConfig { RouteId = "assets", ClusterId = "families", Match = new RouteMatch { Path = "/_ui/{**rest}", Methods = ["GET", "HEAD"] } },
        Api("family"),
        Api("planning"),
        Api("billing"),
        Api("messaging"),
    ];

    /// <summary>Names of compose and Kubernetes, unless configured otherwise.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Addresses =>
        Clusters.Select(c => KeyValuePair.Create<string, string?>($"ReverseProxy:Clusters:{c}:Destinations:d1:Address", $"http://{c}:8080/"));

    private static RouteConfig Front(string name, string? cluster = null) => new()
    {
        RouteId = name,
        ClusterId = cluster ?? name,
        Order = -1,
        Match = new RouteMatch
        {
            Path = "/{**rest}",
            Headers = [new RouteHeader { Name = Destination.FrontHeader, Values = [name], Mode = HeaderMatchMode.ExactHeader }]
        },
    };

    private static RouteConfig Api(string name) => new()
    {
        RouteId = "api-" + name,
        ClusterId = name,
        Match = new RouteMatch { Path = $"/api/{{tenant}}/{name}/{{**rest}}" },
    };
}
