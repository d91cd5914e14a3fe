using Microsoft.AspNetCore.Mvc;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Enrolments;

/// <summary>« Inscrire mon enfant » (F-62).</summary>
public sealed class NewModel(PlanningEnrolmentsClient enrolments, TenantContext tenant) : EnrolmentPage(enrolments, tenant)
{
    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
        Year = Choices.Years[0].Label;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        if (Child is null || Service is null)
        {
            return RedirectToPage(new { enfant = ChildId, envoi = (string?)null });
        }

        if (await AskAsync(ct) is not { } asked)
        {
            return Page();
        }

        TempData["Toast"] = asked.Status == RequestStatus.Accepted ? $"{Child.FirstName} : inscription acceptée." : $"Demande n° {asked.Number} envoyée.";
        return RedirectToPage("/Enrolments/Receipt", new { id = asked.Id });
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        ViewData["Title"] = Service is null ? "Inscrire mon enfant" : $"Inscrire {Child!.FirstName}";
    }
}
