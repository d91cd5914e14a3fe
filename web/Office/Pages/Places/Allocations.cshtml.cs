using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Places;

/// <summary>The periods in which families send wishes, and how far each is.</summary>
[May(Permissions.Requests)]
internal sealed class AllocationsModel(PlacesClient places) : PageModel
{
    public AllocationPeriod[] Periods { get; private set; } = [];

    public static (string Text, string Tone) State(AllocationPeriod period) => period.State switch
    {
        "before" => ("Pas encore ouverte", ""),
        "open" => ("Souhaits en cours", "info"),
        "ready" => ("À attribuer", "wait"),
        "running" => ("Attribution en cours", "wait"),
        _ => ("Attribuée", "ok"),
    };

    /// <summary>« 4 jours attribués sur 12 »</summary>
    public static string Progress(AllocationPeriod period) => $"{French.Count(period.DaysDone, "jour attribué", "jours attribués")} sur {period.Days}";

    public async Task OnGetAsync(CancellationToken ct) => Periods = await places.AllocationsAsync(ct);
}
