using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>Who changed what and when. Going back prepares a draft: it is read and applied like any other, as a new version.</summary>
[May(Permissions.Settings)]
internal sealed class VersionsModel(PlanningSetupClient setup) : SetupPage(setup)
{
    public SettingsVersionsView Versions { get; private set; } = new([], null);

    public async Task OnGetAsync(long? avant, CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        Versions = await Setup.VersionsAsync(avant, ct);
    }

    public async Task<IActionResult> OnPostBackAsync(long version, CancellationToken ct)
    {
        var revision = Revision;
        if (await TryAsync(() => Setup.StartAsync(new StartDraft(revision, version), ct),
            $"La version {version} est dans le brouillon. Relisez, puis appliquez.", ct))
        {
            return RedirectToPage("/Setup/Draft");
        }

        Versions = await Setup.VersionsAsync(null, ct);
        return Page();
    }
}
