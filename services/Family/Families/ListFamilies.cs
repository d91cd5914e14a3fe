using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>Search by family, guardian, child or number: every word must be found, in any order, without accents or case.</summary>
internal static class ListFamilies
{
    private const int PageSize = 20;

    public static async Task<Results<Ok<FamilyPage>, ProblemHttpResult>> Handle(FamilyDb db, CancellationToken ct, string? q = null, int page = 1)
    {
        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "La page demandée n’existe pas.");
        }

        if (q?.Length > 100)
        {
            return Problems.Invalid("search.too-long", "La recherche est limitée à 100 caractères.");
        }

        var found = db.Families.AsNoTracking();
        foreach (var word in SearchText.Of(q ?? "", 100).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.Where(f => f.SearchKey.Contains(word));
        }

        var total = await found.CountAsync(ct);
        var items = await found.OrderBy(f => f.Name).ThenBy(f => f.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(f => new { f.Id, f.Number, f.Name, f.City, Children = f.Children.OrderBy(c => c.BirthDate).ThenBy(c => c.ChildId).Select(c => c.FirstName).ToList() }).ToListAsync(ct);
        return TypedResults.Ok(new FamilyPage(
            [.. items.Select(f => new FamilySummary(f.Id, f.Number, f.Name, f.City ?? "", [.. f.Children]))], page, Math.Max(1, (total + PageSize - 1) / PageSize), total));
    }
}
