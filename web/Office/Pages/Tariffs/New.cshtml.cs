using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Tariffs;

/// <summary>A tariff that didn't exist: its name, what it prices, who collects; its price follows in a draft.</summary>
[May(Permissions.Settings)]
internal sealed class NewModel(TariffsClient tariffs) : TariffPage(tariffs)
{
    [BindProperty, Required, StringLength(120)]
    public string? Label { get; set; }

    [BindProperty]
    public string[] Units { get; set; } = [];

    [BindProperty]
    public string? Office { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Version = Overview.Version;
        Units = [.. Overview.Units.Where(u => u.Tariff is null).Select(u => u.Key)];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Units.Length == 0)
        {
            ModelState.AddModelError(nameof(Units), "Cochez au moins une prestation : le tarif en donne le prix.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var key = SetupDocument.Key(Label!, "tarif");
        for (var (root, n) = (key, 2); Tariff(key) is not null; n++)
        {
            key = $"{root}-{n}";
        }

        var today = HttpContext.RequestServices.GetRequiredService<TenantContext>().Today;
        var list = Document["tariffs"] as JsonArray ?? [];
        if (Document["tariffs"] is null)
        {
            Document["tariffs"] = list;
        }

        list.Add(new JsonObject
        {
            ["key"] = key,
            ["label"] = Label!.Trim(),
            ["units"] = JsonReading.List(Units),
            ["cashOffice"] = Office ?? "",
            ["versions"] = new JsonArray(),
            ["draft"] = new JsonObject { ["from"] = today.AddDays(1).Iso(), ["brackets"] = new JsonArray(new JsonObject { ["from"] = 0, ["price"] = 0 }) },
        });
        return await TrySaveAsync("Le tarif est en brouillon : écrivez son prix.", ct) ? RedirectToPage("/Tariffs/Edit", new { key }) : Page();
    }
}
