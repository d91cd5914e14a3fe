using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Enrolments;

/// <summary>« Inscriptions en cours » (F-64) with what was asked, child by child.</summary>
public sealed class IndexModel(FamilyClient family, PlanningClient planning, PlanningEnrolmentsClient enrolments) : PageModel
{
    public FamilyView Me { get; private set; } = null!;

    public EnrolmentView[] Enrolments { get; private set; } = [];

    public EnrolmentRequestView[] Requests { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var current = planning.EnrolmentsAsync(ct);
        var asked = enrolments.RequestsAsync(ct);
        Me = await family.MeAsync(ct);
        (Enrolments, Requests) = (await current, await asked);
        ViewData["Title"] = "Inscriptions";
    }
}
