using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Cash;

/// <summary>One payment with its receipt: use what is left, give it back, or take the payment back with its reason.</summary>
[May(Permissions.Cash)]
internal sealed class PaymentModel(InvoicesClient invoices, CounterClient counter, TenantContext tenant, Told told) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    [StringLength(400)]
    public string? Reason { get; set; }

    [BindProperty]
    public decimal? Amount { get; set; }

    [BindProperty]
    [StringLength(400)]
    public string? RefundReason { get; set; }

    /// <summary>How a refund left: of <see cref="PayMethods.Refunds"/>.</summary>
    [BindProperty]
    public string? Means { get; set; }

    public static readonly SelectListItem[] Ways = [new("Choisissez", ""), new("Virement", PayMethods.Transfer), new("Chèque", PayMethods.Cheque),
        new("Espèces", PayMethods.Cash), new("Carte bancaire", PayMethods.Card)];

    private string? _told;

    /// <summary>The form that was refused: it stands open, with what was typed.</summary>
    public string? Pressed { get; private set; }

    public PaymentDetail View { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public Task<IActionResult> OnPostAllocateAsync(CancellationToken ct) =>
        DoAsync(() => counter.AllocateAsync(Id, new AllocatePayment(), ct), "L’avance est affectée aux factures ouvertes, la plus ancienne d’abord.", ct);

    public Task<IActionResult> OnPostReverseAsync(CancellationToken ct)
    {
        Pressed = "Reverse";
        return HasReason(nameof(Reason), Reason = Reason?.Trim(), "Écrivez pourquoi : chèque sans provision, erreur de saisie…")
            ? DoAsync(ReverseAsync, "Règlement annulé. Les factures sont de nouveau à payer.", ct)
            : ShowAsync(ct);

        async Task ReverseAsync() =>
            _told = await told.OfAsync((await counter.ReverseAsync(Id, new ReversePayment(Reason!, tenant.Today), ct)).Payment.Family, ct);
    }

    public Task<IActionResult> OnPostRefundAsync(CancellationToken ct)
    {
        Pressed = "Refund";
        if (Amount is not > 0)
        {
            ModelState.AddModelError(nameof(Amount), "Indiquez la somme à rembourser.");
        }

        return HasReason(nameof(RefundReason), RefundReason = RefundReason?.Trim(), "Écrivez pourquoi cette somme est rendue.") && ModelState.IsValid
            ? DoAsync(() => counter.RefundAsync(Id, new AskRefund(Amount, RefundReason!), ct), "Remboursement noté : à faire, puis à confirmer ici.", ct)
            : ShowAsync(ct);
    }

    public Task<IActionResult> OnPostPaidAsync(Guid refund, CancellationToken ct)
    {
        Pressed = refund.ToString();
        if (Array.Find(Ways, w => w.Value == Means) is not { Value.Length: > 0 } way)
        {
            ModelState.AddModelError(nameof(Means), "Choisissez comment la somme est rendue : le journal du jour le dit.");
            return ShowAsync(ct);
        }

        return DoAsync(() => counter.RefundPaidAsync(refund, new PayRefund(way.Value), ct), $"Remboursement fait : {way.Text.ToLowerInvariant()}.", ct);
    }

    /// <summary>The id of a refund's question: one of several is the summary's, the one that was pressed.</summary>
    public string MeansOf(RefundView refund) =>
        Pressed == refund.Id.ToString() || View.Refunds.Count(r => r.State == "requested") == 1 ? nameof(Means) : $"{nameof(Means)}-{refund.Id:N}";

    public Task<IActionResult> OnPostCancelAsync(Guid refund, CancellationToken ct) =>
        DoAsync(() => counter.RefundCancelledAsync(refund, ct), "Remboursement abandonné : la somme reste en avance.", ct);

    private bool HasReason(string field, string? typed, string otherwise)
    {
        // Too long has its own sentence already.
        if (typed is not { Length: >= 3 } && ModelState[field]?.Errors.Count is null or 0)
        {
            ModelState.AddModelError(field, otherwise);
        }

        return ModelState.IsValid;
    }

    private async Task<IActionResult> DoAsync(Func<Task> act, string done, CancellationToken ct)
    {
        try
        {
            await act();
            TempData["Toast"] = _told is null ? done : $"{done} {_told}";
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError(
                problem.Code switch { "refund.tooMuch" or "refund.tickets" => nameof(Amount), "refund.method" => nameof(Means), _ => "" }, problem.Detail);
        }

        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await invoices.PaymentAsync(Id, ct);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }

        return Page();
    }
}
