using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Families.Pages;

/// <summary>The platform's root: all communes with their state (F-22), for anyone.</summary>
[RootPage]
[AllowAnonymous]
public sealed class CommunesModel(TenantDirectory directory) : PageModel
{
    private const int Many = 8;

    public IReadOnlyList<TenantView> All { get; private set; } = [];

    public IReadOnlyList<TenantView> Found { get; private set; } = [];

    public string? Query { get; private set; }

    public bool IsSearchable => All.Sum(t => 1 + t.Members.Length) > Many;

    public async Task OnGetAsync(string? q, CancellationToken ct)
    {
        All = [.. (await directory.AllAsync(ct)).OrderBy(t => t.Name, StringComparer.Create(French.Culture, ignoreCase: true))];
        Query = q.OrNull();
        Found = Query is null ? All : [.. All.Where(t => Matches(t.Name, Query) || t.Members.Any(m => Matches(m.Name, Query)))];
        ViewData["Title"] = "Choisir sa commune";
    }

    /// <summary>Members that fit the search; all of them when the portal's own name does.</summary>
    public IEnumerable<MemberCommune> Members(TenantView tenant) =>
        Query is null || Matches(tenant.Name, Query) ? tenant.Members : tenant.Members.Where(m => Matches(m.Name, Query));

    /// <summary>Where the commune's portal is: its path where this request came in. Its own host may lead elsewhere, or nowhere, from here.</summary>
    public static string Address(TenantView tenant) => $"/{tenant.Slug}/";

    // « saint lattier » finds Saint-Lattier.
    private static bool Matches(string name, string query) => Plain(name).Contains(Plain(query), StringComparison.Ordinal);

    private static string Plain(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '));
}
