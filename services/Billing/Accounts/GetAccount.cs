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
        return TypedResults.Ok((await ReadAsync(db, rules, familyId, rules.Today(clock), ct)).Account);
    }

    /// <returns>The account, and the sum of what is charged in this month.</returns>
    internal static async Task<(AccountView Account, decimal Month)> ReadAsync(BillingDb db, BillingRules rules, Guid familyId, DateOnly today, CancellationToken ct)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var endOfMonth = month.AddMonths(1);
        // Years of lines have few amounts: counted by the database, summed here, as it can't sum decimals alike everywhere.
        var lines = await db.Charges.AsNoTracking().Where(c => c.FamilyId == familyId && ((c.Charged && c.InvoiceId == null) || (c.Date >= month && c.Date < endOfMonth && c.InvoiceId != null)))
            .GroupBy(c => new { c.Amount, c.CashOffice, Open = c.InvoiceId == null, Until = c.Date < endOfMonth, Now = c.Date >= month && c.Date < endOfMonth, c.ChildId })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        lines.AddRange(await db.LatePickUps.Where(l => l.FamilyId == familyId && l.Amount != null && (l.InvoiceId == null || (l.Date >= month && l.Date < endOfMonth)))
            .GroupBy(l => new { l.Amount, l.CashOffice, Open = l.InvoiceId == null, Until = l.Date < endOfMonth, Now = l.Date >= month && l.Date < endOfMonth, l.ChildId })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct));
        var children = await db.KnownChildren.Where(c => c.FamilyId == familyId).Select(c => c.ChildId).ToListAsync(ct);
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.FamilyId == familyId)
            .Select(i => new { Invoice = i, Paid = db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Amount) }).ToListAsync(ct);
        var payments = await db.Payments.AsNoTracking().Where(p => p.FamilyId == familyId).Select(p => new { p.CashOffice, p.Amount }).ToListAsync(ct);

        // An office that is gone from the rules still has its invoices.
        bool Shown(string office) => !rules.CashOffices.TryGetValue(office, out var known) || known.ShowBalance;
        var concerned = lines.Where(l => l.Key.Open).Select(l => l.Key.CashOffice).Concat(invoices.Select(i => i.Invoice.CashOffice)).OfType<string>().ToHashSet();
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
        var account = new AccountView(
            today, balance, Notice(rules, concerned, balance), lines.Where(l => l.Key is { Open: true, Until: true }).Sum(l => (l.Key.Amount ?? 0) * l.Count), unpaid, await QuotientAsync(db, familyId, today, ct));
        // As in the list of charges: only of children that are known in this household.
        return (account, lines.Where(l => l.Key.Now && children.Contains(l.Key.ChildId)).Sum(l => (l.Key.Amount ?? 0) * l.Count));
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
