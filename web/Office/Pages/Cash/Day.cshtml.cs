using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Cash;

/// <summary>The journal of a day of an office, and its closing: it doesn't close while received ≠ allocated + to allocate + refunded.</summary>
[May(Permissions.Cash)]
internal sealed class DayModel(CounterClient counter, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DateOnly Date { get; set; }

    [BindProperty(SupportsGet = true, Name = "regie")]
    public string Office { get; set; } = "";

    [BindProperty]
    public decimal? Counted { get; set; }

    [BindProperty]
    [StringLength(400)]
    public string? Explanation { get; set; }

    public CashDayView View { get; private set; } = null!;

    /// <summary>Pressed a second time, after the question.</summary>
    [BindProperty]
    public bool Sure { get; set; }

    /// <summary>The page asks whether to close, having said what follows.</summary>
    public bool Asks { get; private set; }

    public string Link(DateOnly day) => Url.Page("/Cash/Day", new { date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), regie = Office })!;

    /// <summary>Up to today, and on to the journal that takes what comes after today's closing.</summary>
    public bool HasNext => Date < tenant.Today || View.Next > Date;

    /// <param name="format">"csv" or "xlsx": the journal as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        var isDate = ModelState[nameof(Date)]?.Errors.Count is null or 0;
        ModelState.Clear();
        var page = isDate ? await ShowAsync(ct) : NotFound();
        return page is PageResult
            && Billing.MoneySheets.Payments(View).As(format, string.Create(CultureInfo.InvariantCulture, $"journal-{Date:yyyy-MM-dd}")) is { } file
            ? file
            : page;
    }

    /// <summary>Asks first: a closing is not undone. Pressed again, it closes.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(ct);
        }

        if (!Sure)
        {
            var page = await ShowAsync(ct);
            Asks = page is PageResult && Complete();
            return page;
        }

        try
        {
            await counter.CloseAsync(Date, Office, new CloseDay(Counted, Explanation), ct);
            TempData["Toast"] = "Journée clôturée. Une erreur se corrige désormais par une écriture contraire.";
            return RedirectToPage(new { date = Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), regie = Office });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError(problem.Code == "day.explain" ? nameof(Explanation) : "", problem.Detail);
        }

        return await ShowAsync(ct);
    }

    /// <summary>« Non, revenir » : the form again, with the sum and its explanation as they were typed.</summary>
    public Task<IActionResult> OnPostKeepAsync(CancellationToken ct) => ShowAsync(ct);

    private bool Complete()
    {
        if (Counted is < 0 or > 999_999.99m)
        {
            ModelState.AddModelError(nameof(Counted), "Écrivez la somme comptée dans la caisse, entre 0 et 999 999,99 €.");
        }
        else if (Counted is { } typed && decimal.Round(typed, 2) != typed)
        {
            ModelState.AddModelError(nameof(Counted), "Le montant s’écrit avec deux décimales au plus.");
        }
        else if (Counted is { } counted && counted != View.CashExpected && string.IsNullOrWhiteSpace(Explanation))
        {
            ModelState.AddModelError(nameof(Explanation), "La caisse n’a pas le montant attendu : recomptez, ou écrivez pourquoi.");
        }

        return ModelState.IsValid && View.Closed is null && Date <= tenant.Today;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await counter.DayAsync(Date, Office, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
