using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Coverages;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.ThirdParties;

/// <summary>Third parties with what they owe, and one with its agreements.</summary>
internal static class ReadThirdParties
{
    public static async Task<Ok<ThirdPartyRow[]>> List(BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var today = (await BillingRules.InForceAsync(cache, db, ct)).Rules.Today(clock);
        var rows = await (
            from t in db.ThirdParties.AsNoTracking()
            join f in db.KnownFamilies on t.Id equals f.FamilyId
            select new
            {
                t.Id,
                f.Number,
                f.Name,
                t.Kind,
                Coverages = db.Coverages.Count(c => c.Payer == t.Id && c.From <= today && (c.Until == null || c.Until >= today)),
                Owed = db.Entries.Where(e => e.Payer == t.Id).Sum(e => e.Cents),
                ToBill = db.Prices.Where(p => p.Payer == t.Id && p.Open != 0).Sum(p => p.Open),
            }).ToListAsync(ct);
        return TypedResults.Ok(rows.OrderBy(r => r.Name, StringComparer.Ordinal)
            .Select(r => new ThirdPartyRow(r.Id, r.Number, r.Name, r.Kind, r.Coverages, Euros.Of(r.Owed), Euros.Of(r.ToBill))).ToArray());
    }

    public static async Task<Results<Ok<ThirdPartyDetail>, ProblemHttpResult>> Get(Guid id, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var party = await db.ThirdParties.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        return party is null ? Problems.NotFound() : TypedResults.Ok(await ViewAsync(db, party, (await BillingRules.InForceAsync(cache, db, ct)).Rules, ct));
    }

    internal static async Task<ThirdPartyDetail> ViewAsync(BillingDb db, ThirdParty party, BillingRules rules, CancellationToken ct)
    {
        var known = await db.KnownFamilies.AsNoTracking().SingleAsync(f => f.FamilyId == party.Id, ct);
        var owed = await db.Entries.Where(e => e.Payer == party.Id).SumAsync(e => e.Cents, ct);
        return new ThirdPartyDetail(
            party.Id, known.Number,
            new SaveThirdParty(known.Name, party.Kind, known.Street ?? "", known.PostCode ?? "", known.City ?? "", party.Siret, party.Email,
                party.Reference), Euros.Of(owed),
            await ReadCoverages.OfAsync(db, c => c.Payer == party.Id, ct), [.. rules.Tariffs.Select(t => new CoverageTariff(t.Key, t.Label))]);
    }
}
