using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>One run from its first draft to the issued invoices: what to mend, what changed since last month, and the two confirmations.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class RunModel(RunsClient runs, AbsencesClient absences, Session session) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public RunView View { get; private set; } = null!;

    /// <summary>Absences whose proof nobody has accepted yet, of whatever month; none for those who may not decide on them.</summary>
    public int Unproved { get; private set; }

    public bool IsRunning => View.Run.State == "issuing" || View.Progress.Pricing > 0;

    /// <summary>Anomalies that should be looked at before issuing, and those that are only said.</summary>
    public int ToMend => View.Anomalies.Where(a => a.Blocks).Sum(a => a.Count);

    /// <summary>Fewer days between an invoice and its due date are said aloud.</summary>
    public const int ShortNotice = 8;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <param name="invoices">What the agent read on the screen; the draft may be another by now.</param>
    public Task<IActionResult> OnPostCheckAsync(int invoices, long cents, CancellationToken ct) =>
        DoAsync(() => runs.CheckAsync(Id, new ConfirmRun(invoices, cents / 100m), ct), "Vérification enregistrée. Vous pouvez émettre.", ct);

    public Task<IActionResult> OnPostIssueAsync(int invoices, long cents, CancellationToken ct) =>
        DoAsync(() => runs.IssueAsync(Id, new ConfirmRun(invoices, cents / 100m), ct), "L’émission a commencé. Elle continue d’elle-même.", ct);

    public Task<IActionResult> OnPostStopAsync(CancellationToken ct) =>
        DoAsync(() => runs.ActAsync(Id, "stop", ct), "Émission arrêtée. Les factures déjà émises restent émises.", ct);

    public Task<IActionResult> OnPostResumeAsync(CancellationToken ct) => DoAsync(() => runs.ActAsync(Id, "resume", ct), "L’émission reprend.", ct);

    public Task<IActionResult> OnPostRedraftAsync(CancellationToken ct) =>
        DoAsync(() => runs.ActAsync(Id, "redraft", ct), "De nouveau un brouillon : corrigez, puis vérifiez.", ct);

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken ct)
    {
        try
        {
            await runs.DeleteAsync(Id, ct);
            TempData["Toast"] = "Brouillon supprimé. Aucune facture n’était émise.";
            return RedirectToPage("/Billing/Index");
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status409Conflict)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        return await ShowAsync(ct);
    }

    private async Task<IActionResult> DoAsync(Func<Task> act, string done, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            try
            {
                await act();
                TempData["Toast"] = done;
                return RedirectToPage(new { id = Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await runs.GetAsync(Id, ct);
            if (session.May(Permissions.Requests) && View.Run.State is "draft" or "checked" && await absences.QueueAsync(null, 1, ct) is var proofs)
            {
                Unproved = proofs.Given + proofs.Awaited;
            }
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }

        return Page();
    }
}
