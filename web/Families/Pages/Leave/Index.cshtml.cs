using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Leave;

/// <summary>Contracts of the children with their leave (F-94): what was agreed, leave over a
/// period shown before it is asked, leave taken and taken back.</summary>
public sealed class IndexModel(LeaveClient leave) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "contrat")]
    public Guid? Contract { get; set; }

    [BindProperty(SupportsGet = true, Name = "du")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "au")]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true, Name = "motif")]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public LeaveView View { get; private set; } = null!;

    /// <summary>What the chosen period would come to.</summary>
    public LeavePreview? Preview { get; private set; }

    public LeaveContract? Chosen => View.Contracts.FirstOrDefault(c => c.Contract.Id == Contract);

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Comment?.Length > 500)
        {
            ModelState.AddModelError(nameof(Comment), $"Votre mot compte {Comment.Length} signes. Gardez-en 500 au plus.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                var receipt = await leave.AskAsync(Asked(), ct);
                return RedirectToPage("/Requests/Receipt", new { id = receipt.Id, nouveau = "oui" });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid demande, Guid[] lignes, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await leave.TakeBackAsync(demande, lignes, ct);
            TempData["Toast"] = "Le congé est repris : les jours sont de nouveau réservés.";
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(ct);
        return Page();
    }

    private AskLeave Asked() => new(
        Key == Guid.Empty ? Guid.NewGuid() : Key, Contract, From, Until, string.IsNullOrEmpty(Reason) ? null : Reason, Comment.OrNull());

    private async Task ShowAsync(CancellationToken ct)
    {
        ViewData["Title"] = "Contrats et congés";
        View = await leave.ListAsync(ct);
        if (Chosen is null)
        {
            return;
        }

        if (From is null || Until is null)
        {
            ModelState.AddModelError("", "Indiquez le premier et le dernier jour du congé.");
            return;
        }

        try
        {
            Preview = await leave.PreviewAsync(Asked(), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            if (ModelState.IsValid)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }
    }
}
