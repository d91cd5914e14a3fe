using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Ledger;

/// <summary>
/// Which prepaid accounts are a household's own: those it used, and those of services its children are enrolled in. Communes that share a portal each have
/// their régie, and the account of another is none of its business. With neither a use nor an enrolment nobody knows yet which it will need: all.
/// </summary>
internal static class OwnOffices
{
    public static async Task<IReadOnlyList<CashOffice>> OfAsync(BillingDb db, BillingRules rules, Guid payer, CancellationToken ct)
    {
        var all = rules.CashOffices.Values.Where(o => o.Prepaid is not null).OrderBy(o => o.Label, StringComparer.Ordinal).ToList();
        if (all.Count == 0 || rules.CashOffices.Count == 1)
        {
            return all;
        }

        var enrolled = await EnrolledAsync(db, rules, payer, ct);
        var used = await db.Entries.Where(e => e.Payer == payer).Select(e => e.CashOffice)
            .Union(db.Prices.Where(p => p.Payer == payer && p.CashOffice != null).Select(p => p.CashOffice!)).ToListAsync(ct);
        return enrolled.Count + used.Count == 0 ? all : all.FindAll(o => enrolled.Contains(o.Key) || used.Contains(o.Key));
    }

    private static async Task<List<string>> EnrolledAsync(BillingDb db, BillingRules rules, Guid payer, CancellationToken ct)
    {
        if (await db.KnownEnrolments.AsNoTracking().Where(e => e.FamilyId == payer).Select(e => e.Document).SingleOrDefaultAsync(ct) is not { } document)
        {
            return [];
        }

        var units = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).ToLookup(u => u.Unit, u => u.Service);
        var enrolled = Enrolled.Read(document, units);
        return [.. rules.Tariffs.Where(enrolled.Meets).Select(t => t.CashOffice)];
    }
}
