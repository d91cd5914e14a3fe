using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>What the family's file still lacks (F-43…F-59), each part with the form where it is asked for: every change is a demande.</summary>
public sealed class FileModel(SectionsClient sections, DocumentsClient documents, DebitsClient debits, FamilyRequestsClient requests) : PageModel
{
    public FileSectionsView View { get; private set; } = null!;

    /// <summary>Documents that are missing, refused or out of date; null when they are not known.</summary>
    public int? Papers { get; private set; }

    /// <summary>Mandates that are signed, where a cash office debits: they are what the bank is given,
    /// and not what the file once said of it. Null where none does.</summary>
    public int? Mandates { get; private set; }

    /// <summary>Agreements that nobody has answered, by the child or the family they are about.</summary>
    public IReadOnlyList<(Guid Of, string Name, bool PerChild, int Count)> Unanswered { get; private set; } = [];

    /// <summary>The bank's part is the mandate, unless a form that is obligatory still lacks an answer.</summary>
    public bool IsMandate(FileSectionView part) => Mandates is not null && part.Section == "banque" && (part.Complete || !part.Obligatory);

    /// <summary>The form of a part, open: on the account's page, or on the child's.</summary>
    public string FormOf(FileSectionView part) => part.ChildId is { } child
        ? Url.Content($"~/enfants/{child}?modifier={part.Section}&de={child}#{part.Section}-{child.ToString("N")[^6..]}")
        : Url.Content($"~/compte?modifier={part.Section}#{part.Section}");

    public async Task OnGetAsync(CancellationToken ct)
    {
        var papers = documents.ListAsync(ct).OrNullAsync(ct);
        var mandates = debits.MineAsync(ct).OrNullAsync(ct);
        var agreements = requests.AgreementsAsync(ct).OrNullAsync(ct);
        View = await sections.MineAsync(ct);
        Mandates = (await mandates)?.Offices is { Length: > 0 } offices ? offices.Count(o => o.Mandate is { State: "good" }) : null;
        Unanswered = [.. (await agreements ?? []).Where(a => a.Agreed is null).GroupBy(a => (a.Of, a.Name, a.PerChild))
            .Select(g => (g.Key.Of, g.Key.Name, g.Key.PerChild, g.Count()))];
        Papers = (await papers)?.Missing;
        ViewData["Title"] = "Mon dossier";
    }
}
