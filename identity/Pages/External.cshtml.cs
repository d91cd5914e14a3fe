using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.Federation;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>
/// Back from a provider: in, or a sentence, or the first time the choice of the account it is tied
/// to. A parent is never found by e-mail alone: by the password, or by the
/// commune's code.
/// </summary>
internal sealed class ExternalModel(Federated federated, Door door, CommuneOfRequest here, CommuneCatalog communes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Provider { get; set; } = "";

    public string Label { get; private set; } = "";

    /// <summary>Why it did not work.</summary>
    public string? Problem { get; private set; }

    /// <summary>« Angela Dubois », as the provider says.</summary>
    public string? Name { get; private set; }

    public Dictionary<string, string?> Route => here.Route;

    /// <summary>To the sign-in page, which ties what was proven to the account that signs in.</summary>
    public Dictionary<string, string?> Linking => new(here.Route) { ["lier"] = "true" };

    public async Task<IActionResult> OnGetAsync(string? code, string? state, string? error, CancellationToken ct)
    {
        if (federated.Find(Provider) is not { } provider)
        {
            return NotFound();
        }

        Label = provider.Label;
        var outward = federated.Outward(HttpContext);
        await here.GoOnAsync(outward?.Commune, outward?.ReturnUrl, ct);
        var outcome = await federated.ReturnAsync(HttpContext, provider, code, state, error, await communes.FindAsync(outward?.Commune, ct), ct);
        if (outcome.GivenUp)
        {
            // Who gives up there is quietly back here.
            return RedirectToPage("/SignIn", here.Route);
        }

        if (outcome.Account is Account account)
        {
            return await door.AfterPasswordAsync(this, account, ct);
        }

        Problem = outcome.Sentence;
        Name = outcome.Person is { } person ? $"{person.GivenName} {person.FamilyName}".Trim() : null;
        return Page();
    }
}
