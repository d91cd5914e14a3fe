using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>How quotients come (section "family") and what they do to prices (section "billing"); what else is in both survives.</summary>
[May(Permissions.Settings)]
internal sealed class QuotientModel(FamilyClient family, BillingClient billing) : PageModel
{
    public static readonly SelectListItem[] ByChoices =
    [
        new("le quotient valable ce jour-là", "service"),
        new("le quotient connu à la fin du mois d’avant : un changement compte au 1er du mois suivant", "nextMonth"),
    ];

    public static readonly SelectListItem[] RetroactiveChoices =
    [
        new("corrige les jours déjà facturés, sur la prochaine facture", "yes"),
        new("ne change rien à ce qui est facturé", "no"),
    ];

    [BindProperty]
    public long FamilyVersion { get; set; }

    [BindProperty]
    public long BillingVersion { get; set; }

    /// <summary>Empty: families bring their quotient.</summary>
    [BindProperty]
    public string? Siret { get; set; }

    [BindProperty]
    public string? Day { get; set; } = "5";

    [BindProperty]
    public string? From { get; set; } = "nextMonth";

    [BindProperty]
    public string? Months { get; set; }

    /// <summary>"service" or "nextMonth".</summary>
    [BindProperty]
    [Setting<BillingSettings>(nameof(BillingSettings.QuotientDate), ByHand = true)]
    public string? By { get; set; } = "service";

    /// <summary>"yes" or "no".</summary>
    [BindProperty]
    [Setting<BillingSettings>(nameof(BillingSettings.RetroactiveQuotient), ByHand = true)]
    public string? Retroactive { get; set; } = "yes";

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var (files, money) = (await family.SectionAsync(ct), await billing.SectionAsync(ct));
        (FamilyVersion, BillingVersion) = (files.Version, money.Version);
        ShowFetch(Read(files));
        ShowPrices(Read(money));
    }

    public async Task<IActionResult> OnPostFetchAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var siret = string.Concat((Siret ?? "").Where(c => !char.IsWhiteSpace(c)));
        var day = Whole(Day, 1, 28, nameof(Day), "Un jour de 1 à 28.");
        var months = string.IsNullOrWhiteSpace(Months) ? null : Whole(Months, 1, 24, nameof(Months), "De 1 à 24 mois, ou rien.");
        if (siret.Length > 0 && (siret.Length != 14 || !siret.All(char.IsAsciiDigit)))
        {
            ModelState.AddModelError(nameof(Siret), "Un SIRET a quatorze chiffres ; laissez vide pour ne rien demander.");
        }

        ShowPrices(Read(await billing.SectionAsync(ct)));
        return await SaveAsync(family, FamilyVersion, document =>
        {
            document.Remove("quotientApi");
            if (siret.Length > 0)
            {
                document["quotientApi"] = new JsonObject
                {
                    ["siret"] = siret,
                    ["day"] = day,
                    ["from"] = From == "thisMonth" ? "thisMonth" : "nextMonth",
                    ["months"] = months
                };
            }
        },
        siret.Length > 0
            ? "Les quotients seront demandés chaque mois, pour qui donne son accord."
            : "Les quotients ne sont plus demandés : les familles les apportent.",
        ct);
    }

    public async Task<IActionResult> OnPostPricesAsync(CancellationToken ct)
    {
        ModelState.Clear();
        ShowFetch(Read(await family.SectionAsync(ct)));
        return await SaveAsync(billing, BillingVersion, document =>
        {
            document["quotientDate"] = By == "nextMonth" ? "nextMonth" : "service";
            document["retroactiveQuotient"] = Retroactive != "no";
        }, "Effet du quotient enregistré : les prix à facturer suivent.", ct);
    }

    private async Task<IActionResult> SaveAsync(ApiClient client, long version, Action<JsonObject> change, string done, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        try
        {
            var document = Read(await client.SectionAsync(ct));
            change(document);
            await client.SaveSectionAsync(new SaveSection(version, JsonSerializer.SerializeToElement(document)), ct);
            TempData["Toast"] = done;
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return Page();
        }
    }

    private void ShowFetch(JsonObject document)
    {
        if (document["quotientApi"] is JsonObject api)
        {
            (Siret, Day, From) = ((string?)api["siret"], api["day"]?.ToString() ?? "5", (string?)api["from"] ?? "nextMonth");
            Months = api["months"]?.ToString();
        }
    }

    private void ShowPrices(JsonObject document) =>
        (By, Retroactive) = ((string?)document["quotientDate"] ?? "service", (bool?)document["retroactiveQuotient"] ?? true ? "yes" : "no");

    private int? Whole(string? text, int least, int most, string field, string message)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        ModelState.AddModelError(field, message);
        return null;
    }

    private static JsonObject Read(SectionView section) => JsonNode.Parse(section.Document.GetRawText())!.AsObject();
}
