using System.Text.Encodings.Web;
using System.Text.Unicode;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Gateway;

/// <summary>The few pages the gateway writes itself, when no host behind it can. They need nothing from anyone else, not even a style sheet.</summary>
internal static class Pages
{
    /// <summary>Path of the gateway's own style sheet.</summary>
    public const string Assets = "/_gateway";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string Css = ReadCss();

    public static void MapPageAssets(this IEndpointRouteBuilder app) => app.MapGet(Assets + "/page.css", (HttpContext http, CancellationToken _) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(Css, "text/css; charset=utf-8");
    });

    public static Task UnknownCommune(HttpContext http) => Write(http, StatusCodes.Status404NotFound, "Cette adresse ne mène à aucune commune",
        "Vérifiez l’adresse, ou choisissez votre commune dans la liste.", "/", "Voir la liste des communes");

    public static Task NotFound(HttpContext http) => IsApi(http)
        ? Problem(http, StatusCodes.Status404NotFound, "not-found", "Introuvable ou non accessible avec ce compte.")
        : Write(http, StatusCodes.Status404NotFound, "Page introuvable", "L’adresse est incomplète ou ancienne.", "/", "Voir la liste des communes");

    /// <summary>Announced (F-22): says so, and leads to the commune's own portal or website.</summary>
    public static Task NotOpen(HttpContext http, TenantView tenant) => tenant.State is TenantState.Closed or TenantState.Archived
        ? Write(http, StatusCodes.Status200OK, $"Le portail de {tenant.Name} est fermé", "Pour vos démarches et vos documents, adressez-vous à votre mairie.",
            tenant.Website ?? "/", tenant.Website is null ? "Voir la liste des communes" : "Site de la commune")
        : tenant.State == TenantState.OwnPortal
        ? Write(http, StatusCodes.Status200OK, $"{tenant.Name} a son propre portail", "Les démarches se font sur le portail de la commune.",
            tenant.Website ?? "/", tenant.Website is null ? "Voir la liste des communes" : "Aller au portail de la commune")
        : Write(http, StatusCodes.Status200OK, $"Le portail de {tenant.Name} ouvre bientôt", "D’ici là, adressez-vous à votre mairie.", tenant.Website ?? "/",
            tenant.Website is null ? "Voir la liste des communes" : "Site de la commune");

    public static Task Unavailable(HttpContext http, int status)
    {
        http.Response.Headers.RetryAfter = "10";
        return IsApi(http)
            ? Problem(http, status, "upstream.unavailable", "Ce service ne répond pas pour l’instant. Réessayez dans quelques instants.")
            : Write(http, status, "Cette page ne répond pas pour l’instant",
                "Ce que vous avez déjà envoyé est gardé. Réessayez dans quelques instants ; si cela dure, appelez votre mairie.", Again(http), "Réessayer");
    }

    public static Task TooMany(HttpContext http, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var when = seconds <= 60 ? "dans une minute" : $"dans {(seconds + 59) / 60} minutes";
        return IsApi(http)
            ? Problem(http, StatusCodes.Status429TooManyRequests, "rate.limited", $"Trop de requêtes. Réessayez {when}.")
            : Write(http, StatusCodes.Status429TooManyRequests, "Trop de demandes en peu de temps",
                $"Réessayez {when}. Rien n’est perdu de ce qui était déjà enregistré.", Again(http), "Réessayer");
    }

    public static Task TooLarge(HttpContext http, long limit) => IsApi(http)
        ? Problem(http, StatusCodes.Status413PayloadTooLarge, "request.too-large", $"Le corps de la requête dépasse {limit / 1_000_000} Mo.")
        : Write(http, StatusCodes.Status413PayloadTooLarge, "Cet envoi est trop lourd", TooLargeFor(http, limit), Again(http), "Revenir à la page");

    // The whole of a form with files, and what one file may weigh, are two things; a form without files is only ever too long.
    private static string TooLargeFor(HttpContext http, long limit)
    {
        // In whole megabytes it must not read as if it fitted.
        var weighs = http.Request.ContentLength is { } length && length / 1_000_000 > limit / 1_000_000 ? $"Il pèse {length / 1_000_000} Mo. " : "";
        return limit == Uploads.MaxBody
            ? $"{weighs}Tous les fichiers d’un envoi pèsent ensemble {limit / 1_000_000} Mo au plus, une photo ou un PDF 10 Mo : "
                + "la page d’où vous venez le dit près de chaque fichier. Choisissez-en un plus léger, ou envoyez-les en plusieurs fois."
            : $"{weighs}Cette page ne prend pas de fichier, et {limit / 1_000_000} Mo de texte au plus. Raccourcissez ce que vous avez écrit.";
    }

    public static Task Unreadable(HttpContext http) => IsApi(http)
        ? Problem(http, StatusCodes.Status400BadRequest, "request.malformed", "Le corps ou un paramètre de la requête est illisible.")
        : Write(http, StatusCodes.Status400BadRequest, "Cet envoi n’est pas arrivé en entier", "Revenez à la page et recommencez.", Again(http),
            "Revenir à la page");

    private static string Again(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
            ? http.Request.PathBase + http.Request.Path + http.Request.QueryString
            : http.Request.PathBase + http.Request.Path;

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !http.Request.PathBase.HasValue;

    private static Task Problem(HttpContext http, int status, string code, string detail)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { status, detail, code }, options: null, contentType: "application/problem+json");
    }

    public static string Encode(string text) => Html.Encode(text);

    /// <param name="body">HTML, encoded by the caller.</param>
    public static Task Document(HttpContext http, string title, string body) => Write(http, StatusCodes.Status200OK, title, body);

    private static Task Write(HttpContext http, int status, string title, string text, string link, string label) =>
        Write(http, status, title, $"""<p>{Html.Encode(text)}</p><p><a class="btn" href="{Html.Encode(link)}">{Html.Encode(label)}</a></p>""");

    private static Task Write(HttpContext http, int status, string title, string body)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        var headers = response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="fr">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{Html.Encode(title)}, portail famille</title><link rel="stylesheet" href="{Assets}/page.css"></head>
            <body><header><a href="/">Préau</a></header><main><h1>{Html.Encode(title)}</h1>{body}</main></body>
            </html>
            """);
    }

    private static string ReadCss()
    {
        using var reader = new StreamReader(typeof(Pages).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd();
    }
}
