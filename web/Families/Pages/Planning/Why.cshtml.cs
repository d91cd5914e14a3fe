using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>« Pourquoi ? »: the answer first, what can still be done, the facts, the rules, and how the price came about.</summary>
public sealed class WhyModel(PlanningClient planning, FamilyClient family, BillingClient billing, Prices prices, Choices choices) : PageModel
{
    public CellRef Cell { get; private set; }

    public WhyView Why { get; private set; } = null!;

    /// <summary>The lines that are or will be billed: the day's, and a late pick-up's.</summary>
    public ChargeView[] Charges { get; private set; } = [];

    public string? Gender { get; private set; }

    /// <summary>What it would cost, when nothing is billed.</summary>
    public decimal? Price { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? c, CancellationToken ct)
    {
        var asked = await choices.ReadAsync([c ?? ""], ct);
        if (asked.Length != 1)
        {
            return NotFound();
        }

        Cell = asked[0];
        var charges = billing.ChargesAsync(MonthGrid.Key(Cell.Date, "yyyy-MM"), ct).OrNullAsync(ct);
        var quotes = prices.OfAsync([Cell], ct);
        var me = family.MeAsync(ct).OrNullAsync(ct);
        Why = await planning.WhyAsync(Cell.Child, Cell.Unit, Cell.Date, ct);
        Charges = [.. (await charges)?.Lines.Where(l => l.ChildId == Cell.Child && l.Unit == Cell.Unit && l.Date == Cell.Date) ?? []];
        Price = (await quotes).Of(Cell);
        Gender = (await me)?.Children.FirstOrDefault(x => x.ChildId == Cell.Child)?.Gender;
        ViewData["Title"] = $"Pourquoi ? {Why.UnitLabel}, {Why.Child}, {French.Day(Cell.Date)}";
        return Page();
    }
}
