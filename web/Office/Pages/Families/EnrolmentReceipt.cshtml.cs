using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>A request for an enrolment of a family: the receipt an agent hands over.</summary>
[May(Permissions.Requests)]
internal sealed class EnrolmentReceiptModel(PlanningEnrolmentsClient enrolments) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public EnrolmentRequestView Asked { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid request, CancellationToken ct)
    {
        Asked = await enrolments.RequestAsync(request, ct);
        return Asked.FamilyId == Id ? Page() : NotFound();
    }
}
