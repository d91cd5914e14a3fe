using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Infos;

/// <summary>« Infos et documents » (F-36…F-39): what the commune gives to families; what is open is read without an account.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    LibraryClient library, FamilyClient family, MessagingClient messaging, LegalDirectory legal, TenantContext tenant, Session session) : PageModel
{
    public LibraryItemView[] Items { get; private set; } = [];

    /// <summary>Null for a visitor, or when the service doesn't answer.</summary>
    public FamilyView? Me { get; private set; }

    /// <summary>Links of the commune's file; for whoever is signed in.</summary>
    public DocumentView[] Links { get; private set; } = [];

    public bool TakesNewFamilies { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var items = library.ListAsync(ct);
        var (me, words) = session.Member is null ? (null, null) : (family.MeAsync(ct).OrNullAsync(ct), messaging.PublicationsAsync(ct).OrNullAsync(ct));
        Items = (await items).Items;
        Me = me is null ? null : await me;
        Links = words is null ? [] : (await words)?.Documents ?? [];
        TakesNewFamilies = (await legal.FindAsync(tenant.Slug))?.PreEnrolment == true;
        ViewData["Title"] = "Infos et documents";
    }

    /// <summary>A file of the library, to save.</summary>
    public Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken ct) => SaveAsync(library.FileAsync(id, ct));

    /// <summary>The blank enrolment file (F-37).</summary>
    public Task<IActionResult> OnGetDossierAsync(CancellationToken ct) => SaveAsync(library.BlankAsync("enrolment", ct));

    /// <summary>The blank sheet of a new family (F-39).</summary>
    public Task<IActionResult> OnGetPreinscriptionAsync(CancellationToken ct) => SaveAsync(library.BlankAsync("pre-enrolment", ct));

    private async Task<IActionResult> SaveAsync(Task<(byte[] Bytes, string ContentType, string Name)> asked)
    {
        try
        {
            var (bytes, contentType, name) = await asked;
            Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return File(bytes, contentType, name);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }
    }
}
