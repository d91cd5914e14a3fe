using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>The caller's own household, and nothing of another's.</summary>
internal static class GetMe
{
    public static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> Handle(
        Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await db.LoadAsync(caller.Owner!.OwnerId!.Value, tracked: false, ct) is { } family
            ? TypedResults.Ok(Own(FamilyViews.ViewOf(family, caller.Owner.PersonId, rules.Today(clock))))
            : Problems.NotFound();
    }

    // That a child is shared, with whose first name and on which days; not which file is the other one.
    internal static FamilyView Own(FamilyView view) =>
        view with
        {
            Children = [.. view.Children.Select(c => c.Custody is { } custody ? c with { Custody = custody with { OtherFamilyId = Guid.Empty } } : c)]
        };
}
