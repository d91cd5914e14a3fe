using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Disruptions;

/// <summary>One disruption: what it did, to whom, and the way back.</summary>
[May(Permissions.Requests)]
internal sealed class OneModel(DisruptionsClient disruptions) : PageModel
{
    public DisruptionView View { get; private set; } = null!;

    public async Task OnGetAsync(Guid id, CancellationToken ct) => View = await disruptions.OneAsync(id, ct);

    public async Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken ct)
    {
        var done = await disruptions.UndoAsync(id, ct);
        var left = done.List.Count(c => c.Outcome is "changed" or "full");
        TempData["Toast"] = left == 0
            ? $"Tout est de nouveau comme avant. {French.Sentence(DisruptionText.Reached(done.Families, done.List))}."
            : $"Annulé. {French.Count(left, "jour n’a pas pu être rétabli", "jours n’ont pas pu être rétablis")} : voyez la liste.";
        return RedirectToPage(new { id });
    }
}
