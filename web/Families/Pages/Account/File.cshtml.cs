using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>What the family's file still lacks (F-43…F-59), each part with the form where it is asked for: every change is a demande.</summary>
public sealed class FileModel(SectionsClient sections, DocumentsClient documents) : PageModel
{
    public FileSectionsView View { get; private set; } = null!;

    /// <summary>Documents that are missing, refused or out of date; null when they are not known.</summary>
    public int? Papers { get; private set; }

    /// <summary>The form of a part, open: on the account's page, or on the child's.</summary>
    public string FormOf(FileSectionView part) => part.ChildId is { } child
        ? Url.Content($"~/enfants/{child}?modifier={part.Section}&de={child}#{part.Section}-{child.ToString("N")[^6..]}")
        : Url.Content($"~/compte?modifier={part.Section}#{part.Section}");

    public async Task OnGetAsync(CancellationToken ct)
    {
        var papers = documents.ListAsync(ct).OrNullAsync(ct);
        View = await sections.MineAsync(ct);
        Papers = (await papers)?.Missing;
        ViewData["Title"] = "Mon dossier";
    }
}
