using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Cash;

/// <summary>The counter: find a family, record what it pays, see the day. In the order of the gesture.</summary>
[May(Permissions.Cash)]
internal sealed class IndexModel(CounterClient counter, FamilyClient families, RunsClient runs, Session session, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "famille")]
    public Guid? Family { get; set; }

    [BindProperty(SupportsGet = true, Name = "regie")]
    public string? Office { get; set; }

    /// <summary>The invoice one comes from.</summary>
    [BindProperty(SupportsGet = true, Name = "facture")]
    public Guid? Invoice { get; set; }

    [BindProperty]
    public PaymentForm Input { get; set; } = new();

    public BillingOffice[] Offices { get; private set; } = [];

    public FamilySummary[]? Found { get; private set; }

    public CounterView? Counter { get; private set; }

    public CashDayView? Day { get; private set; }

    public FollowUpView FollowUp { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        (Input.Id, Input.First) = (Guid.CreateVersion7(), Invoice);
        await ShowAsync(ct);
        // From an invoice: what is open of it, first. One that is paid meanwhile changes nothing.
        if (Counter?.Invoices?.FirstOrDefault(i => i.Invoice == Invoice)?.Open is > 0 and var open)
        {
            Input.Amount = open;
            await ShowAsync(ct);
        }
    }

    /// <summary>Shows how the amount would be allocated, without recording anything.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken ct)
    {
        Check();
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var allocations = Input.ByHand ? Input.ReadLines(ModelState) : null;
        if (Check() && Family is { } family && Office is { } office)
        {
            try
            {
                var done = await counter.RecordAsync(
                    new RecordPayment(
                        Input.Id, family, office, tenant.Today, Input.Method!, Input.Amount, Input.Drawer, Input.Bank, Input.Reference, null, allocations,
                        Input.First is { } first ? [first] : null, Input.Books), ct);
                var left = done.Payment.Advance > 0 ? $" {French.Money(done.Payment.Advance)} restent en avance." : "";
                TempData["Toast"] = $"{French.Money(done.Payment.Amount)} enregistrés, reçu n° {done.Payment.Number}.{left}";
                return RedirectToPage("/Cash/Payment", new { id = done.Payment.Id });
            }
            catch (ApiProblem problem) when (problem.Code == "prepaid.books")
            {
                ModelState.AddModelError("Input.Amount", problem.Detail);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    /// <summary>« La plus ancienne : AL-36 », then each open invoice.</summary>
    public IEnumerable<SelectListItem> Firsts => Counter is not { Lines: { Length: > 0 } lines } ? []
        : (Counter.Invoices ?? []).Select(i => new SelectListItem($"{i.Number}, {French.Money(i.Open)}", i.Invoice.ToString()))
            .Prepend(new SelectListItem($"La plus ancienne\u00A0: {lines.MinBy(l => l.DueDate)!.Number}", ""));

    private bool Check()
    {
        if (Input.Method is not { Length: > 0 })
        {
            ModelState.AddModelError("Input.Method", "Choisissez le moyen de paiement.");
        }

        if (Input.Amount is not > 0)
        {
            ModelState.AddModelError("Input.Amount", "Indiquez la somme reçue, par exemple 28,20.");
        }
        else if (Input.Amount is { } typed && !InCents(typed))
        {
            ModelState.AddModelError("Input.Amount", "Le montant s’écrit avec deux décimales au plus.");
        }

        return ModelState.IsValid;
    }

    private static bool InCents(decimal sum) => decimal.Round(sum, 2) == sum;

    private async Task ShowAsync(CancellationToken ct)
    {
        Offices = (await runs.ListAsync(ct)).Offices;
        Office = Offices.FirstOrDefault(o => o.Key == Office)?.Key ?? Offices.FirstOrDefault()?.Key;
        Q = Q?.Trim() is { Length: > 100 } long100 ? long100[..100] : Q?.Trim();
        if (!string.IsNullOrEmpty(Q) && session.May(Permissions.Families))
        {
            Found = (await families.SearchAsync(Q, 1, ct)).Items;
            Family ??= Found is [var only] ? only.FamilyId : null;
        }

        FollowUp = await counter.FollowUpAsync(Office, ct);
        if (Office is null)
        {
            return;
        }

        Day = await counter.DayAsync(tenant.Today, Office, ct);
        if (Family is { } family)
        {
            try
            {
                Counter = await counter.CounterAsync(family, Office, Input.Amount is > 0 and < 1_000_000 and var sum && InCents(sum) ? sum : null, Input.Method,
                    Input.First, ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404)
            {
                ModelState.AddModelError("", problem.Status == 404 ? "Cette famille n’a pas de compte dans cette régie." : problem.Detail);
            }
        }
    }
}
