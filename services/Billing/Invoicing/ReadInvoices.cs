using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>Lists of invoices: of a payer, or for agents of a whole cash office, newest first, 50 a page.</summary>
internal static class ListInvoices
{
    private const int Page = 50;

    public static async Task<Results<Ok<InvoicesView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock,
        CancellationToken ct, string? state = null, int? year = null, Guid? family = null, string? office = null, string? after = null)
    {
        if (state is not (null or "" or "all" or "unpaid" or "paid"))
        {
            return Problems.Invalid("state.invalid", "L’état est « unpaid », « paid » ou « all ».");
        }

        if (year is < 2000 or > 2100)
        {
            return Problems.Invalid("year.invalid", "Une année va de 2000 à 2100.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (caller.Owner is null && family is null)
        {
            return await OfAllAsync(db, rules, rules.Today(clock), state, year, office, after, ct);
        }

        var (payer, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var files = await db.FilesAsync(payer, ct);
        var states = await db.StatesAsync(db.Invoices.Where(i => files.Contains(i.Payer)), ct);
        var plans = await KeptPlan.NextDatesAsync(db, rules, files, rules.Today(clock), ct);
        var named = await db.KnownFamilies.Where(f => files.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var online = OnlineService.IsOpen(configuration, environment);
        bool Shown(string key) => !rules.CashOffices.TryGetValue(key, out var known) || known.ShowBalance;
        var views = states.Where(s => Matches(s, state) && (year is null || s.Invoice.Date.Year == year)).OrderByDescending(s => s.Invoice.Date)
            .ThenByDescending(s => s.Invoice.Year)
            .ThenByDescending(s => s.Invoice.Seq).Select(s => s.ToView(named.GetValueOrDefault(s.Invoice.Payer) ?? "", rules, online, plans)).ToArray();
        var unpaid = states.Any(s => Shown(s.Invoice.CashOffice)) || rules.CashOffices.Keys.Any(Shown)
            ? Euros.Of(states.Where(s => Shown(s.Invoice.CashOffice)).Sum(s => s.Remaining)) : (decimal?)null;
        return TypedResults.Ok(new InvoicesView(unpaid, Notice(states, rules), views));
    }

    private static async Task<Results<Ok<InvoicesView>, ProblemHttpResult>> OfAllAsync(
        BillingDb db, BillingRules rules, DateOnly today, string? state, int? year, string? office, string? after, CancellationToken ct)
    {
        var last = (Date: DateOnly.MaxValue, Id: Guid.Empty);
        if (!string.IsNullOrEmpty(after))
        {
            var parts = after.Split('_');
            if (parts.Length != 2 || !DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", out var day) || !Guid.TryParse(parts[1], out var id))
            {
                return Problems.Invalid("after.invalid", "Cette page n’existe pas.");
            }

            last = (day, id);
        }

        var query = db.Invoices.Where(i => (office == null || i.CashOffice == office) && (year == null || i.Year == year));
        query = state switch
        {
            "unpaid" => query.Where(i => i.Kind == InvoiceKind.Invoice && db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents) < i.Cents
                && !db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver)),
            "paid" => query.Where(i => i.Kind == InvoiceKind.Invoice && db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents) >= i.Cents),
            _ => query,
        };
        var ordered = query.Where(i => i.Date < last.Date
            || (i.Date == last.Date && i.Id.CompareTo(last.Id) < 0)).OrderByDescending(i => i.Date).ThenByDescending(i => i.Id);
        var states = await db.StatesAsync(ordered.Take(Page + 1), ct);
        states = [.. states.OrderByDescending(s => s.Invoice.Date)];
        var payers = states.Select(s => s.Invoice.Payer).Distinct().ToList();
        var names = await db.KnownFamilies.Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var plans = await KeptPlan.NextDatesAsync(db, rules, payers, today, ct);
        var shown = states.Take(Page).ToList();
        var next = states.Count > Page ? FormattableString.Invariant($"{shown[^1].Invoice.Date:yyyy-MM-dd}_{shown[^1].Invoice.Id}") : null;
        var views = shown.Select(s => s.ToView(names.GetValueOrDefault(s.Invoice.Payer) ?? "", rules, plans: plans)).ToArray();
        return TypedResults.Ok(new InvoicesView(null, null, views, next));
    }

    private static bool Matches(InvoiceState state, string? wanted) => wanted switch
    {
        "unpaid" => state.Remaining > 0,
        "paid" => state.Word is InvoiceStates.Paid or InvoiceStates.Credited,
        _ => true,
    };

    private static string? Notice(List<InvoiceState> states, BillingRules rules)
    {
        var offices = states.Select(s => s.Invoice.CashOffice).Distinct().Select(k => rules.CashOffices.GetValueOrDefault(k)).OfType<CashOffice>().Where(o =>
            o.Notice is not null);
        var notices = offices.Select(o => string.Join(" – ",
            new[] { o.Notice, o.Treasury?.Name, o.Treasury?.Phone, o.Treasury?.Email }.OfType<string>())).Distinct().ToList();
        return notices.Count == 0 ? null : string.Join(" ", notices);
    }
}
