using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>What a person reads when a request could not be answered: what happened, and how to go on.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Code { get; set; }

    private bool IsOpenId => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath.StartsWith("/connect/", StringComparison.Ordinal) == true;

    private bool IsBusy => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is TooBusyException;

    public string Titre => Code switch
    {
        _ when IsBusy => "Beaucoup de monde en ce moment",
        400 when IsOpenId => "Cette connexion ne peut pas aboutir",
        400 => "Cette page a expiré",
        403 => "Page réservée",
        404 => "Page introuvable",
        _ => "Cette page ne peut pas s’afficher",
    };

    public string Phrase => Code switch
    {
        _ when IsBusy =>
            "Beaucoup de personnes se connectent ou choisissent un mot de passe à cette minute. Rien n’a été enregistré : attendez une minute, puis recommencez.",
        400 when IsOpenId => "L’adresse qui l’a demandée est ancienne ou incomplète. Revenez au portail et connectez-vous à partir de là.",
        400 => "Elle est restée ouverte trop longtemps, ou a été ouverte dans un autre onglet. Rien n’a été enregistré : revenez au portail et recommencez.",
        403 => "Votre compte n’ouvre pas cette page. Si vous pensez qu’il le devrait, demandez à votre mairie.",
        404 => "L’adresse est incomplète ou ancienne. Revenez au portail pour continuer.",
        _ => "Un incident de notre côté, déjà consigné. Réessayez dans quelques minutes.",
    };
}
