using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Tariffs;

/// <summary>One tariff: what is in force in sentences, its draft as a form, the draft on the real days of a school year, and its publication.</summary>
[May(Permissions.Settings)]
internal sealed class EditModel(TariffsClient tariffs, TenantContext tenant) : TariffPage(tariffs)
{
    private const int SpareBrackets = 2;

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public VersionForm Input { get; set; } = new();

    public TariffRow Row { get; private set; } = null!;

    /// <summary>Said of the tariff itself; one with a food part or a packed lunch counts without it.</summary>
    public bool IsMeal => (bool?)Tariff(Key)?["meal"] ?? false;

    public bool HasDraft => Row.Draft is not null;

    /// <summary>Prices of the version in force by where their bracket begins, to stand beside the new ones.</summary>
    public IReadOnlyDictionary<decimal, decimal> Now { get; private set; } = new Dictionary<decimal, decimal>();

    public TrialView? Trial { get; private set; }

    /// <summary>School year of the trial: 2025 for September 2025 to August 2026.</summary>
    public int Year { get; private set; }

    public DateOnly Today => tenant.Today;

    /// <summary>The page asks whether to publish, with the prices and the day.</summary>
    public bool Asks { get; private set; }

    /// <summary>The version of that state with all it says.</summary>
    public WholePrice? Whole(string state) => Array.Find(Row.Versions, v => v.State == state);

    /// <summary>Some day would cost nothing: rarely what was voted.</summary>
    public bool IsFree => Input.Kind switch
    {
        "flat" => Input.Flat == 0,
        "effort" => Input.EffortCeiling == 0,
        "byChildren" => LineText.ReadNumbers(Input.More.ByChildren)?.Any(p => (decimal)p! == 0) == true,
        "brackets" => Input.Brackets.Exists(b => b.Price == 0),
        _ => false,
    };

    public IEnumerable<SelectListItem> Others =>
        Document.Elements("tariffs").Where(t => t.Text("key") != Key).Select(t => new SelectListItem(t.Text("label"), t.Text("key")));

    /// <param name="publier">"oui": asks whether to publish the draft.</param>
    public async Task<IActionResult> OnGetAsync(string? annee, string? publier, CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Version = Overview.Version;
        Show(annee);
        Asks = publier == "oui" && Row.Draft?.Decision is not null;
        ModelState.Clear();
        await TryDraftAsync(ct);
        return Page();
    }

    /// <summary>A new version begins as a copy of the one in force.</summary>
    public async Task<IActionResult> OnPostBeginAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        var tariff = Tariff(Key)!;
        if (tariff["draft"] is null)
        {
            var draft = (tariff["versions"] as JsonArray)?.LastOrDefault().Copy() ?? [];
            var september = new DateOnly(Today.Month >= 9 ? Today.Year + 1 : Today.Year, 9, 1);
            draft["from"] = september.Iso();
            draft.Remove("until");
            draft.Remove("decision");
            tariff["draft"] = draft;
        }

        return await TrySaveAsync("Nouvelle version en brouillon : aucun prix ne change avant sa publication.", ct)
            ? RedirectToPage(new { key = Key })
            : Again();
    }

    /// <summary>No price hangs on it: said at once, whatever was billed.</summary>
    public async Task<IActionResult> OnPostMealAsync(bool meal, CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        Tariff(Key)!["meal"] = meal;
        return await TrySaveAsync(meal ? "Ce tarif compte parmi les repas à 1 €." : "Ce tarif ne compte plus parmi les repas à 1 €.", ct)
            ? RedirectToPage(new { key = Key })
            : Again();
    }

    public async Task<IActionResult> OnPostSaveAsync(string? act, CancellationToken ct)
    {
        if (!await FindAsync(ct) || !HasDraft)
        {
            return NotFound();
        }

        var draft = Tariff(Key)!["draft"]!.AsObject();
        Input.WriteTo(draft, ModelState, nameof(Input));
        if (!ModelState.IsValid || !await TrySaveAsync("Brouillon enregistré.", ct))
        {
            Spare();
            Remember();
            return Page();
        }

        if (act != "publish")
        {
            return RedirectToPage(new { key = Key });
        }

        if (string.IsNullOrWhiteSpace(Input.Decision))
        {
            await FindAsync(ct);
            Version = Overview.Version;
            ModelState.Remove(nameof(Version));
            ModelState.AddModelError("Input.Decision", "Sans numéro de délibération, la version reste un brouillon. Le brouillon, lui, est enregistré.");
            Spare();
            Remember();
            return Page();
        }

        return RedirectToPage(new { key = Key, publier = "oui" });
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        var tariff = Tariff(Key)!;
        tariff.Remove("draft");
        if (tariff["versions"] is JsonArray { Count: 0 })
        {
            (Document["tariffs"] as JsonArray)!.Remove(tariff);
            return await TrySaveAsync("Le tarif n’avait que ce brouillon : il est supprimé.", ct) ? RedirectToPage("/Tariffs/Index") : Again();
        }

        return await TrySaveAsync("Brouillon abandonné. Les prix en vigueur n’ont pas changé.", ct) ? RedirectToPage(new { key = Key }) : Again();
    }

    /// <summary>Publishes the draft as it was read in the question: changed since, it is asked again.</summary>
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || !HasDraft)
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await Tariffs.PublishAsync(Key, Version, ct);
            TempData["Toast"] = $"Publié : ces prix s’appliquent à partir du {French.DayOfMonth(Row.Draft!.From, Today)}.";
            return RedirectToPage(new { key = Key });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            Version = Overview.Version;
            Say(problem);
            return Again();
        }
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Again()
    {
        Show(null);
        return Page();
    }

    private void Show(string? year)
    {
        Year = int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 2000 and <= 2100
            ? asked
            : (Today.Month >= 9 ? Today.Year : Today.Year - 1);
        Input = VersionForm.Of(Tariff(Key)!["draft"] ?? new JsonObject());
        Spare();
        Remember();
    }

    // Empty rows to write in: adding one more is saving once.
    private void Spare()
    {
        for (var i = 0; i < SpareBrackets && Input.Brackets.Count < 40; i++)
        {
            Input.Brackets.Add(new BracketForm());
        }
    }

    private void Remember()
    {
        var current = (Tariff(Key)!["versions"] as JsonArray ?? []).LastOrDefault(v => v.Day("from") is { } from && from <= Today);
        Now = (current?["brackets"] as JsonArray ?? []).Where(b => b.Amount("from") is not null)
            .ToDictionary(b => b.Amount("from")!.Value, b => b.Amount("price") ?? 0);
    }

    private async Task TryDraftAsync(CancellationToken ct)
    {
        if (!HasDraft)
        {
            return;
        }

        try
        {
            Trial = await Tariffs.TrialAsync(Key, new DateOnly(Year, 9, 1), new DateOnly(Year + 1, 8, 31), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            ModelState.AddModelError("", problem.Detail);
        }
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Overview.Tariffs.FirstOrDefault(t => t.Key == Key) is not { } row || Tariff(Key) is null)
        {
            return false;
        }

        Row = row;
        return true;
    }
}
