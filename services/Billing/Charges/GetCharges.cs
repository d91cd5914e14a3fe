using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>A family's priced lines of one month, by day.</summary>
internal static class GetCharges
{
    public static async Task<Results<Ok<ChargesView>, ProblemHttpResult>> Handle(Caller caller, BillingDb db, CancellationToken ct, string? month = null, Guid? family = null)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("month.invalid", "Le mois s’écrit 2026-12.");
        }

        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var end = first.AddMonths(1);
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == familyId).ToDictionaryAsync(c => c.ChildId, c => c.FirstName, ct);
        var rows = await db.Charges.AsNoTracking().Where(c => c.FamilyId == familyId && c.Date >= first && c.Date < end && (c.Charged || c.InvoiceId != null))
            .Select(c => new { Line = c, Invoice = db.Invoices.Where(i => i.Id == c.InvoiceId).Select(i => i.Number).FirstOrDefault() }).ToListAsync(ct);
        var late = await db.LatePickUps.AsNoTracking().Where(l => l.FamilyId == familyId && l.Date >= first && l.Date < end && l.Amount != null)
            .Select(l => new { Line = l, Invoice = db.Invoices.Where(i => i.Id == l.InvoiceId).Select(i => i.Number).FirstOrDefault() }).ToListAsync(ct);
        var lines = rows.Where(r => children.ContainsKey(r.Line.ChildId))
            .Select(r => new ChargeView(
                r.Line.ChildId, children[r.Line.ChildId], r.Line.Unit, r.Line.Label, r.Line.Date, r.Line.Amount ?? 0, r.Line.InvoiceId is null ? "toBill" : "invoiced", r.Invoice, r.Line.Missing, Pricing.Why(r.Line)))
            .Concat(late.Where(r => children.ContainsKey(r.Line.ChildId)).Select(r => new ChargeView(
                r.Line.ChildId, children[r.Line.ChildId], r.Line.Unit, r.Line.Label, r.Line.Date, r.Line.Amount!.Value, r.Line.InvoiceId is null ? "toBill" : "invoiced", r.Invoice, null, Pricing.Read(r.Line.Explanation),
                ChargeView.LatePickUp)))
            .OrderBy(v => v.Date).ThenBy(v => v.Child, StringComparer.Ordinal).ThenBy(v => v.Unit, StringComparer.Ordinal).ThenBy(v => v.Kind, StringComparer.Ordinal).ToArray();
        return TypedResults.Ok(new ChargesView(month!, lines.Sum(l => l.Amount), lines));
    }
}
