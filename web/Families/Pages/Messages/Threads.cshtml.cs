using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Messages;

/// <summary>The inbox (F-108…F-113): the list, and one thread beside it. Opening a thread marks it read.</summary>
public sealed class ThreadsModel(MessagingClient messaging, Unread unread, TenantContext tenant) : PageModel
{
    public ThreadPage Inbox { get; private set; } = null!;

    public ThreadView? Thread { get; private set; }

    public string? ReadingHours { get; private set; }

    [BindProperty]
    public string? Body { get; set; }

    /// <summary>The same key is sent once, however often the form is.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    /// <summary>"envoyes", "supprimes"; null shows what was received.</summary>
    [BindProperty(SupportsGet = true, Name = "boite")]
    public string? Box { get; set; }

    public bool IsDeleted => Box == "supprimes";

    public Task OnGetAsync(Guid? id, int p, CancellationToken ct) => ShowAsync(id, p, ct);

    /// <summary>The family puts a thread aside; it stays under « Supprimés ».</summary>
    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken ct)
    {
        await messaging.DeleteAsync(id, ct);
        TempData["Toast"] = "Le message est rangé dans « Supprimés ».";
        return Redirect(Url.Content("~/messages"));
    }

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, CancellationToken ct)
    {
        await messaging.RestoreAsync(id, ct);
        TempData["Toast"] = "Le message est de retour dans « Reçus ».";
        return Redirect(Url.Content($"~/messages/{id}"));
    }

    /// <summary>The same box in another page or thread.</summary>
    public string Link(Guid? id = null, int p = 1) =>
        Url.Content("~/messages" + (id is { } thread ? $"/{thread}" : ""))
            + (Box is null ? QueryString.Empty : QueryString.Create("boite", Box)).Add(p > 1 ? QueryString.Create("p", $"{p}") : QueryString.Empty);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Body))
        {
            ModelState.AddModelError(nameof(Body), "Écrivez votre réponse, puis envoyez.");
        }
        else if (Body.Length > 5000)
        {
            ModelState.AddModelError(nameof(Body), $"Votre réponse compte {French.Number(Body.Length)} signes. Gardez-en 5\u00A0000 au plus.");
        }
        else
        {
            try
            {
                await messaging.ReplyAsync(id, new Reply(Key == Guid.Empty ? Guid.NewGuid() : Key, Body.Trim()), ct);
                TempData["Toast"] = "Votre réponse est envoyée.";
                return Redirect(Link(id));
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await ShowAsync(id, 1, ct);
        return Page();
    }

    /// <summary>« auj. à 8 h 55 », « lun. 7 déc. ».</summary>
    public string When(DateTime at)
    {
        var local = tenant.Local(at);
        var day = DateOnly.FromDateTime(local);
        return day == tenant.Today ? $"aujourd’hui à {French.Hour(TimeOnly.FromDateTime(local))}" : French.ShortDay(day, tenant.Today);
    }

    private async Task ShowAsync(Guid? id, int page, CancellationToken ct)
    {
        var publications = messaging.PublicationsAsync(ct).OrNullAsync(ct);
        if (id is { } opened)
        {
            Thread = await messaging.ThreadAsync(opened, ct);
            await messaging.MarkReadAsync(opened, ct);
        }

        Box = Box is "envoyes" or "supprimes" ? Box : null;
        Inbox = await messaging.ThreadsAsync(Math.Max(1, page), ct, Box switch { "envoyes" => "sent", "supprimes" => "deleted", _ => "received" });
        unread.Known(Inbox.Unread);
        ReadingHours = (await publications)?.ReadingHours;
        ViewData["Title"] = Thread?.Subject ?? "Messages";
    }
}
