using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace Preau.Gateway;

/// <summary>
/// Section <c>RateLimits</c>, requests per minute. Generous: a town hall, a school or a mobile network puts many people behind one address.
/// </summary>
public sealed class RateLimits
{
    /// <summary>False for benchmarks only.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Pages: of who is signed in per session, so that a whole town hall behind one address works; of strangers per client address.</summary>
    public int Pages { get; set; } = 600;

    /// <summary>Pages of all sessions behind one client address: cookies are cheap to make up, and each would be a session of its own.</summary>
    public int Sessions { get; set; } = 12_000;

    /// <summary>API, per access token: the fronts call for many people from one address.</summary>
    public int Account { get; set; } = 600;

    /// <summary>API without a token, per client address.</summary>
    public int Anonymous { get; set; } = 120;

    /// <summary>Passwords sent, per client address; identity also locks each name.</summary>
    public int SignIn { get; set; } = 60;

    /// <summary>Links asked for, per client address.</summary>
    public int Forgotten { get; set; } = 10;

    /// <summary>Private calendars, per client address: programs fetch them, some for many people.</summary>
    public int Agenda { get; set; } = 120;

    internal static void Add(WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("RateLimits").Get<RateLimits>() ?? new RateLimits();
        builder.Services.AddRateLimiter(o =>
        {
            o.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => limits.Enabled ? limits.For(http) : RateLimitPartition.GetNoLimiter("")),
                PartitionedRateLimiter.Create<HttpContext, string>(http => limits.Enabled && SessionOf(http.Request) is not null && IsCounted(http.Request)
                    ? Window("sessions " + AddressOf(http.Connection.RemoteIpAddress), limits.Sessions) : RateLimitPartition.GetNoLimiter("")));
            o.OnRejected = (context, _) => new ValueTask(Gateway.Pages.TooMany(
                context.HttpContext, context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1)));
        });
    }

    private RateLimitPartition<string> For(HttpContext http)
    {
        var request = http.Request;
        var address = AddressOf(http.Connection.RemoteIpAddress);
        if (!IsCounted(request))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        if (request.Path.StartsWithSegments("/api") && !request.PathBase.HasValue)
        {
            var token = request.Headers.Authorization.ToString();
            return token.Length == 0 ? Window("anonymous " + address, Anonymous)
                : Window("account " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))[..12]), Account);
        }

        if (request.Headers[Destination.FrontHeader] == "agenda")
        {
            return Window("agenda " + address, Agenda);
        }

        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/identity/connexion"))
        {
            return Window("sign-in " + address, SignIn);
        }

        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/identity/mot-de-passe-oublie"))
        {
            return Window("forgotten " + address, Forgotten);
        }

        // Hosts fetch keys and tokens here on behalf of everybody.
        return request.Path.StartsWithSegments("/identity/connect") || request.Path.StartsWithSegments("/identity/.well-known")
            ? Window("openid " + address, Pages * 10)
            : SessionOf(request) is { } session ? Window("session " + session, Pages) : Window("pages " + address, Pages);
    }

    // Styles and health cost nothing.
    private static bool IsCounted(HttpRequest request) =>
        !request.Path.StartsWithSegments("/health") && !request.Path.StartsWithSegments("/_ui") && !request.Path.StartsWithSegments(Gateway.Pages.Assets);

    // The cookie of a front or of identity, as it came: whose it is only they can tell.
    private static string? SessionOf(HttpRequest request)
    {
        var name = request.Headers[Destination.FrontHeader].ToString() is { Length: > 0 } front ? "preau." + front : "preau.id";
        return request.Cookies[name] is { Length: > 0 } cookie ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cookie))[..12]) : null;
    }

    private static RateLimitPartition<string> Window(string key, int perMinute) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    // One household or office has a whole /64 in IPv6.
    private static string AddressOf(IPAddress? address) => address switch
    {
        null => "none",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => string.Create(CultureInfo.InvariantCulture, $"{address}"),
    };
}
