using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;

namespace Preau.Billing.Plans;

/// <summary>The next date of the plan that spreads an invoice: what its payer may pay online instead of all that is left.</summary>
internal sealed record Instalment(DateOnly On, long Cents)
{
    /// <summary>Null without a plan that runs, and when the date asks for all that is left.</summary>
    public static async Task<Instalment?> OfAsync(BillingDb db, InvoiceState state, long least, CancellationToken ct)
    {
        var invoice = state.Invoice;
        var plan = await db.Plans.AsNoTracking().SingleOrDefaultAsync(
            p => p.Payer == invoice.Payer && p.CashOffice == invoice.CashOffice && p.EndedAt == null, ct);
        if (plan is null || JsonSerializer.Deserialize<HashSet<Guid>>(plan.Invoices) is not { } spread || !spread.Contains(invoice.Id))
        {
            return null;
        }

        var left = (await OwedInvoice.OfAsync(db, invoice.CashOffice, invoice.Payer, ct)).Where(o => spread.Contains(o.Owed.Id)).Sum(o => o.Owed.Open);
        var next = Next(JsonSerializer.Deserialize<PlanDate[]>(plan.Dates)!, plan.Cents - left);
        return next is null || Math.Max(least, next.Cents) >= state.Remaining ? null : next with { Cents = Math.Max(least, next.Cents) };
    }

    /// <summary>The first date that what was paid since doesn't reach, and what it still asks for.</summary>
    public static Instalment? Next(IEnumerable<PlanDate> dates, long paid)
    {
        var sum = 0L;
        foreach (var date in dates)
        {
            sum += date.Cents;
            if (paid < sum)
            {
                return new Instalment(date.On, sum - paid);
            }
        }

        return null;
    }
}
