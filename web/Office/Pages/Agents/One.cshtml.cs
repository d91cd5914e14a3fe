using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Agents;

/// <summary>One agent: rights by kind of data and by service, second factor, open sessions, history.</summary>
[May(Preau.Contracts.Permissions.Accounts)]
internal sealed class OneModel(AgentsClient agents, PlanningEnrolmentsClient planning, Session session) : PageModel
{
    public AgentDetail Detail { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> Services { get; private set; } = new Dictionary<string, string>();

    /// <summary>True after « Désactiver »: the question before.</summary>
    public bool AsksDeactivation { get; private set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string[] Permissions { get; set; } = [];

    /// <summary>"all", or "some": then <see cref="Cells"/> counts.</summary>
    [BindProperty]
    public string Where { get; set; } = "all";

    /// <summary>"garderie-matin:v": one ticked box of the table each.</summary>
    [BindProperty]
    public string[] Cells { get; set; } = [];

    /// <summary>Facilities ("@key") and services of the table, and parts given by group that no row of it shows.</summary>
    public IEnumerable<(string Key, string Label)> Rows =>
        Services.Select(s => (s.Key, s.Value))
            .Concat(Scope.Parse(Detail.Agent.Scope).Parts.Keys.Where(k => !Services.ContainsKey(k)).Select(k => (k, k.TrimStart('@'))));

    /// <summary>One can only give what one has.</summary>
    public bool MayGive(string permission) => session.May(permission);

    /// <summary>Another page of the history.</summary>
    public string Link(int page) => Url.Page("/Agents/One", new { id = Detail.Agent.Id, journal = page }) + "#journal";

    public async Task<IActionResult> OnGetAsync(Guid id, string? question, CancellationToken ct, int journal = 1)
    {
        ModelState.Clear();
        AsksDeactivation = question == "desactiver";
        await LoadAsync(id, ct, Math.Clamp(journal, 1, 100_000));
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        var scope = Where == "all"
            ? ""
            : string.Join(';',
                Cells.Select(c => c.Split(':')).Where(c => c.Length == 2).GroupBy(c => c[0]).Select(g => $"{g.Key}={string.Concat(g.Select(c => c[1]))}"));
        if (Where != "all" && scope.Length == 0)
        {
            ModelState.AddModelError("", "Cochez un service au moins, ou choisissez « Tous les services ».");
        }

        if (ModelState.IsValid)
        {
            try
            {
                await agents.SetRightsAsync(id, new SetAgentRights(Title, Permissions, scope), ct);
                TempData["Toast"] = "Les droits sont enregistrés. Ils valent au plus tard dans dix minutes, sans nouvelle connexion.";
                return RedirectToPage(new { id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 403 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await LoadAsync(id, ct);
        return Page();
    }

    public Task<IActionResult> OnPostInviteAsync(Guid id, CancellationToken ct) => ActAsync(id, "invitation", "L’invitation est renvoyée.", ct);

    public Task<IActionResult> OnPostSignOutAsync(Guid id, CancellationToken ct) => ActAsync(id, "sign-out", "Toutes les sessions sont fermées.", ct);

    public Task<IActionResult> OnPostResetAsync(Guid id, CancellationToken ct) =>
        ActAsync(id, "second-factor-reset", "Le second facteur est remis à zéro, et les sessions sont fermées.", ct);

    public Task<IActionResult> OnPostDeactivateAsync(Guid id, CancellationToken ct) =>
        ActAsync(id, "deactivation", "Le compte est désactivé, et toutes ses sessions sont fermées.", ct);

    public Task<IActionResult> OnPostActivateAsync(Guid id, CancellationToken ct) => ActAsync(id, "activation", "Le compte est réactivé.", ct);

    private async Task<IActionResult> ActAsync(Guid id, string act, string toast, CancellationToken ct)
    {
        try
        {
            await agents.ActAsync(id, act, ct);
            TempData["Toast"] = toast;
            return RedirectToPage(new { id });
        }
        catch (ApiProblem problem) when (problem.Status is 403 or 409)
        {
            ModelState.Clear();
            ModelState.AddModelError("", problem.Detail);
            await LoadAsync(id, ct);
            Fill();
            return Page();
        }
    }

    private async Task LoadAsync(Guid id, CancellationToken ct, int page = 1)
    {
        var services = ServiceNames.LoadAsync(planning, ct);
        Detail = await agents.OneAsync(id, page, ct);
        Services = await services;
    }

    private void Fill()
    {
        var scope = Scope.Parse(Detail.Agent.Scope);
        (Title, Permissions, Where) = (Detail.Agent.Title, Detail.Agent.Permissions, scope.IsAll ? "all" : "some");
        Cells = [.. scope.Parts.SelectMany(p => p.Value.Select(letter => $"{p.Key}:{letter}"))];
    }
}
