using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Families;

internal static class GetFamily
{
    public static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> Handle(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await db.LoadAsync(id, tracked: false, ct) is { } family
            ? TypedResults.Ok(FamilyViews.ViewOf(family, you: null, rules.Today(clock), rules.Sources))
            : Problems.NotFound();
    }
}
