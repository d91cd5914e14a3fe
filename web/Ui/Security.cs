using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Preau.Ui;

/// <summary>Response headers of every page of the fronts and of identity.</summary>
public static class Security
{
    /// <summary>
    /// Strict content policy: nothing inline, nothing from elsewhere, no framing. Pages are never stored; assets set their own caching.
    /// Origins a form may lead to besides ours (online payment, a commune's own host after sign-in)
    /// come from <c>Ui:FormOrigins</c> and from <paramref name="formOrigins"/>:
    /// browsers apply form-action to the redirects of a post too.
    /// </summary>
    /// <exception cref="InvalidOperationException">A configured origin is not of the form https://host[:port].</exception>
    public static WebApplication UseUiSecurity(this WebApplication app, Func<HttpContext, IEnumerable<string>>? formOrigins = null)
    {
        var configured = app.Configuration.GetSection("Ui:FormOrigins").Get<string[]>() ?? [];
        if (configured.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
        {
            throw new InvalidOperationException($"Ui:FormOrigins: '{wrong}' is not an origin such as https://host.example.");
        }

        var policy = Policy(configured);
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = formOrigins is null ? policy : Policy([.. configured, .. formOrigins(http).Where(IsOrigin)]);
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
            return next(http);
        });
        return app;
    }

    private static string Policy(IEnumerable<string> origins) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; "
        + string.Join(' ', ["form-action 'self'", .. origins.Distinct()])
        + "; frame-ancestors 'none'; base-uri 'self'";

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/')
            && !text.Contains(';');
}
