using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>All services with their opening and rule, what contradicts itself, and the way to each set-up page.</summary>
[May(Permissions.Settings)]
internal sealed class IndexModel(PlanningSetupClient setup) : SetupPage(setup)
{
    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>Families see the facilities in this order.</summary>
    public async Task<IActionResult> OnPostOrderAsync(string? act, CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        return await TryMoveAsync("facilities", act, "Ordre des accueils : dans le brouillon.", ct) ? RedirectToPage() : Page();
    }
}
