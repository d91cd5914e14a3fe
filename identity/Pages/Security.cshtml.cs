using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Communes;
using Preau.Identity.Proof;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Pages;

/// <summary>One's own access: user name, address, second proof, and where one is signed in.</summary>
internal sealed class SecurityModel(
    IdentityDb db, Door door, UserManager<Account> accounts, SecondFactors factors, Sessions sessions, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    public Account Account { get; private set; } = null!;

    public bool HasFactor { get; private set; }

    public bool IsRequired { get; private set; }

    public IReadOnlyList<string>? NewCodes { get; private set; }

    public IReadOnlyList<OpenSession> Sessions { get; private set; } = [];

    /// <summary>Where one came from, or one's front of the commune.</summary>
    public string Back { get; private set; } = "/";

    public Guid? Mine { get; private set; }

    /// <summary>Route of a page that leads back here.</summary>
    public Dictionary<string, string?> BackHere =>
        new() { ["returnUrl"] = Request.PathBase + Request.Path + Request.QueryString, ["commune"] = here.Commune?.Slug };

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            context.Result = Challenge();
            return;
        }

        (Account, Mine) = (account, Preau.Identity.SignIn.Sessions.SidOf(User));
        Back = await door.BackAsync(account.Id, HttpContext.RequestAborted);
        IsRequired = await factors.IsRequiredAsync(account, HttpContext.RequestAborted);
        await next();
    }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken ct)
    {
        if (await factors.IsSetUpAsync(Account.Id, ct))
        {
            NewCodes = await factors.RenewCodesAsync(Account.Id, ct);
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (IsRequired)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await factors.RemoveAsync(Account.Id, ct);
        TempData["Toast"] = "Le second facteur est retiré : le mot de passe suffit.";
        return RedirectToPage(here.Route);
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid session, CancellationToken ct)
    {
        await sessions.EndAsync(Account.Id, session, ct);
        TempData["Toast"] = "Cet appareil est déconnecté.";
        return RedirectToPage(here.Route);
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken ct)
    {
        await sessions.EndAllAsync(Account.Id, ct, but: Mine);
        TempData["Toast"] = "Tous les autres appareils sont déconnectés.";
        return RedirectToPage(here.Route);
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        HasFactor = await factors.IsSetUpAsync(Account.Id, ct);
        var now = clock.UtcNow();
        Sessions = await db.Sessions.AsNoTracking().Where(s => s.AccountId == Account.Id && s.EndedAt == null && s.EndsAt > now)
            .OrderByDescending(s => s.SeenAt).ToListAsync(ct);
    }
}
