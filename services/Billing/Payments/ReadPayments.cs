using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>Payments of a payer (F-103), or for agents of a cash office and day; and one with its allocations, as the receipt prints it.</summary>
internal static class ReadPayments
{
    private const int Page = 50;

    public static async Task<Results<Ok<PaymentsView>, ProblemHttpResult>> List(
        Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct, Guid? family = null, string? office = null, DateOnly? date = null,
            string? after = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        IQueryable<Payment> payments;
        if (caller.Owner is null && family is null)
        {
            payments = db.Payments.Where(p => (office == null || p.CashOffice == office) && (date == null || p.Date == date));
        }
        else
        {
            var (payer, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
            if (problem is not null)
            {
                return problem;
            }

            var files = await db.FilesAsync(payer, ct);
            payments = db.Payments.Where(p => files.Contains(p.Payer) && (office == null || p.CashOffice == office) && (date == null || p.Date == date));
        }

        var total = await payments.Where(p => p.ReversedOn == null).SumAsync(p => p.Cents, ct);
        if (Guid.TryParse(after, out var last) && await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == last, ct) is { } from)
        {
            payments = payments.Where(p => p.Date < from.Date || (p.Date == from.Date && p.At < from.At)
                || (p.Date == from.Date && p.At == from.At && p.Id.CompareTo(last) < 0));
        }

        var views = await ViewsAsync(db, rules, payments.OrderByDescending(p => p.Date).ThenByDescending(p => p.At).ThenByDescending(p =>
            p.Id).Take(Page + 1), ct);
        return TypedResults.Ok(new PaymentsView([.. views.Take(Page)], Euros.Of(total), views.Count > Page ? views[Page - 1].Id.ToString() : null));
    }

    public static async Task<Results<Ok<PaymentDetail>, ProblemHttpResult>> Get(Guid id, Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var detail = await DetailAsync(db, (await BillingRules.InForceAsync(cache, db, ct)).Rules, id, ct);
        return detail is null || !await Invoicing.GetInvoice.MayReadAsync(db, caller, detail.Payment.Family, ct) ? Problems.NotFound()
            : TypedResults.Ok(detail);
    }

