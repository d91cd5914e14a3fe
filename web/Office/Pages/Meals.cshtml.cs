using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Lists;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages;

/// <summary>Meals for the caterer, what was ordered and what has changed since.</summary>
[May(Permissions.Attendance)]
internal sealed class MealsModel(PlanningRollClient planning) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "facility")]
    public string? Facility { get; set; }

    public MealsView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? format, string? show, CancellationToken ct)
    {
        await LoadAsync(ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"repas-{View.From:yyyy-MM-dd}");
        return (IActionResult?)(show == "changes" ? Changes().As(format, name + "-changements") : All().As(format, name)) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? key, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var order = await planning.OrderMealsAsync(new OrderMeals(key ?? Guid.NewGuid(), View.From, View.To, Facility), ct);
        TempData["Toast"] = $"Commande {order.Number} notée : {French.Count(order.Meals, "repas", "repas")}.";
        return RedirectToPage(new
        {
            from = View.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            to = View.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            facility = Facility
        });
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var bound = ModelState.IsValid;
        ModelState.Clear();
        try
        {
            View = await planning.MealsAsync(bound ? From : null, bound ? To : null, Facility, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            ModelState.AddModelError("", problem.Detail);
            Facility = null;
            View = await planning.MealsAsync(null, null, null, ct);
        }
    }

    private Sheet All() => new("Repas", ["Jour", "Site", "Menu", "Repas", "En attente", "Commandés", "Commande"],
        [.. View.Days.SelectMany(d =>
            d.Diets.Select(c =>
                (object?[])[Iso(d.Date), d.FacilityLabel, c.Diet.Length == 0 ? "menu du jour" : c.Diet, c.Meals, c.Pending, c.Ordered, d.OrderNumber]))]);

    private Sheet Changes() => new("Changements", ["Jour", "Site", "Menu", "Écart", "Repas", "Commandés", "Commande"],
        [.. View.Days.SelectMany(d =>
            d.Diets.Where(c => c.Change != 0)
                .Select(c =>
                    (object?[])[Iso(d.Date), d.FacilityLabel, c.Diet.Length == 0 ? "menu du jour" : c.Diet, c.Change, c.Meals, c.Ordered, d.OrderNumber]))]);

    private static string Iso(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
