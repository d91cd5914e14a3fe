using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Agents;
using Preau.Identity.Communes;
using Preau.Identity.Operating;
using Preau.Platform;

namespace Preau.Identity.Pages.Admin;

/// <summary>A question before what shuts people out.</summary>
internal sealed record Question(string Title, string Sentence, string Button, string Handler, bool IsBad);

/// <summary>One commune for the operator: its state, its file, its agents, what was done.</summary>
internal sealed class CommuneModel(IdentityDb db, CommuneCatalog communes, ChangeCommune change, ExportCommune export, Invitations invitations) : PageModel
{
    private const int PageSize = 50;

    public CommuneNow Commune { get; private set; } = null!;

    public Question? Ask { get; private set; }

    public IReadOnlyList<Account> Agents { get; private set; } = [];

    public IReadOnlyList<AgentChange> Changes { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public int Pages { get; private set; } = 1;

    [BindProperty]
    public string? AgentName { get; set; }

    [BindProperty]
    public string? AgentEmail { get; set; }

    private string By => User.Identity?.Name ?? "";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await communes.FindAsync(RouteData.Values["slug"] as string, HttpContext.RequestAborted) is not { } commune)
        {
            context.Result = NotFound();
            return;
        }

        Commune = commune;
        await next();
    }

    public Task OnGetAsync(string? question, CancellationToken ct)
    {
        ModelState.Clear();
        var name = Commune.Facts.Name;
        Ask = question switch
        {
            "fermer" =>
                new($"Fermer {name} ?",
                    "Les familles ne pourront plus entrer ; elles liront que le portail est fermé. Les agents terminent leur travail. On peut rouvrir à tout moment.",
                    "Fermer aux familles", "Close", true),
            "preparer" =>
                new($"Remettre {name} en préparation ?", "Les familles ne pourront plus entrer ; elles liront que le portail ouvre bientôt.",
                    "Remettre en préparation", "Prepare", true),
            "archiver" =>
                new($"Archiver {name} ?",
                    "Plus personne n’entre, ni familles ni agents ; toutes leurs sessions perdent ce portail. Rien n’est supprimé, et on peut rouvrir.",
                    "Archiver", "Archive", true),
            "supprimer" =>
                new($"Supprimer {name} ?",
                    "Dans trente jours, les dossiers, réservations, factures, messages et comptes de cette commune seront supprimés partout, sans retour. Exportez d’abord ce que la loi demande de garder.",
                    "Supprimer dans trente jours", "Erase", true),
            _ => null,
        };
        return ShowAsync(ct);
    }

    public Task<IActionResult> OnPostOpenAsync(CancellationToken ct) =>
        ToAsync(TenantState.Open, $"Le portail de {Commune.Facts.Name} est ouvert aux familles.", ct);

    public Task<IActionResult> OnPostPrepareAsync(CancellationToken ct) =>
        ToAsync(TenantState.Soon, $"Le portail de {Commune.Facts.Name} est annoncé, pas encore ouvert.", ct);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) =>
        ToAsync(TenantState.Closed, $"Le portail de {Commune.Facts.Name} est fermé aux familles.", ct);

    public Task<IActionResult> OnPostArchiveAsync(CancellationToken ct) => ToAsync(TenantState.Archived, $"{Commune.Facts.Name} est archivée.", ct);

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken ct)
    {
        TempData["Toast"] = await change.EraseLaterAsync(Commune.Slug, By, ct) is { } at
            ? $"Tout sera supprimé {Waiting.Moment(at)}."
            : "Seule une commune archivée peut être supprimée.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostKeepAsync(CancellationToken ct)
    {
        await change.KeepAsync(Commune.Slug, By, ct);
        TempData["Toast"] = "La suppression est abandonnée.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct)
    {
        try
        {
            var id = Guid.TryParse(User.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var me) ? me : Guid.Empty;
            return await export.DoAsync(Commune.Slug, id, By, ct) is { } file
                ? File(System.Text.Encoding.UTF8.GetBytes(file), "application/json", Commune.Slug + ".json")
                : NotFound();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            TempData["Toast"] = "Un des services ne répond pas : le fichier ne serait pas entier. Réessayez dans un instant.";
            return RedirectToPage();
        }
    }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var (name, email) = (AgentName?.Trim() ?? "", AgentEmail?.Trim() ?? "");
        if (name.Length is 0 or > 120)
        {
            ModelState.AddModelError(nameof(AgentName), "Écrivez le prénom et le nom de l’agent.");
        }

        if (!MimeKit.MailboxAddress.TryParse(email, out var address) || address.Address != email || !email.Contains('@') || email.Length > 320)
        {
            ModelState.AddModelError(nameof(AgentEmail), "Écrivez une adresse électronique complète, par exemple c.bonnet@saint-aubin.fr.");
        }

        if (ModelState.IsValid
            && await db.WriteAsync(token => invitations.InviteAsync(Commune.Slug, name, email, [.. Permissions.All], Scope.All, By, token), ct) is null)
        {
            ModelState.AddModelError(nameof(AgentEmail), "Cette adresse est déjà celle d’un agent de la commune.");
        }

        if (!ModelState.IsValid)
        {
            await ShowAsync(ct);
            return Page();
        }

        TempData["Toast"] = $"L’invitation part à {email}. Elle vaut quatorze jours.";
        return RedirectToPage();
    }

    private async Task<IActionResult> ToAsync(TenantState state, string toast, CancellationToken ct)
    {
        await change.ToAsync(Commune.Slug, state, By, ct);
        TempData["Toast"] = toast;
        return RedirectToPage();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Agents = await db.Accounts.AsNoTracking()
            .Where(a => a.Memberships.Any(m => m.Commune == Commune.Slug && m.Role == Membership.Staff && m.EndedAt == null)).OrderBy(a => a.DisplayName)
            .ToListAsync(ct);
        var history = db.Changes.AsNoTracking().Where(c => c.Commune == Commune.Slug && c.AccountId == null);
        Pages = Math.Max(1, (await history.CountAsync(ct) + PageSize - 1) / PageSize);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        Changes = await history.OrderByDescending(c => c.At).ThenBy(c => c.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }
}
