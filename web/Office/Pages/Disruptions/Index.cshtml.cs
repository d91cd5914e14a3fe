using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Disruptions;

/// <summary>Strikes, trips and closures announced so far, newest first.</summary>
[May(Permissions.Requests)]
internal sealed class IndexModel(DisruptionsClient disruptions) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public DisruptionPage List { get; private set; } = null!;

    public string Link(int page) => Url.Page("/Disruptions/Index", new { p = page })!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        List = await disruptions.ListAsync(PageNumber, ct);
    }
}
