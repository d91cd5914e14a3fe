using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>What a family's days of one month cost, by day, as truth stands now.</summary>
internal static class GetCharges
{
    public static async Task<Results<Ok<ChargesView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, PriceMonths prices, CancellationToken ct, string? month = null, Guid? family = null)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("month.invalid", "Le mois s’écrit 2026-12.");
        }

        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        await prices.FreshAsync(familyId, ct);
        var end = first.AddMonths(1);
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == familyId).ToDictionaryAsync(c => c.ChildId, c => c.FirstName, ct);
        var rows = await (
            from p in db.Prices
            where p.Payer == familyId && p.Date >= first && p.Date < end && (p.WhyId != null || p.Missing != null || p.Billed != 0)
            join w in db.Whys on p.WhyId equals w.Id into whys
            from w in whys.DefaultIfEmpty()
            select new { Price = p, Why = w == null ? null : w.Text }).AsNoTracking().ToListAsync(ct);
        var billed = await BilledAsync(db, familyId, first, end, ct);
        var lines = rows.Where(r => children.ContainsKey(r.Price.ChildId)).Select(r =>
        {
            var p = r.Price;
            var number = billed.GetValueOrDefault((p.ChildId, p.Unit, p.Date, p.Kind));
            // Billed, and nothing is due any more: the invoice still says it, until the next one takes it back.
            var why = r.Why is not null ? Why.Read(r.Why) : new PriceWhy(p.Missing ?? "Plus rien n’est dû pour ce jour.", []);
            return new ChargeView(
                p.ChildId, children[p.ChildId], p.Unit, p.Label, p.Date, p.Cents / 100m, number is null ? "toBill" : "invoiced", number, p.Missing, why,
                    Word(p.Kind), number is null ? null : p.Billed / 100m);
        }).OrderBy(v => v.Date).ThenBy(v => v.Child, StringComparer.Ordinal).ThenBy(v => v.Unit, StringComparer.Ordinal).ThenBy(v => v.Kind,
            StringComparer.Ordinal).ToArray();
        return TypedResults.Ok(new ChargesView(month!, lines.Sum(l => l.Amount), lines, [.. GroupsOf(lines)],
            [.. lines.GroupBy(l => (l.Child, l.Label)).Select(g => new ChargeSum(g.Key.Child, g.Key.Label, g.Count(), g.Sum(l => l.Amount)))]));
    }

    private static IEnumerable<ChargeGroup> GroupsOf(IEnumerable<ChargeView> lines) =>
        from line in lines
        let price = line.Billed ?? line.Amount
        group line by (line.ChildId, line.Unit, line.Label, Price: price, More: line.Amount - price, line.InvoiceNumber, line.Why.Sentence) into same
        let days = same.OrderBy(l => l.Date).ToList()
        let key = same.Key
        select new ChargeGroup(days[0], [.. days.Select(d => d.Date)], key.Price, key.Price * days.Count, key.More, key.More * days.Count);

    // The invoice that billed a day last.
    private static async Task<Dictionary<(Guid, string, DateOnly, PriceKind), string>> BilledAsync(
        BillingDb db, Guid family, DateOnly first, DateOnly end, CancellationToken ct)
    {
        var lines = await (
            from l in db.BilledLines
            where l.Payer == family && l.Date >= first && l.Date < end
            join i in db.Invoices on l.InvoiceId equals i.Id
            select new { l.ChildId, l.Unit, l.Date, l.Kind, i.Number, i.Year, i.Seq }).ToListAsync(ct);
        return lines.GroupBy(l => (l.ChildId, l.Unit, l.Date, l.Kind)).ToDictionary(g => g.Key, g => g.OrderBy(l => l.Year).ThenBy(l => l.Seq).Last().Number);
    }

    private static string Word(PriceKind kind) => kind == PriceKind.Late ? ChargeView.LatePickUp : kind.ToString().ToLowerInvariant();
}
