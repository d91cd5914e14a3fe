using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>Balance and unpaid invoices of a family (F-31, F-32), or the treasury's notice where the commune can't know them (F-40).</summary>
internal static class GetAccount
{
    public static async Task<Results<Ok<AccountView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, PriceMonths prices, TimeProvider clock, CancellationToken ct, Guid? family = null)
    {
        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        await prices.FreshAsync(familyId, ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return TypedResults.Ok(await ReadAsync(db, rules, familyId, rules.Today(clock), ct));
    }

    internal static async Task<AccountView> ReadAsync(BillingDb db, BillingRules rules, Guid familyId, DateOnly today, CancellationToken ct)
    {
        var endOfMonth = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        // Asked by each first page: one look at what is open.
        var files = await db.FilesAsync(familyId, ct);
        var offices = await db.Prices.Where(p => files.Contains(p.Payer) && p.Open != 0).GroupBy(p => p.CashOffice).Select(g => new
        {
            g.Key,
            ToBill = g.Sum(p => p.Date < endOfMonth ? p.Open : 0),
            Corrections = g.Sum(p => p.Date < endOfMonth && p.Billed != 0 ? p.Open : 0),
        }).ToListAsync(ct);
        var (toBill, corrections, open) = (offices.Sum(o => o.ToBill), offices.Sum(o => o.Corrections), offices.Select(o => o.Key).OfType<string>());
        var balances = await db.OfPayersAsync(files, ct);
        var invoices = await db.StatesAsync(db.Invoices.Where(i => files.Contains(i.Payer) && i.Kind == InvoiceKind.Invoice), ct);
        var plans = await KeptPlan.NextDatesAsync(db, rules, files, today, ct);

        // An office that is gone from the rules still has its invoices.
        bool Shown(string office) => !rules.CashOffices.TryGetValue(office, out var known) || known.ShowBalance;
        var concerned = open.Concat(balances.Keys).Concat(invoices.Select(i => i.Invoice.CashOffice)).ToHashSet();
        if (concerned.Count == 0)
        {
            concerned = [.. rules.CashOffices.Keys];
        }

        decimal? balance = concerned.Any(Shown) ? Euros.Of(balances.Where(b => Shown(b.Key)).Sum(b => b.Value)) : null;
        var unpaid = invoices.Where(i => i.Remaining > 0
            && Shown(i.Invoice.CashOffice)).OrderBy(i => i.Invoice.DueDate).ThenBy(i => i.Invoice.Year).ThenBy(i => i.Invoice.Seq)
            .Select(i => new InvoiceView(
                i.Invoice.Number, i.Invoice.Date, i.Invoice.DueDate, i.Invoice.PeriodFrom, i.Invoice.PeriodTo, Euros.Of(i.Invoice.Cents), Euros.Of(i.Remaining),
                rules.CashOffices.TryGetValue(i.Invoice.CashOffice, out var office) ? office.Label : i.Invoice.CashOffice, i.Invoice.Id,
                i.DebitOn, i.PlanNext(plans))).ToArray();
        return new AccountView(today, balance, Notice(rules, concerned, balance), Euros.Of(toBill), unpaid, await QuotientAsync(db, familyId, today, ct),
            (await OwnOffices.OfAsync(db, rules, familyId, ct)).Count > 0, Euros.Of(corrections), await db.SentencesAsync(familyId, ct));
    }

    internal static string? Notice(BillingRules rules, HashSet<string> concerned, decimal? balance)
    {
        // With nothing billed yet, a family of a mixed commune isn't told of an office it may never meet.
        var offices = concerned.Count == rules.CashOffices.Count
            && balance is not null ? [] : concerned.Where(rules.CashOffices.ContainsKey).Select(k => rules.CashOffices[k]);
        var notices = offices.Where(o => o.Notice is not null).OrderBy(o => o.Label, StringComparer.Ordinal)
            .Select(o => string.Join(" – ", new[] { o.Notice, o.Treasury?.Name, o.Treasury?.Phone, o.Treasury?.Email }.OfType<string>())).Distinct().ToList();
        return notices.Count == 0 ? null : string.Join(" ", notices);
    }

    private static async Task<string?> QuotientAsync(BillingDb db, Guid family, DateOnly today, CancellationToken ct)
    {
        var quotient = await db.KnownQuotients.AsNoTracking().OrderByDescending(q => q.From).FirstOrDefaultAsync(q => q.FamilyId == family && q.From <= today
            && (q.Until == null || q.Until >= today), ct);
        return quotient is null ? null
            : French.Number(quotient.Value) + (quotient.Until is { } until ? $", jusqu’au {French.Date(until)}" : $", depuis le {French.Date(quotient.From)}");
    }
}
