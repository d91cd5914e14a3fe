using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Messages;

/// <summary>The commune's mailbox: threads at the left, one of them to read and answer at the right.</summary>
[May(Permissions.Messages)]
internal sealed class IndexModel(MessagingClient messaging, OfficeCounts counts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>"a-repondre", "avis", "tous"; what people wrote without it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Voir { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public AnswerForm Input { get; set; } = new();

    public ThreadPage Threads { get; private set; } = null!;

    public ThreadView? Thread { get; private set; }

    public string Link(Guid? id = null, int page = 1) => Address(id, Voir, page);

    /// <summary>By hand: the router makes no link for an optional part that is left out on purpose.</summary>
    public string Address(Guid? id, string? voir, int page = 1) => Url.Content(id is null ? "~/messages" : $"~/messages/{id}")
        + QueryString.Create(new[] { KeyValuePair.Create("voir", voir),
            KeyValuePair.Create("p", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null) }.Where(v => !string.IsNullOrEmpty(v.Value)));

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Input.Key = Guid.NewGuid();
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Id is not { } id)
        {
            return NotFound();
        }

        if (ModelState.IsValid)
        {
            try
            {
                // The key comes with the form: a second press sends nothing twice.
                await messaging.ReplyAsync(id, new Reply(Input.Key ?? Guid.NewGuid(), Input.Body!), ct);
                TempData["Toast"] = "Réponse envoyée.";
                return Redirect(Link(id));
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
        if (Id is { } id)
        {
            Thread = await messaging.ThreadAsync(id, ct);
            await messaging.MarkReadAsync(id, ct);
        }

        var kind = Voir switch { "avis" => "notice", "tous" or "a-repondre" => null, _ => "conversation" };
        Threads = await messaging.ThreadsAsync(Math.Max(1, Number), ct, kind: kind, awaiting: Voir == "a-repondre");
        counts.Unread = Threads.Unread;
    }

    internal sealed class AnswerForm
    {
        public Guid? Key { get; set; }

        [Required(ErrorMessage = "Écrivez votre réponse avant d’envoyer.")]
        [StringLength(5000, ErrorMessage = "Ce message est trop long : 5 000 signes au plus.")]
        public string? Body { get; set; }
    }
}
