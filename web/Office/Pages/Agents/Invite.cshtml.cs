using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Agents;

/// <summary>A mail with a link; the rights begin with a role and are made precise on the agent's page.</summary>
[May(Permissions.Accounts)]
internal sealed class InviteModel(AgentsClient agents, Session session) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Roles whose rights the inviting agent has.</summary>
    public IEnumerable<SelectListItem> Roles => AgentText.Roles.Where(r => r.Permissions.All(session.May)).Select(r => new SelectListItem(r.Label, r.Key));

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var role = AgentText.Roles.FirstOrDefault(r => r.Key == Input.Role);
        if (role.Key is null)
        {
            ModelState.AddModelError("Input.Role", "Choisissez un rôle.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        try
        {
            await agents.InviteAsync(new InviteAgent(Input.Name.Trim(), Input.Email.Trim(), Input.Title, role.Permissions, session.Member?.ScopeText), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 403 or 409)
        {
            ModelState.AddModelError(problem.Code is "agent.known" or "agent.invalid" ? "Input.Email" : "", problem.Detail);
            return Page();
        }

        TempData["Toast"] = $"L’invitation part à {Input.Email.Trim()}. Elle vaut quatorze jours.";
        return RedirectToPage("/Agents/Index");
    }

    internal sealed class Form
    {
        [Required(ErrorMessage = "Écrivez le prénom et le nom.")]
        [StringLength(120, ErrorMessage = "120 signes au plus.")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Écrivez l’adresse électronique professionnelle.")]
        [StringLength(320, ErrorMessage = "Cette adresse est trop longue.")]
        public string Email { get; set; } = "";

        [StringLength(120, ErrorMessage = "120 signes au plus.")]
        public string? Title { get; set; }

        public string? Role { get; set; } = "animation";
    }
}
