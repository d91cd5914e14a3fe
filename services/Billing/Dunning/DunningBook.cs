using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Dunning;

/// <summary>A payer with what is owed to an office and whose turn it is.</summary>
/// <param name="Sleeps">Why dunning leaves the payer alone: "plan", "hardship", "ccas"; null when it doesn't.</param>
/// <param name="Step">The step to send now; null when none is due.</param>
internal sealed record DunningCase(Guid Payer, string Name, bool HasMail, Owing Owing, int Sent, DateOnly? SentOn, int? Step, string? Sleeps, PlanView? Plan);

/// <summary>Whose turn it is, from the books and what was sent: nothing is kept beside them.</summary>
internal static class DunningBook
{
    private const int CcasDays = 30;

    public static async Task<List<DunningCase>> CasesAsync(
        BillingDb db, BillingRules rules, CashOffice office, DateOnly today, CancellationToken ct, Guid? only = null)
    {
        var dunning = office.Dunning!;
        var invoices = await OwedInvoice.OfAsync(db, office.Key, only, ct);
        var payers = invoices.Select(i => i.Payer).Distinct().ToList();
        var names = await db.KnownFamilies.AsNoTracking().Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var sent = (await db.Reminders.AsNoTracking().Where(r => r.CashOffice == office.Key && payers.Contains(r.Payer))
            .Select(r => new { r.Payer, r.Step, r.OldestDue, r.Date }).ToListAsync(ct))
            .ToLookup(r => r.Payer);
        var plans = (await db.Plans.AsNoTracking().Where(p => p.CashOffice == office.Key && p.EndedAt == null && payers.Contains(p.Payer)).ToListAsync(ct))
            .ToDictionary(p => p.Payer);
        var since = DateTime.SpecifyKind(today.AddDays(-CcasDays).ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        var hard = (await db.Hardships.AsNoTracking()
            .Where(h => h.CashOffice == office.Key && payers.Contains(h.Payer) && (h.AnsweredAt == null || (h.Ccas && h.AnsweredAt > since))).ToListAsync(ct))
            .ToLookup(h => h.Payer);
        return [.. invoices.GroupBy(i => i.Payer).Select(g =>
        {
            var owing = Owing.Of(g.Select(i => i.Owed), today);
            var last = sent[g.Key].Where(r => r.OldestDue == owing.Oldest).MaxBy(r => r.Step);
            var plan = plans.GetValueOrDefault(g.Key) is { } agreed ? ViewOf(agreed, g.Select(i => i.Owed), dunning.Grace, today) : null;
            var sleeps = plan is { State: "kept" } ? "plan" : hard[g.Key].Any(h => h.AnsweredAt is null) ? "hardship" : hard[g.Key].Any() ? "ccas" : null;
            var step = sleeps is null && owing.Cents >= Euros.Cents(dunning.Least)
                ? owing.NextStep(last?.Step ?? 0, [.. dunning.Steps.Select(s => s.Days)], today, last?.Date)
                : null;
            var family = names.GetValueOrDefault(g.Key);
            return new DunningCase(g.Key, family?.Name ?? "", family?.HasMail == true, owing, last?.Step ?? 0, last?.Date, step, sleeps, plan);
        }).Where(c => c.Owing.Cents > 0 || c.Plan is not null).OrderByDescending(c => c.Owing.Cents).ThenBy(c => c.Name, StringComparer.Ordinal)];
    }

    public static PlanView ViewOf(Plan plan, IEnumerable<OwedInvoice> open, int grace, DateOnly today)
    {
        var ids = JsonSerializer.Deserialize<Guid[]>(plan.Invoices)!.ToHashSet();
        var left = open.Where(i => ids.Contains(i.Id)).Sum(i => i.Open);
        var dates = JsonSerializer.Deserialize<PlanDate[]>(plan.Dates)!;
        var paid = plan.Cents - left;
        var state = left <= 0 ? "done" : KeptPlan.IsKept(dates, paid, grace, today) ? "kept" : "broken";
        var sum = 0L;
        return new PlanView(plan.Id, plan.CashOffice, state, Euros.Of(plan.Cents), Euros.Of(left), plan.Note, [.. dates.Select(d =>
        {
            sum += d.Cents;
            return new PlanDateView(d.On, Euros.Of(d.Cents), paid >= sum ? "paid" : d.On.AddDays(grace) < today ? "missed" : "coming");
        })]);
    }
}
