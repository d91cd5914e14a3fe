using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>Search by family, guardian, child or number: every word must be found, in any order, without accents or case.</summary>
internal static class ListFamilies
{
    private const int PageSize = 20;

    public static async Task<Results<Ok<FamilyPage>, ProblemHttpResult>> Handle(
        FamilyDb db, CancellationToken ct, string? q = null, int page = 1, string? after = null, bool archived = false)
    {
        if (page is < 1 or > 100_000 || !TryRead(after, out var cursor))
        {
            return Problems.Invalid("page.invalid", "La page demandée n’existe pas.");
        }

        if (q?.Length > 100)
        {
            return Problems.Invalid("search.too-long", "La recherche est limitée à 100 caractères.");
        }

        var found = db.Families.AsNoTracking()
            .Where(f => archived ? f.ArchivedAt != null || f.MergedInto != null : f.ArchivedAt == null && f.MergedInto == null);
        var others = db.Families.AsNoTracking().Where(f => !archived && (f.ArchivedAt != null || f.MergedInto != null));
        var words = Words(q);
        foreach (var word in words)
        {
            found = found.Where(f => f.SearchKey.Contains(word));
            others = others.Where(f => f.SearchKey.Contains(word));
        }

        var total = await found.CountAsync(ct);
        var closed = total == 0 && words.Count > 0 ? await others.CountAsync(ct) : 0;
        // From where the last page ended: the last page of ten thousand files costs what the first does.
        var rest = cursor is ({ } key, { } id) ? found.Where(f => f.SortKey.CompareTo(key) > 0 || (f.SortKey == key && f.Id > id)) : found;
        var items = await rest.OrderBy(f => f.SortKey).ThenBy(f => f.Id).Skip(cursor is null ? (page - 1) * PageSize : 0).Take(PageSize + 1)
            .Select(f =>
                new
                {
                    f.Id,
                    f.Number,
                    f.Name,
                    f.City,
                    f.SortKey,
                    Children = f.Children.OrderBy(c => c.BirthDate).ThenBy(c => c.ChildId).Select(c => c.FirstName).ToList()
                })
            .ToListAsync(ct);
        var shown = items.Take(PageSize).ToList();
        return TypedResults.Ok(new FamilyPage(
            [.. shown.Select(f => new FamilySummary(f.Id, f.Number, f.Name, f.City ?? "", [.. f.Children]))], page,
            Math.Max(1, (total + PageSize - 1) / PageSize), total,
            items.Count > PageSize ? $"{shown[^1].Id:N}{shown[^1].SortKey}" : null, closed));
    }

    /// <summary>« 39 98 12 37 » is one number, however it is spaced; « +33 6… » is kept as « 06… ».</summary>
    private static List<string> Words(string? typed)
    {
        List<string> words = [];
        var wasDigits = false;
        foreach (var word in SearchText.Of(typed ?? "", 100).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isDigits = word.All(char.IsAsciiDigit);
            if (isDigits && wasDigits)
            {
                words[^1] += word;
            }
            else
            {
                words.Add(word);
            }

            wasDigits = isDigits;
        }

        return words.ConvertAll(w => w.Length == 11 && w.StartsWith("33", StringComparison.Ordinal) && w.All(char.IsAsciiDigit) ? "0" + w[2..] : w);
    }

    private static bool TryRead(string? after, out (string Key, Guid Id)? cursor)
    {
        cursor = after is { Length: >= 32 and <= 300 } && Guid.TryParseExact(after[..32], "N", out var id) ? (after[32..], id) : null;
        return after is null || cursor is not null;
    }
}
