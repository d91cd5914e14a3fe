using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>The billing runs of the commune, and the form that begins one: last month, of an office, unless said otherwise.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class IndexModel(RunsClient runs, TenantContext tenant) : PageModel
{
    [BindProperty]
    public StartForm Input { get; set; } = new();

    public RunsView View { get; private set; } = null!;

    /// <summary>What an empty date means: of the only office its rule, of several that each has one.</summary>
    public string DueHelp => View.Offices is [{ DueInWords: { } words }] ? $"Vide : {words}." : "Vide : selon la règle de la régie.";

    public IEnumerable<SelectListItem> Offices => View.Offices.Select(o => new SelectListItem(o.Label, o.Key, o.Key == Input.Office));

    /// <summary>Twelve months back and the running one.</summary>
    public IEnumerable<SelectListItem> Months => Enumerable.Range(0, 13)
        .Select(i => new DateOnly(tenant.Today.Year, tenant.Today.Month, 1).AddMonths(-i))
        .Select(m => new SelectListItem(French.Sentence(French.Month(m)), m.ToString("yyyy-MM", null), m.ToString("yyyy-MM", null) == Input.Month));

    public async Task OnGetAsync(CancellationToken ct)
    {
        View = await runs.ListAsync(ct);
        Input.Office = View.Offices.FirstOrDefault()?.Key;
        Input.Month = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1).AddMonths(-1).ToString("yyyy-MM", null);
        Input.Date = tenant.Today;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(Input.Month + "-01", "yyyy-MM-dd", null, System.Globalization.DateTimeStyles.None, out var month))
        {
            ModelState.AddModelError("Input.Month", "Choisissez un mois dans la liste.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                var run = await runs.StartAsync(new StartRun(Input.Office!, month, month.AddMonths(1).AddDays(-1), Input.Date, Input.DueDate), ct);
                return RedirectToPage("/Billing/Run", new { id = run.Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        View = await runs.ListAsync(ct);
        return Page();
    }

    internal sealed class StartForm
    {
        [Required(ErrorMessage = "Choisissez la régie.")]
        [StringLength(64)]
        public string? Office { get; set; }

        [Required(ErrorMessage = "Choisissez le mois à facturer.")]
        public string? Month { get; set; }

        [Required(ErrorMessage = "Indiquez la date qui sera écrite sur les factures.")]
        public DateOnly? Date { get; set; }

        public DateOnly? DueDate { get; set; }
    }
}
