using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Communes;
using Preau.Identity.Guardians;
using Preau.Platform;

namespace Preau.Identity.Pages;

/// <summary>Behind the mailed question: the holder of the account says yes, or closes the page.</summary>
internal sealed class ConfirmModel(IdentityDb db, ConfirmByLink confirm, CommuneCatalog communes, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "lien")]
    public string? Link { get; set; }

    public Confirmation? Question { get; private set; }

    public string? UserName { get; private set; }

    public string? CommuneName { get; private set; }

    public string Title => Question!.Kind switch
    {
        ConfirmationKind.Join => "Ouvrir un autre portail à votre compte",
        ConfirmationKind.Address => "Changer l’adresse de votre compte",
        _ => "Confirmer votre adresse",
    };

    public string Act => Question!.Kind switch
    {
        ConfirmationKind.Join => "Ouvrir ce portail",
        ConfirmationKind.Address => "Changer l’adresse",
        _ => "Confirmer cette adresse",
    };

    private string Done => Question!.Kind switch
    {
        ConfirmationKind.Join => $"C’est fait : votre compte ouvre aussi le portail de {CommuneName}.",
        ConfirmationKind.Address => "C’est noté : ouvrez maintenant le lien du courriel envoyé à la nouvelle adresse.",
        _ => "C’est fait : vous vous connectez maintenant avec cette adresse, ou avec votre identifiant.",
    };

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var hash = PasswordLink.Hash(Link ?? "");
        var found = await db.Confirmations.AsNoTracking().SingleOrDefaultAsync(c => c.TokenHash == hash, HttpContext.RequestAborted);
        if (found?.IsGoodAt(clock.UtcNow()) == true)
        {
            Question = found;
            UserName = await db.Accounts.Where(a => a.Id == found.AccountId).Select(a => a.UserName).SingleOrDefaultAsync(HttpContext.RequestAborted);
            CommuneName = (await communes.FindAsync(found.Commune, HttpContext.RequestAborted))?.Facts.Name ?? found.Commune;
        }

        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Question is null || !await confirm.DoAsync(Question.Id, ct))
        {
            Question = null;
            return Page();
        }

        TempData["Toast"] = Done;
        return RedirectToPage("/SignIn", here.Route);
    }
}
