using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Identity.Operating;

namespace Preau.Identity.Pages.Admin;

/// <summary>The communes of the platform and the state of each (F-22).</summary>
internal sealed class IndexModel(IdentityDb db, CommuneCatalog communes, ChangeCommune change) : PageModel
{
    public IReadOnlyList<CommuneNow> Communes { get; private set; } = [];

    /// <summary>Accounts by slug.</summary>
    public Dictionary<string, int> Accounts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Communes = [.. (await communes.AllAsync(ct)).Values.OrderBy(c => c.Facts.Name, StringComparer.CurrentCulture)];
        Accounts = await db.Memberships.GroupBy(m => m.Commune).Select(g => new { g.Key, Count = g.Select(m => m.AccountId).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    /// <summary>Opening needs no question; what shuts families out is asked on the commune's own page.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken ct)
    {
        if (!ModelState.IsValid || await communes.FindAsync(slug, ct) is not { } now
            || !await change.ToAsync(slug, TenantState.Open, User.Identity?.Name ?? "", ct))
        {
            return NotFound();
        }

        TempData["Toast"] = $"Le portail de {now.Facts.Name} est ouvert aux familles.";
        return RedirectToPage();
    }
}
