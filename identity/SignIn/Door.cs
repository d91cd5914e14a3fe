using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Communes;
using Preau.Identity.Federation;
using Preau.Identity.Proof;

namespace Preau.Identity.SignIn;

/// <summary>What follows the first proof: straight in, or the second one first. Between the two a cookie of ten minutes says who is on the way.</summary>
internal sealed class Door(IdentityDb db, SecondFactors factors, Sessions sessions, Federated federated, CommuneOfRequest here)
{
    public async Task<IActionResult> AfterPasswordAsync(PageModel page, Account account, CancellationToken ct)
    {
        var need = await factors.NeedAsync(account, ct);
        if (need == FactorNeed.None)
        {
            return await EnterAsync(page, account, ct);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, account.Id.ToString())], IdentityConstants.TwoFactorUserIdScheme);
        await page.HttpContext.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
        return page.RedirectToPage(need == FactorNeed.Prove ? "/SecondFactor" : "/SecondFactorSetup", here.Route);
    }

    /// <summary>Both proofs are given.</summary>
    public async Task<IActionResult> EnterAsync(PageModel page, Account account, CancellationToken ct)
    {
        var session = await sessions.StartAsync(page.HttpContext, account, here.Commune?.Slug, ct);
        await federated.EnteredAsync(page.HttpContext, account.Id, session, ct);
        return account.MustChangePassword ? page.RedirectToPage("/ChangePassword", here.Route) : new RedirectResult(await BackAsync(account.Id, ct));
    }

    /// <summary>Where the person goes on from these pages.</summary>
    public async Task<string> BackAsync(Guid account, CancellationToken ct)
    {
        var slug = here.Commune?.Slug;
        return here.BackFor(slug is null
            ? []
            : await db.Memberships.Where(m => m.AccountId == account && m.Commune == slug && m.EndedAt == null).Select(m => m.Role).ToListAsync(ct));
    }

    /// <summary>Who has given the first proof and not yet the second; null for nobody.</summary>
    public async Task<Account?> OnTheWayAsync(HttpContext http, CancellationToken ct) =>
        (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal?.Identity?.Name is { } name && Guid.TryParse(name, out var id)
            ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) : null;
}
