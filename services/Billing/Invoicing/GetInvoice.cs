using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>An invoice with each line, as frozen, and what happened since.</summary>
internal static class GetInvoice
{
    public static async Task<Results<Ok<InvoiceDetail>, ProblemHttpResult>> Handle(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var detail = await ReadAsync(db, rules, id, rules.Today(clock), ct, online: OnlineService.IsOpen(configuration, environment));
        return detail is null || !await MayReadAsync(db, caller, detail.Invoice.Family, ct) ? Problems.NotFound() : TypedResults.Ok(detail);
    }

    /// <summary>The payer's own household, the one its file was merged into, or an agent who sees money.</summary>
    public static async Task<bool> MayReadAsync(BillingDb db, Caller caller, Guid payer, CancellationToken ct) =>
        caller.Owner?.OwnerId == payer || Array.Exists([Permissions.Billing, Permissions.Cash, Permissions.MoneyView], caller.May)
        || (caller.Owner?.OwnerId is { } own && (await db.FilesAsync(own, ct)).Contains(payer));

    /// <param name="since">Whether what happened after the issue is read too: a paper says nothing of it.</param>
    internal static async Task<InvoiceDetail?> ReadAsync(
        BillingDb db, BillingRules rules, Guid id, DateOnly today, CancellationToken ct, bool since = true, bool online = false)
    {
        var state = (await db.StatesAsync(db.Invoices.Where(i => i.Id == id), ct)).SingleOrDefault();
        if (state is null)
        {
            return null;
        }

        var invoice = state.Invoice;
        var frozen = invoice.Header.Length > 2 ? JsonSerializer.Deserialize<InvoiceFrozen>(invoice.Header)! : await TakenOverAsync(db, invoice, rules, ct);
        var credited = invoice.Kind == InvoiceKind.Invoice ? await db.CreditedLinesAsync(id, ct) : [];
        InvoiceLineView[] lines = [.. (await LinesAsync(db, id, frozen, ct)).Select(l => l with { Credited = since && credited.Contains(l.No) })];
        var children = InvoiceText.Children(lines.Where(l => l.Corrects is null), frozen);
        var before = await BeforeAsync(db, invoice, ct);
        var changes = before is null ? [] : InvoiceText.Changes(
            await LinesAsync(db, before.Id, frozen, ct), lines, Euros.Of(before.Cents), Euros.Of(invoice.Cents));
        var corrects = invoice.Corrects is { } other ? await db.Invoices.Where(i => i.Id == other).Select(i => i.Number).SingleAsync(ct) : null;
        var payments = since ? await PaymentsAsync(db, id, ct) : [];
        var events = !since ? [] : await db.InvoiceEvents.AsNoTracking().Where(e => e.InvoiceId == id).OrderBy(e => e.No).Select(e =>
            new InvoiceEventView(e.Kind, e.At, e.By, e.Note)).ToArrayAsync(ct);
        var header = since ? await Announce.WithAccountAsync(db, frozen.Header, id, ct) : frozen.Header;
        var plans = since ? await KeptPlan.NextDatesAsync(db, rules, [invoice.Payer], today, ct) : null;
        return new InvoiceDetail(
            state.ToView(header.Payer, rules, online, plans), header, Balances.Reference(invoice, rules), Balances.DebtNumber(invoice), corrects,
            frozen.PreviousCents == 0 ? null : Euros.Of(frozen.PreviousCents), children, [.. lines.Where(l => l.Corrects is not null)],
            before is null ? null : Euros.Of(before.Cents), changes, payments, events,
            HowToPay.Sentence(invoice, rules.CashOffices.GetValueOrDefault(invoice.CashOffice), today),
            new InvoiceTotals(
                lines.Where(l => l.Corrects is not null).Sum(l => l.Amount), header.Covered?.Sum(c => c.Amount) ?? 0, lines.Sum(l => l.Care),
                lines.Where(l => !l.Credited).Sum(l => l.Amount)));
    }

    internal static async Task<InvoiceLineView[]> LinesAsync(BillingDb db, Guid id, InvoiceFrozen frozen, CancellationToken ct)
    {
        var rows = await (
            from l in db.BilledLines
            where l.InvoiceId == id
            orderby l.No
            select new
            {
                Line = l,
                Paid = db.Allocations.Where(a => a.InvoiceId == id && a.LineNo == l.No).Sum(a => a.Cents)
            }).AsNoTracking().ToListAsync(ct);
        // Many days share few explanations: each is read once.
        var ids = rows.Select(r => r.Line.WhyId).OfType<string>().Distinct().ToList();
        var whys = (await db.Whys.AsNoTracking().Where(w => ids.Contains(w.Id)).ToListAsync(ct)).ToDictionary(w => w.Id, w => Why.Read(w.Text));
        return [.. rows.Select(r => InvoiceText.Line(
            r.Line, r.Line.WhyId is { } why && whys.TryGetValue(why, out var known) ? known : Why.Read(null), r.Line.Cents - r.Paid, frozen))];
    }

    private static async Task<Invoice?> BeforeAsync(BillingDb db, Invoice invoice, CancellationToken ct) => invoice.Kind == InvoiceKind.Credit ? null
        : (await db.Invoices.AsNoTracking().Where(i => i.Payer == invoice.Payer && i.CashOffice == invoice.CashOffice && i.Kind == InvoiceKind.Invoice
            && i.Id != invoice.Id && i.PeriodFrom < invoice.PeriodFrom && i.Date <= invoice.Date).OrderByDescending(i => i.PeriodFrom).FirstOrDefaultAsync(ct));

    private static async Task<InvoicePayment[]> PaymentsAsync(BillingDb db, Guid id, CancellationToken ct)
    {
        var paid = await db.Allocations.Where(a => a.InvoiceId == id).GroupBy(a => a.Source).Select(g =>
            new { g.Key, Cents = g.Sum(a => a.Cents) }).ToListAsync(ct);
        if (paid.Count == 0)
        {
            return [];
        }

        var ids = paid.Select(p => p.Key).ToList();
        var payments = await db.Payments.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var credits = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var writeOffs = await db.WriteOffs.AsNoTracking().Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Date, ct);
        return [.. paid.Where(p => p.Cents != 0).Select(p => payments.TryGetValue(p.Key, out var payment)
                ? new InvoicePayment(payment.Id, payment.Number, payment.Date, Methods.Word(payment.Method), Euros.Of(p.Cents))
                : credits.TryGetValue(p.Key, out var credit) ? new InvoicePayment(null, credit.Number, credit.Date, "Avoir", Euros.Of(p.Cents))
                : new InvoicePayment(null, "", writeOffs[p.Key], "Admission en non-valeur", Euros.Of(p.Cents)))
            .OrderBy(p => p.Date)];
    }

    // Nothing was frozen by the program that issued it: what is known today stands in.
    private static async Task<InvoiceFrozen> TakenOverAsync(BillingDb db, Invoice invoice, BillingRules rules, CancellationToken ct)
    {
        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == invoice.Payer, ct) ?? new Known.KnownFamily();
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == invoice.Payer).ToListAsync(ct);
        return InvoiceFrozen.Of(family, children, rules.CashOffices.GetValueOrDefault(invoice.CashOffice), null, 0);
    }
}
