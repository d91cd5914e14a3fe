using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Pages.Admin;

/// <summary>The communes of the platform, and whether each is open (F-22).</summary>
internal sealed class IndexModel(IdentityDb db, CommuneCatalog communes, TimeProvider clock) : PageModel
{
    public IReadOnlyList<CommuneNow> Communes { get; private set; } = [];

    /// <summary>Accounts by slug.</summary>
    public Dictionary<string, int> Accounts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Communes = [.. (await communes.AllAsync(ct)).Values.OrderBy(c => c.Facts.Name, StringComparer.CurrentCulture)];
        Accounts = await db.Memberships.GroupBy(m => m.Commune).Select(g => new { g.Key, Count = g.Select(m => m.AccountId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    public async Task<IActionResult> OnPostAsync(string slug, TenantState etat, CancellationToken ct)
    {
        if (!ModelState.IsValid || await communes.FindAsync(slug, ct) is not { } now)
        {
            return NotFound();
        }

        await db.WriteAsync(async token =>
        {
            var commune = await db.Communes.SingleAsync(c => c.Slug == slug, token);
            commune.StateOverride = etat == now.Facts.State ? null : etat;
            commune.ChangedAt = clock.UtcNow();
        }, ct);
        communes.Forget();
        TempData["Toast"] = etat == TenantState.Open ? $"Le portail de {now.Facts.Name} est ouvert aux familles." : $"Le portail de {now.Facts.Name} est annoncé, pas encore ouvert.";
        return RedirectToPage();
    }
}
