using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Plans;

/// <summary>A plan whose dates are met: what it spreads is not late, whatever the day of the invoice itself.</summary>
internal static class KeptPlan
{
    /// <summary>While what was paid since reaches what each past date asked for.</summary>
    public static bool IsKept(IEnumerable<PlanDate> dates, long paid, int grace, DateOnly today) =>
        paid >= dates.Where(d => d.On.AddDays(grace) < today).Sum(d => d.Cents);

    /// <summary>The date that each invoice of these payers waits for, by the invoice's id; nothing for invoices without a kept plan.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateOnly>> NextDatesAsync(
        BillingDb db, BillingRules rules, IReadOnlyCollection<Guid> payers, DateOnly today, CancellationToken ct)
    {
        var next = new Dictionary<Guid, DateOnly>();
        var plans = (await db.Plans.AsNoTracking().Where(p => p.EndedAt == null && payers.Contains(p.Payer)).ToListAsync(ct))
            .ConvertAll(p => (Plan: p, Spread: JsonSerializer.Deserialize<HashSet<Guid>>(p.Invoices)!));
        if (plans.Count == 0)
        {
            return next;
        }

        var ids = plans.SelectMany(p => p.Spread).ToList();
        var open = (await OwedInvoice.AmongAsync(db, db.Invoices.Where(i => ids.Contains(i.Id)), ct)).ToDictionary(o => o.Owed.Id, o => o.Owed.Open);
        foreach (var (plan, spread) in plans)
        {
            var dates = JsonSerializer.Deserialize<PlanDate[]>(plan.Dates)!;
            var left = spread.Sum(i => open.GetValueOrDefault(i));
            var grace = rules.CashOffices.GetValueOrDefault(plan.CashOffice)?.Dunning?.Grace ?? 0;
            if (left > 0 && IsKept(dates, plan.Cents - left, grace, today) && Instalment.Next(dates, plan.Cents - left) is { } date)
            {
                foreach (var invoice in spread)
                {
                    next[invoice] = date.On;
                }
            }
        }

        return next;
    }
}