    internal static async Task<PaymentDetail?> DetailAsync(BillingDb db, BillingRules rules, Guid id, CancellationToken ct)
    {
        var view = (await ViewsAsync(db, rules, db.Payments.Where(p => p.Id == id), ct)).SingleOrDefault();
        if (view is null)
        {
            return null;
        }

        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == id, ct);
        var shares = await (
            from a in db.Allocations
            where a.Source == id
            join i in db.Invoices on a.InvoiceId equals i.Id
            join l in db.BilledLines on new { a.InvoiceId, No = a.LineNo } equals new { l.InvoiceId, l.No }
            select new { a.InvoiceId, i.Number, l.No, l.ChildId, l.Label, a.Cents, a.Date }).ToListAsync(ct);
        var allocations = shares.OrderBy(s => s.Number, StringComparer.Ordinal).ThenBy(s => s.No).ThenBy(s => s.Date)
            .Select(s => new AllocationView(s.InvoiceId, s.Number, s.No, s.ChildId == Guid.Empty ? null : s.ChildId, s.Label, Euros.Of(s.Cents),
                s.Date)).ToArray();
        var refunds = await RefundsAsync(db, db.Refunds.Where(r => r.Source == id), ct);
        return new PaymentDetail(view, payment.Drawer, payment.Bank, payment.Reference, payment.By, payment.Note, allocations, [.. refunds],
            payment.ReversedBecause, await TransfersAsync(db, id, ct), payment.Tickets,
            rules.LabelOf(payment.CashOffice, payment.TicketBook), Euros.Of(shares.Sum(s => s.Cents)),
            [.. allocations.GroupBy(a => (a.Number, a.Label)).Select(g => new AllocationSum(g.Key.Number, g.Key.Label, g.Sum(a => a.Amount)))
                .Where(s => s.Amount != 0)]);
    }

    private static async Task<TransferView[]> TransfersAsync(BillingDb db, Guid payment, CancellationToken ct)
    {
        var legs = await db.TransferLegs.AsNoTracking().Where(l => l.PaymentId == payment && (l.Cents > 0 || l.Tickets > 0)).OrderBy(l => l.At).ToListAsync(ct);
        var names = await NamesAsync(db, legs.Select(l => l.Payer), ct);
        return [.. legs.Select(l => new TransferView(l.Date, names.GetValueOrDefault(l.Payer) ?? "", Euros.Of(l.Cents), l.Tickets, l.Reason))];
    }

    private static Task<Dictionary<Guid, string>> NamesAsync(BillingDb db, IEnumerable<Guid> payers, CancellationToken ct)
    {
        var ids = payers.Distinct().ToList();
        return db.KnownFamilies.Where(f => ids.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
    }

    internal static async Task<List<PaymentSummary>> ViewsAsync(BillingDb db, BillingRules rules, IQueryable<Payment> payments, CancellationToken ct)
    {
        var rows = await payments.AsNoTracking().Select(p => new
        {
            Payment = p,
            Allocated = db.Allocations.Where(a => a.Source == p.Id).Sum(a => a.Cents),
            Refunded = db.Refunds.Where(r => r.Source == p.Id && r.State != RefundState.Cancelled).Sum(r => r.Cents),
        }).ToListAsync(ct);
        var (ids, payers) = (rows.Select(r => r.Payment.Id).ToList(), rows.Select(r => r.Payment.Payer).Distinct().ToList());
        var names = await db.KnownFamilies.Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var on = (await (
            from a in db.Allocations
            where ids.Contains(a.Source)
            join i in db.Invoices on a.InvoiceId equals i.Id
            group a.Cents by new { a.Source, i.Number, i.DueDate } into g
            select new { g.Key.Source, g.Key.Number, g.Key.DueDate, Cents = g.Sum() }).ToListAsync(ct)).Where(o => o.Cents != 0).OrderBy(o =>
                o.DueDate).ToLookup(o => o.Source, o => o.Number);
        return [.. rows.Select(r =>
        {
            var p = r.Payment;
            var advance = p.ReversedOn is null ? p.Cents - r.Allocated - r.Refunded : 0;
            return new PaymentSummary(
                p.Id, p.Number, p.Payer, names.GetValueOrDefault(p.Payer) ?? "", p.CashOffice,
                    rules.CashOffices.GetValueOrDefault(p.CashOffice)?.Label ?? p.CashOffice, p.Date, p.At,
                p.Method, Methods.Word(p.Method), Euros.Of(p.Cents),
                    p.ReversedOn is not null ? "reversed" : p.DepositId is not null ? "deposited" : "received", [.. on[p.Id]],
                Euros.Of(advance), Euros.Of(r.Refunded), Paper(p));
        })];
    }

    private static string? Paper(Payment payment) =>
        string.Join(", ", new[] { payment.Drawer.OrNull(), payment.Bank.OrNull(), payment.Reference.OrNull() is { } number ? $"n°\u00A0{number}" : null }
            .OfType<string>()).OrNull();

    internal static async Task<List<RefundView>> RefundsAsync(BillingDb db, IQueryable<Refund> refunds, CancellationToken ct)
    {
        var rows = await (
            from r in refunds
            join f in db.KnownFamilies on r.Payer equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            orderby r.At
            select new
            {
                Refund = r,
                Name = f == null ? "" : f.Name,
                Method = db.Entries.Where(e => e.Kind == EntryKind.Refund && e.Source == r.Id).Select(e => e.Detail).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(ct);
        return [.. rows.Select(r => new RefundView(
            r.Refund.Id, r.Refund.Source, r.Name, Euros.Of(r.Refund.Cents), r.Refund.State.ToString().ToLowerInvariant(), r.Refund.Reason, r.Refund.At,
                r.Refund.By, r.Refund.PaidOn, string.IsNullOrEmpty(r.Method) ? null : Methods.Word(r.Method)))];
    }
}
