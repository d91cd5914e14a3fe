using Preau.Planning.Book;

namespace Preau.Planning.Judging;

/// <summary>Points of a family under published criteria, with the words that explain them.</summary>
public readonly record struct Points(int Total, string Text)
{
    public static Points Of(IReadOnlyList<CriterionDocument> criteria, KnownFamily family, bool sibling)
    {
        if (criteria.Count == 0)
        {
            return new Points(0, "");
        }

        var held = criteria.Where(c => (!c.Sibling || sibling) && IsFor(c.For, family)).ToList();
        var text = held.Count == 0
            ? "Aucun critère rempli." : string.Join(" ; ", held.Select(c => $"{c.Label} : {c.Points} {(c.Points > 1 ? "points" : "point")}"));
        return new Points(held.Sum(c => c.Points), text.Length <= 500 ? text : text[..499] + "…");
    }

    /// <summary>Is the family one of those? Null means everyone.</summary>
    public static bool IsFor(AudienceDocument? audience, KnownFamily family) => audience is null
        || ((audience.Resident is null || audience.Resident == family.Resident)
            && (audience.Communes.Count == 0 || (family.City is { } city && audience.Communes.Any(c => Same(c, city))))
            && (audience.Categories.Count == 0 || audience.Categories.Any(family.CategoryKeys.Contains)));

    private static bool Same(string a, string b) => KeepFamilyInStep.SearchText([a.Trim()]) == KeepFamilyInStep.SearchText([b.Trim()]);
}
