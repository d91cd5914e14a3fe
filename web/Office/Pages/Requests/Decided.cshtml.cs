using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Requests;

/// <summary>What agents decided in the last month: to look up, or to take back.</summary>
[May(Permissions.Requests)]
internal sealed class DecidedModel(PlanningClient planning, FamilyRequestsClient files) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public QueuePage Queue { get; private set; } = null!;

    /// <summary>Of the decisions on files.</summary>
    [BindProperty(SupportsGet = true, Name = "pd")]
    public int FilesNumber { get; set; } = 1;

    /// <summary>Decisions on demandes about files; null when the service doesn't answer.</summary>
    public FamilyRequestPage? Files { get; private set; }

    public string Link(int page) => Url.Page("/Requests/Decided", new { q = Q, p = page })!;

    public string FilesLink(int page) => Url.Page("/Requests/Decided", new { q = Q, pd = page })! + "#dossiers";

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Q = Q is { Length: > 100 } ? Q[..100] : Q;
        var onFiles = FilesAsync(ct);
        Queue = await planning.QueueAsync(ct, text: Q, page: Math.Clamp(Number, 1, 100_000), status: "decided");
        Files = await onFiles;
    }

    private async Task<FamilyRequestPage?> FilesAsync(CancellationToken ct)
    {
        try
        {
            return await files.DecidedAsync(ct, text: Q, page: Math.Clamp(FilesNumber, 1, 100_000));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ApiProblem { Status: 404 or >= 500 } && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
