using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Home;

/// <summary>GET /me/home: what the parents' first page shows of the file, in one call.</summary>
internal static class ReadHome
{
    public static void MapHome(this WebApplication app) => app.MapTenantApi("family").MapGroup("/me/home").RequireOwner().MapGet("", Handle);

    private static async Task<Results<Ok<FamilyHome>, ProblemHttpResult>> Handle(
        Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (await db.LoadAsync(caller.Owner!.OwnerId!.Value, tracked: false, ct) is not { } family)
        {
            return Problems.NotFound();
        }

        var today = rules.Today(clock);
        return TypedResults.Ok(new FamilyHome(
            GetMe.Own(FamilyViews.ViewOf(family, caller.Owner.PersonId, today)),
            await DocumentBook.DueAsync(db, rules, today, family, ct)));
    }
}
