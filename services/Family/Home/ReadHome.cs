using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Consents;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Family.Requests;
using Preau.Platform;

namespace Preau.Family.Home;

/// <summary>GET /me/home: what the parents' first page shows of the file, in one call.</summary>
internal static class ReadHome
{
    public static void MapHome(this WebApplication app) => app.MapTenantApi("family").MapGroup("/me/home").RequireOwner().MapGet("", Handle);

    private static async Task<Results<Ok<FamilyHome>, ProblemHttpResult>> Handle(
        Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (await db.LoadAsync(caller.Owner!.OwnerId!.Value, tracked: false, ct) is not { } family)
        {
            return Problems.NotFound();
        }

        var today = rules.Today(clock);
        return TypedResults.Ok(new FamilyHome(
            GetMe.Own(FamilyViews.ViewOf(family, caller.Owner.PersonId, today)),
            await DocumentBook.DueAsync(db, rules, today, family, ct), await SwapsAsync(db, family, today, ct),
            await new RequestViews(db, rules, vault).WaitingAsync(family, ct),
            await Agreements.DueAsync(db, rules, family, caller.Owner.PersonId, ct)));
    }

    private static async Task<SwapAsked[]> SwapsAsync(FamilyDb db, FamilyFile family, DateOnly today, CancellationToken ct)
    {
        var shared = family.Children.Where(c => c.OtherFamilyId is not null).ToDictionary(c => c.ChildId);
        if (shared.Count == 0)
        {
            return [];
        }

        var asked = await db.CustodyExceptions.AsNoTracking()
            .Where(e =>
                shared.Keys.Contains(e.ChildId) && e.State == SwapState.Proposed && e.ProposedBy != null && e.ProposedBy != family.Id && e.Until >= today)
            .OrderBy(e => e.From).ToListAsync(ct);
        return [.. asked.Select(e =>
            new SwapAsked(e.ChildId, shared[e.ChildId].FirstName, shared[e.ChildId].OtherParent ?? "L’autre parent", e.From, e.Until, e.Home == family.Id))];
    }
}
