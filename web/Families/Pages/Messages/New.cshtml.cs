using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Messages;

/// <summary>« Nous contacter » (F-108, F-112).</summary>
public sealed class NewModel(MessagingClient messaging) : PageModel
{
    /// <summary>One of the commune's subjects.</summary>
    [BindProperty]
    public string? Subject { get; set; }

    /// <summary>What exactly it is about: the subject of the thread when the commune has no list, else its end.</summary>
    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public PublicationsView? Publications { get; private set; }

    /// <param name="objet">Fills in what it is about, from another page.</param>
    public async Task OnGetAsync(string? objet, CancellationToken ct)
    {
        About = objet is { Length: <= 120 } ? objet : null;
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        var title = string.Join(" : ", new[] { Subject, About?.Trim() }.Where(s => !string.IsNullOrEmpty(s)));
        if (Publications?.Subjects is { Length: > 0 } && string.IsNullOrEmpty(Subject))
        {
            ModelState.AddModelError(nameof(Subject), "Choisissez un sujet : votre message ira plus vite à la bonne personne.");
        }

        if (title.Length is < 2 or > 120 && ModelState.IsValid)
        {
            ModelState.AddModelError(
                nameof(About), title.Length < 2
                    ? "Dites en quelques mots de quoi il s’agit."
                    : $"Avec le sujet, ce titre compte {title.Length} signes. Gardez-en 120 au plus.");
        }

        if (Body is null || Body.Trim().Length < 2)
        {
            ModelState.AddModelError(nameof(Body), "Écrivez votre message, puis envoyez.");
        }
        else if (Body.Length > 5000)
        {
            ModelState.AddModelError(nameof(Body), $"Votre message compte {French.Number(Body.Length)} signes. Gardez-en 5\u00A0000 au plus.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                var thread = await messaging.StartAsync(new StartThread(Key == Guid.Empty ? Guid.NewGuid() : Key, title, Body!.Trim()), ct);
                TempData["Toast"] = "Votre message est envoyé. Le voici ; vous le retrouverez dans « Envoyés ».";
                // « Reçus » does not have it yet.
                return Redirect(Url.Content($"~/messages/{thread.ThreadId}?boite=envoyes"));
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                problem.AddTo(ModelState, "");
            }
        }

        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Publications = await messaging.PublicationsAsync(ct).OrNullAsync(ct);
        ViewData["Title"] = "Nous contacter";
    }
}
