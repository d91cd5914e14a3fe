using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Coverages;
using Preau.Billing.Ledger;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.ThirdParties;

/// <summary>What others pay of a household's lines: its own, or the one an agent names.</summary>
internal static class ReadCoverages
{
    public static async Task<Results<Ok<CoverageView[]>, ProblemHttpResult>> Handle(Caller caller, BillingDb db, CancellationToken ct, Guid? family = null)
    {
        var (household, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        return problem is not null ? problem : TypedResults.Ok(await OfAsync(db, c => c.Household == household, ct));
    }

    /// <summary>The newest first.</summary>
    public static async Task<CoverageView[]> OfAsync(BillingDb db, Expression<Func<Coverage, bool>> which, CancellationToken ct)
    {
        var rows = await db.Coverages.AsNoTracking().BeyondReach().Where(which).Select(c => new
        {
            Row = c,
            ThirdParty = db.KnownFamilies.Where(f => f.FamilyId == c.Payer).Select(f => f.Name).FirstOrDefault(),
            Family = db.KnownFamilies.Where(f => f.FamilyId == c.Household).Select(f => f.Name).FirstOrDefault(),
            Child = db.KnownChildren.Where(k => k.FamilyId == c.Household && k.ChildId == c.ChildId).Select(k => k.FirstName).FirstOrDefault(),
            Paid = db.Prices.Where(p => p.Payer == c.Payer && p.Household == c.Household && p.Date >= c.From && (c.Until == null || p.Date <= c.Until)
                && (c.ChildId == null || p.ChildId == c.ChildId)).Sum(p => p.Cents),
        }).ToListAsync(ct);
        return [.. rows.OrderByDescending(r => r.Row.From).ThenBy(r => r.Family, StringComparer.Ordinal).ThenBy(r => r.Row.Id).Select(r => new CoverageView(
            r.Row.Id, r.Row.Payer, r.ThirdParty ?? "", r.Row.Household, r.Family ?? "", r.Row.ChildId, r.Child, r.Row.From, r.Row.Until, r.Row.Percent,
                Of(r.Row.EachCents),
            Of(r.Row.MonthCents), Of(r.Row.TotalCents), r.Row.Tariffs.Split(' ', StringSplitOptions.RemoveEmptyEntries), r.Row.Reference,
                Euros.Of(r.Paid), r.Row.Version))];
    }

    private static decimal? Of(long? cents) => cents is { } known ? Euros.Of(known) : null;
}
