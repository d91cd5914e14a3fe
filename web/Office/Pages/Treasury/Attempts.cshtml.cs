using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Treasury;

/// <summary>Online payments an agent must look at, or the last hundred.</summary>
[May(Permissions.Cash)]
internal sealed class AttemptsModel(OnlinePaymentClient online) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "tous")]
    public string? All { get; set; }

    public OnlineAttemptRow[] Rows { get; private set; } = [];

    public static (string Tone, string Icon, string Word) State(string state) => state switch
    {
        "paid" => ("ok", "check", "Payé"),
        "refused" => ("bad", "x", "Refusé"),
        "abandoned" => ("", "undo", "Abandonné"),
        "expired" => ("", "clock", "Sans réponse"),
        "alarm" => ("bad", "warn", "À vérifier"),
        _ => ("wait", "clock", "En attente"),
    };

    public async Task OnGetAsync(CancellationToken ct) => Rows = (await online.AttemptsAsync(All is not null, ct)).Attempts;
}
