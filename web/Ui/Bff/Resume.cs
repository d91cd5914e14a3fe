using Microsoft.AspNetCore.Http;

namespace Preau.Ui.Bff;

/// <summary>
/// Where a sign-in leads that came between a form and its sending: to the page the form stood on, not to the address it was sent to, where nothing is open
/// and what was typed has no place. The page says that nothing was sent, and <c>resume.mjs</c> gives back what was typed.
/// </summary>
public static class Resume
{
    public const string Mark = "reprise";

    /// <summary>Null for anything but a form of this front, whose page the browser names.</summary>
    public static string? PageOf(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page)
            || page.Authority != request.Host.Value || ReturnAddress.Local(page.PathAndQuery) is not { } local
            || !new PathString(page.AbsolutePath).StartsWithSegments(request.PathBase))
        {
            return null;
        }

        return page.Query.Contains(Mark + "=", StringComparison.Ordinal) ? local : local + (page.Query.Length > 0 ? "&" : "?") + Mark + "=1";
    }
}
