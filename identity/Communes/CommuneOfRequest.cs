using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Preau.Platform;
using Preau.Ui;

namespace Preau.Identity.Communes;

/// <summary>
/// Whose words a page speaks: the commune named in the address (<c>commune</c>), else by the sign-in that led here
/// (<c>acr_values=tenant:…</c> inside returnUrl), else by the host name (the gateway's header). None: the neutral page of the platform.
/// </summary>
internal sealed class CommuneOfRequest(CommuneCatalog communes, PublicAddress address, Frame frame)
{
    /// <summary>Set by the gateway alone, which strips it from outside.</summary>
    public const string Header = "X-Preau-Tenant";

    public CommuneNow? Commune { get; private set; }

    /// <summary>Where to go on after this page: within this origin, or to a commune's own host.</summary>
    public string Back { get; private set; } = "/";

    /// <summary>What links and forms of these pages carry on.</summary>
    public Dictionary<string, string?> Route { get; } = [];

    /// <summary>Where this person goes on: where the link said, else to the front of the commune that
    /// is theirs. An agent finds a closed door among the families.</summary>
    /// <param name="roles">Of the person in this commune.</param>
    public string BackFor(IReadOnlyCollection<string> roles) =>
        Commune is { } commune && Route["returnUrl"] is null && roles.Contains(Membership.Staff) && !roles.Contains(Membership.Owner)
            ? $"/{commune.Slug}/mairie/"
            : Back;

    /// <summary>Where a form may end by redirects: the commune's own hosts after sign-in, its website after sign-out.</summary>
    public IEnumerable<string> Origins => Commune is null ? []
        : [.. Commune.Facts.Hosts.Select(address.OriginOf), .. Uri.TryCreate(Commune.Facts.LogoutTarget, UriKind.Absolute, out var target) && !target.IsFile
            ? [target.GetLeftPart(UriPartial.Authority)]
            : Array.Empty<string>()];

    public async Task EnterAsync(HttpContext http)
    {
        string? given = http.Request.Query["returnUrl"];
        Commune = await communes.FindAsync(http.Request.Query["commune"], http.RequestAborted)
            ?? await communes.FindAsync(SlugIn(given), http.RequestAborted)
            ?? await communes.FindAsync(http.Request.Headers[Header], http.RequestAborted);
        var home = Commune is null ? "/" : $"/{Commune.Slug}/";
        Back = ReturnAddress.Local(given) ?? (given is not null && await IsOnOwnHostAsync(given, http.RequestAborted) ? given : home);
        Route["returnUrl"] = Back == home ? null : Back;
        Route["commune"] = Commune?.Slug;
        Dress(home);
    }

    /// <summary>Back from elsewhere, with what was kept on the way: addresses that this class has read before, and nobody has touched since.</summary>
    public async Task GoOnAsync(string? slug, string? back, CancellationToken ct)
    {
        Commune = await communes.FindAsync(slug, ct) ?? Commune;
        var home = Commune is null ? "/" : $"/{Commune.Slug}/";
        Back = back ?? home;
        Route["returnUrl"] = Back == home ? null : Back;
        Route["commune"] = Commune?.Slug;
        Dress(home);
    }

    private void Dress(string home)
    {
        frame.HomePath = home;
        if (Commune is not { } commune)
        {
            frame.Portal = "Portails famille";
            return;
        }

        frame.Name = commune.Facts.Name;
        frame.LongName = commune.Facts.LongName ?? commune.Facts.Name;
        frame.Slug = commune.Slug;
        frame.Theme = Theme.Of(commune.Facts.Brand);
        frame.Foot =
        [
            new FootLink("Aide", home + "aide"), new FootLink("Accessibilité", home + "accessibilite"),
            new FootLink("Mentions légales", home + "mentions-legales"), new FootLink("Données personnelles", home + "donnees-personnelles"),
            .. commune.Facts.Website is { } site ? new[] { new FootLink("Site de la commune", site) } : [],
        ];
    }

    private static string? SlugIn(string? returnUrl)
    {
        var query = returnUrl?.IndexOf('?') is >= 0 and var at ? QueryHelpers.ParseQuery(returnUrl[at..]) : [];
        return query.TryGetValue("acr_values", out var values)
            ? values.ToString().Split(' ').FirstOrDefault(v => v.StartsWith("tenant:", StringComparison.Ordinal))?["tenant:".Length..]
            : null;
    }

    private async Task<bool> IsOnOwnHostAsync(string url, CancellationToken ct) =>
        !url.Contains('\\') && !url.Any(c => char.IsControl(c) || c > '~') && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (await communes.AllAsync(ct)).Values.SelectMany(c => c.Facts.Hosts).Select(address.OriginOf).Append(address.Url)
                .Contains(uri.GetLeftPart(UriPartial.Authority))
            && uri.UserInfo.Length == 0;
}

internal static class CommuneOfRequestSetup
{
    /// <summary>Before headers are written and pages run; once, so that an error page keeps the commune of the page that failed.</summary>
    public static void UseCommuneOfRequest(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<IExceptionHandlerFeature>() is null && http.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            await http.RequestServices.GetRequiredService<CommuneOfRequest>().EnterAsync(http);
        }

        await next(http);
    });
}
