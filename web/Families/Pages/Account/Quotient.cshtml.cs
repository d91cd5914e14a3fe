using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>The household's quotient, and the agreement that the commune asks CAF and MSA for it.</summary>
public sealed class QuotientModel(QuotientsClient quotients, FamilyClient family) : PageModel
{
    [BindProperty]
    public string? BirthName { get; set; }

    [BindProperty]
    public string? UsedName { get; set; }

    [BindProperty]
    public string? FirstNames { get; set; }

    [BindProperty]
    public string? BirthDate { get; set; }

    [BindProperty]
    public string? Gender { get; set; }

    [BindProperty]
    public string? Commune { get; set; }

    [BindProperty]
    public string? Department { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public bool Agreed { get; set; }

    public MyQuotientView View { get; private set; } = null!;

    public QuotientView? Quotient { get; private set; }

    /// <summary>« 850, d’après la CAF, jusqu’au 31 janvier. »</summary>
    public static string Words(QuotientView? quotient, DateOnly today, bool since = false)
    {
        if (quotient is null)
        {
            return "Non fourni : le tarif le plus élevé s’applique.";
        }

        var from = since ? $", depuis le {French.DayOfMonth(quotient.From, today)}" : "";
        var until = quotient.Until is { } last ? $", jusqu’au {French.DayOfMonth(last, today)}" : "";
        return $"{French.Number(quotient.Value)}, d’après {quotient.Source}{from}{until}.";
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
        var you = (await family.MeAsync(ct).OrNullAsync(ct))?.You;
        (BirthName, FirstNames, Country) = (you?.LastName, you?.FirstName, "99100");
        Gender = you?.Civility switch { "Mme" => "F", "M." => "M", _ => null };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var born = DateOnly.TryParseExact(BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        var country = string.IsNullOrWhiteSpace(Country) ? "99100" : Country.Trim();
        var department = Department?.Trim().ToUpperInvariant();
        Check(nameof(BirthName), BirthName?.Trim() is { Length: >= 1 and <= 100 }, "Écrivez le nom de naissance, tel que la CAF ou la MSA le connaît.");
        Check(nameof(FirstNames), FirstNames?.Trim() is { Length: >= 1 and <= 200 }, "Écrivez tous les prénoms, dans l’ordre de l’état civil.");
        Check(nameof(BirthDate), born is not null, "Indiquez la date de naissance.");
        Check(nameof(Country), country.Length == 5 && country.StartsWith("99", StringComparison.Ordinal) && country.All(char.IsAsciiDigit),
            "Cinq chiffres qui commencent par 99 : 99100 pour la France.");
        Check(nameof(Commune), country != "99100" || Commune?.Trim() is { Length: >= 1 and <= 100 }, "Écrivez la commune de naissance.");
        Check(nameof(Department), country != "99100" || (department is { Length: 2 or 3 } && (department is "2A" or "2B" || department.All(char.IsAsciiDigit))),
            "Le numéro du département : 38, 2A, 974.");
        Check(nameof(Agreed), Agreed, "Cochez la case : sans votre accord, la commune ne demande rien.");
        if (ModelState.IsValid)
        {
            try
            {
                var view = await quotients.AgreeAsync(
                    new AgreeToQuotient(BirthName!.Trim(), FirstNames!.Trim(), born, Gender is "F" or "M" ? Gender : null, country, Commune.OrNull(),
                        country == "99100" ? department : null, UsedName.OrNull()),
                    ct);
                TempData["Toast"] = $"Accord enregistré. {view.Last?.Sentence}";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError(problem.Code == "quotient.identity" ? nameof(BirthDate) : "", problem.Detail);
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct)
    {
        try
        {
            await quotients.TakeBackAsync(ct);
            TempData["Toast"] = "Accord retiré : la commune ne demande plus votre quotient.";
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            TempData["Toast"] = "Aucun accord n’était donné.";
        }

        return RedirectToPage();
    }

    private void Check(string field, bool good, string message)
    {
        if (!good)
        {
            ModelState.AddModelError(field, message);
        }
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await quotients.MineAsync(ct);
        Quotient = (await family.MeAsync(ct).OrNullAsync(ct))?.Quotient;
        ViewData["Title"] = "Quotient familial";
    }
}
