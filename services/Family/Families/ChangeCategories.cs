using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>PUT /families/{id}/categories: the situations that count when places are scarce, as an
/// agent has seen them proved. The same list again changes nothing.</summary>
internal static class ChangeCategories
{
    public static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> Handle(
        Guid id, SetCategories body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        if (body.Categories.FirstOrDefault(c => !FamilyCategories.All.Contains(c)) is { } unknown)
        {
            return Problems.Invalid("category.unknown", $"« {unknown} » n’est pas une situation connue : {string.Join(", ", FamilyCategories.All)}.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        string[] wanted = [.. FamilyCategories.All.Where(body.Categories.Contains)];
        var family = await db.WriteAsync(async token =>
        {
            var file = await db.LoadAsync(id, tracked: true, token);
            if (file is null || file.CategoryKeys.SequenceEqual(wanted))
            {
                return file;
            }

            file.Categories = string.Join(',', wanted);
            db.Record(file, caller.Name, wanted.Length == 0 ? "Situation : aucune priorité" : $"Situation : {string.Join(", ", wanted)}", clock);
            return file;
        }, ct);
        return family is null ? Problems.NotFound() : TypedResults.Ok(FamilyViews.ViewOf(family, you: null, rules.Today(clock), rules.Sources));
    }
}
