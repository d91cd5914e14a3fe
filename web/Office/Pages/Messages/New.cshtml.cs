using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Messages;

/// <summary>A first message to a family, from its file.</summary>
[May(Permissions.Messages)]
internal sealed class NewModel(MessagingClient messaging, FamilyClient families, FamilyFilesClient files, Session session) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Famille { get; set; }

    /// <summary>Search of the family, where none is named yet.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public FamilyPage? Found { get; private set; }

    /// <summary>Nobody to write to yet.</summary>
    public bool Asks => Famille == Guid.Empty;

    public bool MayChoose => session.May(Permissions.Families);

    [BindProperty]
    public MessageForm Input { get; set; } = new();

    /// <summary>Null for an agent who may write but not read files.</summary>
    public string? FamilyName { get; private set; }

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Input.Key = Guid.NewGuid();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && !Asks)
        {
            try
            {
                var thread = await messaging.StartAsync(new StartThread(Input.Key ?? Guid.NewGuid(), Input.Subject!, Input.Body!, Famille), ct);
                TempData["Toast"] = $"Message envoyé à {thread.FamilyName}.";
                return RedirectToPage("/Messages/Index", new { id = thread.ThreadId });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        if (!Asks)
        {
            FamilyName = session.May(Permissions.Families) ? (await families.OneAsync(Famille, ct)).Name : null;
        }
        else if (MayChoose && Q?.Trim() is { Length: > 0 } words)
        {
            Found = await files.SearchAsync(words.Length > 100 ? words[..100] : words, null, false, ct);
        }
    }

    internal sealed class MessageForm
    {
        public Guid? Key { get; set; }

        [Required(ErrorMessage = "Donnez un objet : la famille le voit en premier.")]
        [StringLength(120, MinimumLength = 2, ErrorMessage = "Entre 2 et 120 signes.")]
        public string? Subject { get; set; }

        [Required(ErrorMessage = "Écrivez votre message avant d’envoyer.")]
        [StringLength(5000, MinimumLength = 2, ErrorMessage = "Entre 2 et 5 000 signes.")]
        public string? Body { get; set; }
    }
}
