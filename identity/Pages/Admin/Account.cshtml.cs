using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Pages.Admin;

/// <summary>One account: unlock it, send it a link, see when it was used. The operator never sees or sets a password.</summary>
internal sealed class AccountModel(IdentityDb db, CommuneCatalog communes, PasswordMailer mailer, TimeProvider clock) : PageModel
{
    private IReadOnlyDictionary<string, CommuneNow> _communes = new Dictionary<string, CommuneNow>();

    public Account Person { get; private set; } = null!;

    public DateTime? LockedUntil { get; private set; }

    public IReadOnlyList<SignInRecord> Traces { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ct = HttpContext.RequestAborted;
        if (!Guid.TryParse(RouteData.Values["id"] as string, out var id)
            || await db.Accounts.AsNoTracking().Include(a => a.Memberships).SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
        {
            context.Result = NotFound();
            return;
        }

        Person = account;
        var key = SignInGuard.HashOf(account.NormalizedUserName!);
        var now = clock.UtcNow();
        LockedUntil = await db.SignInGuards.Where(g => g.NameHash == key && g.LockedUntil > now).MaxAsync(g => g.LockedUntil, ct);
        Traces = await db.SignInRecords.AsNoTracking().Where(r => r.AccountId == id).OrderByDescending(r => r.At).Take(20).ToListAsync(ct);
        _communes = await communes.AllAsync(ct);
        await next();
    }

    public string NameOf(string commune) => _communes.GetValueOrDefault(commune)?.Facts.Name ?? commune;

    public async Task<IActionResult> OnPostUnlockAsync(CancellationToken ct)
    {
        var key = SignInGuard.HashOf(Person.NormalizedUserName!);
        await db.WriteAsync(async token =>
        {
            await db.SignInGuards.Where(g => g.NameHash == key).ExecuteDeleteAsync(token);
            db.SignInRecords.Add(new SignInRecord { AccountId = Person.Id, At = clock.UtcNow(), Result = AccessResult.Unlocked, By = Operator });
        }, ct);
        TempData["Toast"] = "Le compte peut de nouveau se connecter.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken ct)
    {
        TempData["Toast"] = Person.Email is null ? "Ce compte n’a pas d’adresse électronique : le lien ne peut pas partir."
            : await mailer.SendLinkAsync(db, Person, commune: null, Operator, ct) ? "Le lien est parti. Il est valable une heure."
            : "Trois liens sont déjà partis depuis une heure. Attendez avant d’en envoyer un autre.";
        return RedirectToPage();
    }

    private Guid? Operator => Guid.TryParse(User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value, out var id) ? id : null;

    public static string Words(AccessResult result) => result switch
    {
        AccessResult.SignedIn => "Connexion",
        AccessResult.WrongPassword => "Mot de passe refusé",
        AccessResult.Locked => "Essai pendant l’attente",
        AccessResult.PasswordChanged => "Mot de passe changé",
        AccessResult.LinkSent => "Lien envoyé",
        AccessResult.PasswordReset => "Mot de passe choisi par le lien",
        AccessResult.Unlocked => "Débloqué",
        AccessResult.WrongCode => "Code refusé",
        _ => "Déconnexion",
    };
}
