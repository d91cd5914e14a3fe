using Microsoft.AspNetCore.Http.Features;

namespace Preau.Platform;

/// <summary>
/// The one exception to <see cref="ServiceHost.MaxBody"/>: a POST to a path that ends in <c>/upload</c> (APIs) or <c>/envoi</c> (fronts) may carry files.
/// Gateway, fronts and services read the same rule, so that none refuses what another lets through.
/// </summary>
public static class Uploads
{
    /// <summary>Bytes of a whole body: some photographs of a telephone in one form. How large one file may be is the route's own rule.</summary>
    public const long MaxBody = 32 * 1024 * 1024;

    /// <summary>Bytes this request may carry.</summary>
    public static long LimitOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path
            && (path.EndsWith("/upload", StringComparison.Ordinal) || path.EndsWith("/envoi", StringComparison.Ordinal))
            ? MaxBody
            : ServiceHost.MaxBody;

    /// <summary>
    /// Raises the server's limit where the rule allows it, before anything reads the body. A body that tells a length over it goes to
    /// <paramref name="refuse"/> at once, and the server reads the rest away after the answer (five seconds at most): closed with bytes
    /// unread, the connection would break under a client that still sends, and the answer with it.
    /// </summary>
    public static void UseUploads(this IApplicationBuilder app, Func<HttpContext, long, Task>? refuse = null) => app.Use((http, next) =>
    {
        var limit = LimitOf(http.Request);
        var refused = refuse is not null && http.Request.ContentLength > limit;
        if ((refused || limit > ServiceHost.MaxBody) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = refused ? null : limit;
        }

        return refused ? refuse!(http, limit) : next(http);
    });
}
