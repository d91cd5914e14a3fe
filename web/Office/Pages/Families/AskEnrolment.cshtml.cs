using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Asks for an enrolment with its pieces in a family's name, on the family's own form; a rule is set aside with a reason.</summary>
[May(Permissions.Requests)]
internal sealed class AskEnrolmentModel(PlanningEnrolmentsClient enrolments, FamilyClient family, TenantContext tenant) : EnrolmentPage(enrolments, tenant)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? OverrideReason { get; set; }

    public FamilyView Family { get; private set; } = null!;

    public override Guid? ForFamily => Id;

    public override string? Override => OverrideReason.OrNull();

    /// <summary>The rule that stands against it; null when none does.</summary>
    public string? Exception => Child?.Offers.FirstOrDefault(o => o.Service == ServiceKey)?.Text;

    public override bool MayAsk(EnrolmentOffer offer) => offer.Blocked is null or "age" or "resident-only";

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
            return RedirectToPage("/Families/Enrolments", new { id = Id });
        }

        if (Exception is not null && Override is null or { Length: < 3 })
        {
            ModelState.AddModelError(nameof(OverrideReason), "Écrivez en quelques mots pourquoi cette règle est mise de côté.");
        }

        if (await AskAsync(ct) is not { } asked)
        {
            return Page();
        }

        TempData["Toast"] = asked.Status == RequestStatus.Accepted ? $"{Child.FirstName} : inscription acceptée." : $"Demande n° {asked.Number} enregistrée.";
        return RedirectToPage("/Families/EnrolmentReceipt", new { id = Id, request = asked.Id });
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Family = await family.OneAsync(Id, ct);
        await LoadAsync(ct);
        ViewData["Title"] = Service is null ? "Demander une inscription" : $"Inscrire {Child!.FirstName}";
    }
}
