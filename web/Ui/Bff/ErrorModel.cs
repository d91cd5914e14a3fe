using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Platform;

namespace Preau.Ui.Bff;

/// <summary>
/// Model of a front's page <c>@page "/erreur/{code}"</c>, which draws <c>&lt;partial name="_Error" model="Model.View" /&gt;</c> in the front's layout.
/// It answers whatever the failed request's method was.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public class ErrorModel(TenantContext tenant, Session session, TenantDirectory directory, BffOptions bff) : PageModel
{
    private readonly Dictionary<string, string> _names = [];

    public ErrorView View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpContext.Features.Get<NoAccessFeature>() is { Why: NoAccess.Stranger })
        {
            foreach (var slug in session.Members.Select(m => m.Tenant).Distinct())
            {
                _names[slug] = (await directory.FindAsync(slug))?.Name ?? slug;
            }
        }

        Decide();
        await next();
    }

    private void Decide()
    {
        var code = RouteData.Values["code"]?.ToString();
        var failed = HttpContext.Features.Get<IExceptionHandlerFeature>();
        View = code == "connexion" ? SignInFailed()
            : failed?.Error is Refusal { Status: 400 or 409 or 422 } refused ? new("Cela n’a pas pu être fait", refused.Detail, Home())
            : failed?.Error is Refusal { Status: 403, Code: "scope.whole" or "not-yours" } beyond
            ? new("Vos droits ne vont pas jusque-là", beyond.Detail, Home())
            : Explain(failed is null ? (int.TryParse(code, out var status) ? status : 404) : Response.StatusCode, Retry(failed));
        if (Response.StatusCode == StatusCodes.Status200OK && code != "connexion")
        {
            // Someone typed the address of this page.
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        ViewData["Title"] = View.Title;
    }

    private ErrorView Explain(int status, string? retry) => status switch
    {
        403 when HttpContext.Features.Get<NoAccessFeature>() is { } no => NoAccessView(no.Why),
        403 => NoAccessView(NoAccess.Permission),
        404 => new("Cette page n’existe pas ou n’est plus là", "L’adresse est peut-être incomplète, ou ce qu’elle montrait a été supprimé.", Home()),
        400 => new("Cette page est restée ouverte trop longtemps", "Revenez en arrière, rechargez la page, puis recommencez. Rien n’a été enregistré.", Home()),
        401 =>
            new("Votre session a pris fin", "Connectez-vous à nouveau pour continuer. Ce qui était enregistré l’est toujours.",
                [new("Se connecter", "~/connexion", true)]),
        413 => new("Cet envoi est trop volumineux", "Envoyez un texte ou un fichier plus petit. Rien n’a été enregistré.", Home()),
        429 => new("Beaucoup de demandes en peu de temps", "Attendez une minute, puis recommencez.", Again(retry)),
        503 =>
            new("Le service ne répond pas pour le moment", "Nous n’avons pas pu terminer. Attendez un instant, puis réessayez : rien n’est envoyé deux fois.",
                Again(retry)),
        _ => new("Un problème est survenu de notre côté", "Ce n’est pas vous. Réessayez dans un instant ; si cela continue, prévenez la mairie.", Again(retry)),
    };

    private static ErrorView SignInFailed() => new("La connexion n’a pas abouti",
        "La page de connexion était sans doute ouverte depuis longtemps, ou dans un autre onglet. Recommencez : cela suffit en général.",
        [new("Se connecter", "~/connexion", true)]);

    private ErrorView NoAccessView(NoAccess why)
    {
        if (!tenant.IsSet)
        {
            return Explain(404, null);
        }

        var name = tenant.View.Name;
        var staffDoor = bff.Role == Membership.Staff;
        return why switch
        {
            NoAccess.Permission =>
                new("Cette page n’est pas ouverte à votre compte", "Votre responsable peut vous donner ce droit. Les autres pages restent à votre disposition.",
                    Home()),
            NoAccess.OtherFront when staffDoor => new("Cet espace est réservé aux agents de la mairie",
                $"Votre compte est celui d’une famille {French.De(name)}. Votre espace famille est à l’adresse ci-dessous.",
                [new("Aller au portail famille", tenant.FamiliesBase + "/", true)], SignOut: true),
            NoAccess.OtherFront => new("Ce portail est celui des familles",
                $"Votre compte est celui d’un agent {French.De(name)}. Votre espace est à l’adresse ci-dessous.",
                [new("Aller à l’espace des agents", tenant.OfficeBase + "/", true)], SignOut: true),
            _ => new($"Votre compte n’a pas d’accès à {name}", staffDoor
                ? "Si vous travaillez pour cette commune, demandez à votre responsable de vous y inscrire. "
                    + "Vous pouvez aussi vous connecter avec un autre compte."
                : "Si votre enfant y est inscrit, contactez le service enfance de la mairie : il relie votre compte à votre dossier. "
                    + "Vous pouvez aussi vous connecter avec un autre compte.",
                Elsewhere(), SignOut: true, tenant.View.LoginHelp),
        };
    }

    // Addresses of other communes are known only where the commune is a part of the path.
    private ErrorAction[] Elsewhere() => !tenant.FamiliesBase.EndsWith("/" + tenant.Slug, StringComparison.Ordinal) ? []
        : [.. session.Members.Where(m => m.Tenant != tenant.Slug).Select(m => (m.Tenant, Staff: m.Role == Membership.Staff)).Distinct()
            .Select(m =>
                new ErrorAction($"Aller à {_names.GetValueOrDefault(m.Tenant, m.Tenant)}{(m.Staff ? ", espace des agents" : "")}",
                    $"{tenant.FamiliesBase[..^tenant.Slug.Length]}{m.Tenant}/{(m.Staff ? "mairie/" : "")}"))];

    private static ErrorAction[] Home() => [new("Revenir à l’accueil", "~/", true)];

    private static ErrorAction[] Again(string? retry) => retry is null ? Home() : [new("Réessayer", retry, true), new("Revenir à l’accueil", "~/")];

    private string? Retry(IExceptionHandlerFeature? failed) =>
        failed is IExceptionHandlerPathFeature { Path: { Length: > 0 } path } && HttpMethods.IsGet(Request.Method)
            ? Request.PathBase + path + Request.QueryString
            : null;
}

/// <param name="Actions">Ways on; paths with <c>~/</c> lie in this front.</param>
/// <param name="SignOut">Offers to sign in with another account.</param>
public sealed record ErrorView(string Title, string Text, ErrorAction[] Actions, bool SignOut = false, string? Help = null);

public sealed record ErrorAction(string Label, string Path, bool Main = false);
