using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>The menu of a cell as a page, for browsers without scripts (F-80).</summary>
public sealed class CellModel(PlanningClient planning, Choices choices) : PageModel
{
    public FoundCell Cell { get; private set; } = null!;

    public string Address { get; private set; } = "";

    /// <summary>The other unit of the same child and day.</summary>
    public string AddressOf(UnitInWay other) => Uri.EscapeDataString(Choices.Write(Cell.Child.ChildId.ToString("N"), other.Unit, Cell.Date));

    public async Task<IActionResult> OnGetAsync(string? c, CancellationToken ct)
    {
        var asked = await choices.ReadAsync([c ?? ""], ct);
        if (asked.Length != 1)
        {
            return NotFound();
        }

        var found = (await planning.MonthOfAsync(asked[0].Date, ct)).OfDay(asked[0].Date).FirstOrDefault(f => f.Ref == asked[0]);
        if (found is null)
        {
            return NotFound();
        }

        (Cell, Address) = (found, Uri.EscapeDataString(c!));
        ViewData["Title"] = $"{found.Row.UnitLabel}, {found.Child.FirstName}, {French.Day(found.Date)}";
        return Page();
    }
}
