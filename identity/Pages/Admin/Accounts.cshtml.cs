using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Pages.Admin;

/// <summary>Finds accounts by name, user name or e-mail. A GET would leave the name in addresses and histories: the search is posted.</summary>
internal sealed class AccountsModel(IdentityDb db) : PageModel
{
    private const int Most = 50;

    [BindProperty]
    public string? Recherche { get; set; }

    public IReadOnlyList<Account> Found { get; private set; } = [];

    public bool HasMore { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => FindAsync(ct);

    public Task OnPostAsync(CancellationToken ct) => FindAsync(ct);

    private async Task FindAsync(CancellationToken ct)
    {
        var accounts = db.Accounts.AsNoTracking().Include(a => a.Memberships).AsQueryable();
        foreach (var word in Account.Fold(Recherche ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
        {
            accounts = accounts.Where(a => a.SearchText.Contains(word));
        }

        var found = await accounts.OrderBy(a => a.NormalizedUserName).Take(Most + 1).ToListAsync(ct);
        HasMore = found.Count > Most;
        Found = [.. found.Take(Most)];
    }
}
