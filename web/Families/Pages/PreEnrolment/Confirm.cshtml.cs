using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.PreEnrolment;

/// <summary>The address in the mail. A post of its own: programs that open links in mails confirm nothing.</summary>
[AllowAnonymous]
public sealed class ConfirmModel(PreEnrolmentClient client) : PageModel
{
    public string? Token { get; private set; }

    public string? Number { get; private set; }

    public void OnGet(string? c)
    {
        (Token, Number) = (c, TempData["Number"] as string);
        ViewData["Title"] = "Préinscription";
    }

    public async Task<IActionResult> OnPostAsync(string? c, CancellationToken ct)
    {
        try
        {
            TempData["Number"] = (await client.ConfirmAsync(new ConfirmPreEnrolment(c ?? ""), ct)).Number;
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            ModelState.AddModelError("",
                "Cette adresse ne mène plus à une préinscription : elle a été effacée après sept jours, ou l’adresse a été coupée. "
                    + "Recommencez, ou appelez la mairie.");
        }

        OnGet(c);
        return Page();
    }
}
