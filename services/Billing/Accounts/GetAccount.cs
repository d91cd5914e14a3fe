using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Charges;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>Balance and unpaid invoices of a family (F-31, F-32), or the treasury's notice where the commune can't know them (F-40).</summary>
internal static class GetAccount
{
    public static async Task<Results<Ok<AccountView>, ProblemHttpResult>> Handle(Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, Guid? family = null)
    {
        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var endOfMonth = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        var lines = await db.Charges.AsNoTracking().Where(c => c.FamilyId == familyId && c.Charged && c.InvoiceId == null).Select(c => new { c.Date, c.Amount, c.CashOffice })
            .Concat(db.LatePickUps.Where(l => l.FamilyId == familyId && l.Amount != null && l.InvoiceId == null).Select(l => new { l.Date, l.Amount, l.CashOffice })).ToListAsync(ct);
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.FamilyId == familyId)
            .Select(i => new { Invoice = i, Paid = db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Amount) }).ToListAsync(ct);
        var payments = await db.Payments.AsNoTracking().Where(p => p.FamilyId == familyId).Select(p => new { p.CashOffice, p.Amount }).ToListAsync(ct);

        // An office that is gone from the rules still has its invoices.
        bool Shown(string office) => !rules.CashOffices.TryGetValue(office, out var known) || known.ShowBalance;
        var concerned = lines.Select(l => l.CashOffice).Concat(invoices.Select(i => i.Invoice.CashOffice)).OfType<string>().ToHashSet();
        if (concerned.Count == 0)
        {
            concerned = [.. rules.CashOffices.Keys];
        }

        decimal? balance = concerned.Any(Shown)
            ? invoices.Where(i => Shown(i.Invoice.CashOffice)).Sum(i => i.Invoice.Amount) - payments.Where(p => Shown(p.CashOffice)).Sum(p => p.Amount)
            : null;
        var unpaid = invoices.Where(i => i.Invoice.Amount > i.Paid && Shown(i.Invoice.CashOffice)).OrderBy(i => i.Invoice.DueDate).ThenBy(i => i.Invoice.Number, StringComparer.Ordinal)
            .Select(i => new InvoiceView(i.Invoice.Number, i.Invoice.Date, i.Invoice.DueDate, i.Invoice.PeriodFrom, i.Invoice.PeriodTo, i.Invoice.Amount, i.Invoice.Amount - i.Paid,
                rules.CashOffices.TryGetValue(i.Invoice.CashOffice, out var office) ? office.Label : i.Invoice.CashOffice)).ToArray();
        return TypedResults.Ok(new AccountView(
            today, balance, Notice(rules, concerned, balance), lines.Where(l => l.Date < endOfMonth).Sum(l => l.Amount ?? 0), unpaid, await QuotientAsync(db, familyId, today, ct)));
    }

    private static string? Notice(BillingRules rules, HashSet<string> concerned, decimal? balance)
    {
        // With nothing billed yet, a family of a mixed commune isn't told of an office it may never meet.
        var offices = concerned.Count == rules.CashOffices.Count && balance is not null ? [] : concerned.Where(rules.CashOffices.ContainsKey).Select(k => rules.CashOffices[k]);
        var notices = offices.Where(o => o.Notice is not null).OrderBy(o => o.Label, StringComparer.Ordinal)
            .Select(o => string.Join(" – ", new[] { o.Notice, o.Treasury?.Name, o.Treasury?.Phone, o.Treasury?.Email }.OfType<string>())).Distinct().ToList();
        return notices.Count == 0 ? null : string.Join(" ", notices);
    }

    private static async Task<string?> QuotientAsync(BillingDb db, Guid family, DateOnly today, CancellationToken ct)
    {
        var quotient = await db.KnownQuotients.AsNoTracking().FirstOrDefaultAsync(q => q.FamilyId == family && q.From <= today && (q.Until == null || q.Until >= today), ct);
        return quotient is null ? null
            : Figures.Number(quotient.Value) + (quotient.Until is { } until ? $", jusqu’au {Figures.Day(until)}" : $", depuis le {Figures.Day(quotient.From)}");
    }
}
