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
    public IReadOnlyList<UnansweredOf> Unanswered { get; private set; } = [];

    /// <summary>The bank's part is the mandate, unless a form that is obligatory still lacks an answer.</summary>
    public bool IsMandate(FileSectionView part) => Mandates is not null && part.Section == "banque" && (part.Complete || !part.Obligatory);

    /// <summary>The form of a part, open: on the account's page, or on the child's.</summary>
    public string FormOf(FileSectionView part) => part.ChildId is { } child
        ? Url.Content($"~/enfants/{child}?modifier={part.Section}&de={child}#{part.Section}-{child.ToString("N")[^6..]}")
        : Url.Content($"~/compte?modifier={part.Section}#{part.Section}");

    /// <summary>Where the file stands, in a sentence.</summary>
    public string Lede => (View, Papers) switch
    {
        ({ Missing: 0 }, > 0) => "Il ne manque plus que des documents.",
        ({ Sections.Length: 0 }, _) => "Votre commune ne demande rien de plus.",
        ({ Missing: 0 }, 0) => "Votre dossier est complet.",
        ({ Missing: 0 }, _) => "Toutes les parties obligatoires sont remplies.",
        _ => $"Il manque {French.Count(View.Missing, "partie obligatoire", "parties obligatoires")} : "
            + "certains services ne se réservent qu’avec un dossier complet.",
    };

    /// <summary>Where they are answered: on the child's page, or on the account's.</summary>
    public string AgreementsOf(UnansweredOf one) => Url.Content(one.PerChild ? $"~/enfants/{one.Of}#accords" : "~/compte#accords");

    public async Task OnGetAsync(CancellationToken ct)
    {
        var papers = documents.ListAsync(ct).OrNullAsync(ct);
        var mandates = debits.MineAsync(ct).OrNullAsync(ct);
        var agreements = requests.AgreementsAsync(ct).OrNullAsync(ct);
        View = await sections.MineAsync(ct);
        Mandates = (await mandates)?.Offices is { Length: > 0 } offices ? offices.Count(o => o.Mandate is { State: "good" }) : null;
        Unanswered = [.. (await agreements ?? []).Where(a => a.Agreed is null).GroupBy(a => (a.Of, a.Name, a.PerChild))
            .Select(g => new UnansweredOf(g.Key.Of, g.Key.Name, g.Key.PerChild, g.Count()))];
        Papers = (await papers)?.Missing;
        ViewData["Title"] = "Mon dossier";
    }

    /// <summary>A child or the family, with how many agreements wait for an answer.</summary>
    public sealed record UnansweredOf(Guid Of, string Name, bool PerChild, int Count);
}
