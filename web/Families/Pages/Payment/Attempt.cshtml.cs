using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Payment;

/// <summary>Where a payment stands: the page the treasury leads back to, and the one to look at again. Each look asks the treasury.</summary>
public sealed class AttemptModel(OnlinePaymentClient online) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public OnlineAttemptView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        View = await online.AttemptAsync(Id, ct);
        ViewData["Title"] = View.State switch
        {
            "paid" => "C’est payé",
            "refused" => "Paiement refusé",
            "abandoned" => "Paiement abandonné",
            "alarm" => "Paiement à vérifier",
            _ => "Paiement en attente",
        };
    }
}
