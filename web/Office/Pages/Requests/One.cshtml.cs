using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Requests;

/// <summary>One request with all that happened to it, decided or not.</summary>
[May(Permissions.Requests)]
internal sealed class OneModel(PlanningClient planning) : PageModel
{
    public Receipt Receipt { get; private set; } = null!;

    /// <summary>An agent decided it: an agent may take that back.</summary>
    public bool CanReopen => Receipt is { DecidedBy: not null, Status: RequestStatus.Accepted or RequestStatus.PartlyAccepted or RequestStatus.Refused };

    public async Task OnGetAsync(Guid id, CancellationToken ct) => Receipt = await planning.RequestAsync(id, ct);

    public async Task<IActionResult> OnPostReopenAsync(Guid id, CancellationToken ct)
    {
        var result = (await planning.ReopenAsync(new ReopenRequests([id]), ct)).Results[0];
        if (result.Done)
        {
            TempData["Toast"] = $"Demande {result.Number} remise à traiter.";
            return RedirectToPage("/Requests/Index", new { d = id });
        }

        ModelState.AddModelError("", result.Text);
        Receipt = await planning.RequestAsync(id, ct);
        return Page();
    }
}
