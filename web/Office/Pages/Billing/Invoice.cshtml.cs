using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>An issued invoice as the family sees it, and the only way to cancel it: a credit note, with its reason.</summary>
[May(Permissions.Billing + "," + Permissions.Cash + "," + Permissions.MoneyView)]
internal sealed class InvoiceModel(InvoicesClient invoices, DunningClient dunning, Session session, Told told) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public CreditForm Input { get; set; } = new();

    /// <summary>Of the council: why what is left is given up.</summary>
    [BindProperty]
    public string? Because { get; set; }

    public const string Whole = "tout";
    public const string Some = "lignes";
    public const string Yes = "oui";
    public const string Back = "non";

    public InvoiceDetail View { get; private set; } = null!;

    /// <summary>What a note for the chosen lines comes to: the page asks before it makes one.</summary>
    public CreditPreview? Asks { get; private set; }

    /// <summary>Lines that no note closed yet.</summary>
    public InvoiceLineView[] Open => [.. View.Children.SelectMany(c => c.Lines).Concat(View.Corrections).Where(l => !l.Credited)];

    public decimal Creditable => View.Totals?.Creditable ?? View.Invoice.Amount;

    public SelectListItem[] Whats => [new($"Toute la facture, {French.Money(Creditable)}", Whole), new("Des lignes choisies", Some)];

    public bool MayCredit =>
        session.May(Permissions.Billing)
            && View.Invoice is { Kind: "invoice", State: not (InvoiceStates.Title or InvoiceStates.Credited or InvoiceStates.WrittenOff) };

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostCreditAsync(CancellationToken ct)
    {
        if (Input.What == Some && Input.Lines.Length == 0)
        {
            ModelState.AddModelError("Input.What", "Cochez les lignes que l’avoir annule, ou choisissez toute la facture.");
        }

        if (ModelState.IsValid && Input.Step != Back)
        {
            var asked = new CreditInvoice(Input.Reason!, Input.What == Some ? Input.Lines : null, Input.Again == "oui");
            try
            {
                if (Input.What == Some && Input.Step != Yes)
                {
                    Asks = await invoices.PreviewCreditAsync(Id, asked, ct);
                    return await ShowAsync(ct);
                }

                var credit = await invoices.CreditAsync(Id, asked, ct);
                TempData["Toast"] = $"Avoir {credit.Number} émis, {French.Money(Math.Abs(credit.Amount))}. {await told.OfAsync(credit.Family, ct)}";
                return RedirectToPage(new { id = credit.Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        return await ShowAsync(ct);
    }

    /// <summary>What is left of it is given up: the council decided so.</summary>
    public async Task<IActionResult> OnPostWriteOffAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Because?.Trim() is not { Length: >= 3 and <= 400 } reason)
        {
            ModelState.AddModelError(nameof(Because), "Indiquez la décision : la délibération et sa date, en 400 signes au plus.");
            return await ShowAsync(ct);
        }

        try
        {
            await dunning.WriteOffAsync(Id, reason, ct);
            TempData["Toast"] = "Admise en non-valeur : elle n’est plus réclamée.";
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return await ShowAsync(ct);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await invoices.GetAsync(Id, ct);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }

        return Page();
    }

    internal sealed class CreditForm
    {
        [Required(ErrorMessage = "Écrivez pourquoi : la famille le lit sur l’avoir.")]
        [StringLength(400, MinimumLength = 3, ErrorMessage = "Entre 3 et 400 signes.")]
        public string? Reason { get; set; }

        /// <summary>"oui": the days wait for the next run at what they cost then; "non": given up.</summary>
        [Required(ErrorMessage = "Choisissez ce que deviennent ces jours.")]
        [RegularExpression("oui|non", ErrorMessage = "Choisissez ce que deviennent ces jours.")]
        public string? Again { get; set; }

        /// <summary><see cref="Whole"/> or <see cref="Some"/>: an invoice of one line isn't asked.</summary>
        public string? What { get; set; } = Whole;

        /// <summary>Numbers of the lines that were ticked.</summary>
        public int[] Lines { get; set; } = [];

        /// <summary><see cref="Yes"/> or <see cref="Back"/>, after the question.</summary>
        public string? Step { get; set; }
    }
}
