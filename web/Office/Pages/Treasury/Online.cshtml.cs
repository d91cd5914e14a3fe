using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Treasury;

/// <summary>Contracts of cash offices with the treasury's payment service: the number is asked there before it is kept.</summary>
[May(Permissions.Settings)]
internal sealed class OnlineModel(OnlinePaymentClient online) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regie")]
    public string? Key { get; set; }

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? ClientNumber { get; set; }

    /// <summary>"" for "not offered".</summary>
    [BindProperty]
    public string? Mode { get; set; }

    [BindProperty]
    public string? DaysAfterDue { get; set; }

    [BindProperty]
    public string? Maximum { get; set; }

    public OnlineOfficesView View { get; private set; } = null!;

    public OnlineOffice? Office => View.Offices.FirstOrDefault(o => o.Key == Key);

    /// <summary>What the treasury answered about the number in the form; null when it wasn't asked.</summary>
    public OnlineClientView? Heard { get; private set; }

    public static string Words(string? mode) => mode switch { "W" => "Ouvert aux familles", "X" => "Activation", "T" => "Essai", _ => "Non proposé" };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await online.OfficesAsync(ct);
        if (Key is null && View.Offices.Length == 1)
        {
            Key = View.Offices[0].Key;
        }

        if (Key is not null && Office is null)
        {
            return NotFound();
        }

        Version = View.Version;
        (ClientNumber, Mode, DaysAfterDue, Maximum) =
            (Office?.ClientNumber, Office?.Mode, $"{Office?.DaysAfterDue ?? 30}", French.Number(Office?.Maximum ?? 100_000));
        return Page();
    }

    /// <summary>Asks the treasury whose number it is; nothing is kept.</summary>
    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await LoadAsync(ct) is { } gone)
        {
            return gone;
        }

        if (CheckNumber())
        {
            Heard = await online.AskAsync(ClientNumber!, ct);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await LoadAsync(ct) is { } gone)
        {
            return gone;
        }

        var (days, maximum) = (Number(DaysAfterDue), Number(Maximum));
        if (days is not (>= 0 and <= 365))
        {
            ModelState.AddModelError(nameof(DaysAfterDue), "De 0 à 365 jours.");
        }

        if (maximum is not (>= 1 and <= 100_000))
        {
            ModelState.AddModelError(nameof(Maximum), "De 1 à 100 000 euros, comme votre contrat le dit.");
        }

        var empty = string.IsNullOrWhiteSpace(ClientNumber);
        if (empty && !string.IsNullOrEmpty(Mode))
        {
            ModelState.AddModelError(nameof(ClientNumber), "Sans numéro de client, le paiement en ligne ne peut pas être proposé.");
        }

        if ((!empty && !CheckNumber()) || !ModelState.IsValid)
        {
            return Page();
        }

        try
        {
            await online.SaveOfficeAsync(Key!,
                new SaveOnlineOffice(Version, empty ? null : ClientNumber, string.IsNullOrEmpty(Mode) ? null : Mode, (int)days!.Value,
                    decimal.Round(maximum!.Value, 2)),
                ct);
            TempData["Toast"] = $"{Office!.Label} : paiement en ligne enregistré.";
            return RedirectToPage(new { regie = Key });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return Page();
        }
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        View = await online.OfficesAsync(ct);
        return Office is null ? NotFound() : null;
    }

    private bool CheckNumber()
    {
        ClientNumber = ClientNumber?.Replace(" ", "", StringComparison.Ordinal);
        if (ClientNumber is { Length: 6 } number && number.All(char.IsAsciiDigit))
        {
            return true;
        }

        ModelState.AddModelError(nameof(ClientNumber), "Six chiffres, comme sur le formulaire d’adhésion à PayFiP.");
        return false;
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(
            text?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal)
                .Replace(',', '.'),
            System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
