using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Agents;

/// <summary>The agents of the commune: what each may do, second factor, last sign-in.</summary>
[May(Permissions.Accounts)]
internal sealed class IndexModel(AgentsClient agents, PlanningEnrolmentsClient planning) : PageModel
{
    public AgentsView List { get; private set; } = null!;

    /// <summary>Labels of services by key.</summary>
    public IReadOnlyDictionary<string, string> Services { get; private set; } = new Dictionary<string, string>();

    /// <summary>Active ones without a second factor where it is required: they set it up at their next sign-in.</summary>
    public int WithoutFactor => List.Agents.Count(a => a.State != AgentState.Deactivated && !a.HasSecondFactor);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var services = ServiceNames.LoadAsync(planning, ct);
        List = await agents.AllAsync(ct);
        Services = await services;
    }

    public async Task<IActionResult> OnPostFactorAsync(bool required, CancellationToken ct)
    {
        await agents.RequireSecondFactorAsync(required, ct);
        TempData["Toast"] = required
            ? "Le second facteur est demandé à tous les agents, à leur prochaine connexion."
            : "Le second facteur est laissé au choix de chacun.";
        return RedirectToPage();
    }
}
