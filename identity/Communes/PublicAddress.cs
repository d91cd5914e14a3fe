namespace Preau.Identity.Communes;

/// <summary>Where browsers find the platform: <c>PublicUrl</c>, without a trailing slash. The issuer of tokens is under it.</summary>
public sealed class PublicAddress(IConfiguration configuration)
{
    public string Url { get; } = (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');

    public Uri Issuer => new(Url + "/identity/");

    /// <summary>Origin of a commune's own host name: the same scheme and port as the platform.</summary>
    public string OriginOf(string host)
    {
        var url = new Uri(Url);
        return url.IsDefaultPort ? $"{url.Scheme}://{host}" : $"{url.Scheme}://{host}:{url.Port}";
    }
}
