using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Enrolments;

/// <summary>One request for an enrolment: its answer, its pieces, its history; withdrawn while nobody has answered.</summary>
public sealed class ReceiptModel(PlanningEnrolmentsClient enrolments, FamilyClient family) : PageModel
{
    public EnrolmentRequestView Asked { get; private set; } = null!;

    /// <summary>Agrees « inscrit » with the child.</summary>
    public string E { get; private set; } = "";

    public Task OnGetAsync(Guid id, CancellationToken ct) => ShowAsync(id, ct);

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await enrolments.WithdrawAsync(id, ct);
            TempData["Toast"] = "La demande d’inscription est retirée.";
            return RedirectToPage(new { id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(id, ct);
        return Page();
    }

    private async Task ShowAsync(Guid id, CancellationToken ct)
    {
        Asked = await enrolments.RequestAsync(id, ct);
        E = (await family.MeAsync(ct).OrNullAsync(ct))?.Children.FirstOrDefault(c => c.ChildId == Asked.ChildId)?.Gender == "f" ? "e" : "";
        ViewData["Title"] = $"Demande d’inscription n° {Asked.Number}";
    }
}
