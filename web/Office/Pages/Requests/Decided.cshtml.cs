using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Requests;

/// <summary>What agents decided in the last month: to look up, or to take back.</summary>
[May(Permissions.Requests)]
internal sealed class DecidedModel(PlanningClient planning) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public QueuePage Queue { get; private set; } = null!;

    public string Link(int page) => Url.Page("/Requests/Decided", new { q = Q, p = page })!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Q = Q is { Length: > 100 } ? Q[..100] : Q;
        Queue = await planning.QueueAsync(ct, text: Q, page: Math.Clamp(Number, 1, 100_000), status: "decided");
    }
}
