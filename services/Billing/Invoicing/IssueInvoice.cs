using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

internal enum DraftKind
{
    ToIssue,
    /// <summary>Under the office's threshold: carried to the next run.</summary>
    Carried,
    /// <summary>Under zero, or nothing in sum.</summary>
    Waiting,
    /// <summary>Something needed is missing.</summary>
    Blocked,
}

/// <summary>The one way from open prices to an issued invoice: lines, number, entry, advances and event in one transaction.</summary>
internal sealed class IssueInvoice(BillingDb db, Books books, PriceMonths pricing, SettingsCache cache, TimeProvider clock)
{
    /// <summary>What would become of a payer's sum.</summary>
    public static DraftKind KindOf(long cents, CashOffice? office, bool known) =>
        !known ? DraftKind.Blocked : cents <= 0 ? DraftKind.Waiting : cents < MonthPrices.Cents(office?.Collecting?.Threshold ?? 0) ? DraftKind.Carried
            : DraftKind.ToIssue;

    /// <summary>Call inside a unit of work. Null when nothing is issued: the sum is carried or waits, or this run has the payer's invoice already.</summary>
    public async Task<Invoice?> OfAsync(Run run, Guid payer, CancellationToken ct, bool tell = true)
    {
        if (await db.Invoices.AnyAsync(i => i.RunId == run.Id && i.Payer == payer, ct))
        {
            return null;
        }

        await books.MeetAsync(payer, run.CashOffice, ct);
        await pricing.OfPayerAsync(payer, run.Until, ct);
        await db.SaveChangesAsync(ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var office = rules.CashOffices.GetValueOrDefault(run.CashOffice);
        var open = await db.Prices.Where(p => p.Payer == payer && p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open != 0).ToListAsync(ct);
        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == payer && f.Version > 0, ct);
        if (family is null || open.Count == 0 || KindOf(open.Sum(p => p.Open), office, known: true) != DraftKind.ToIssue)
        {
            return null;
        }

        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == payer).ToListAsync(ct);
        var (number, seq) = await NumberAsync(rules, run.CashOffice, run.Date, ct);
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            CashOffice = run.CashOffice,
            Payer = payer,
            Year = run.Date.Year,
            Seq = seq,
            Number = number,
            RunId = run.Id,
            Date = run.Date,
            DueDate = run.DueDate,
            PeriodFrom = run.From,
            PeriodTo = run.Until,
            Cents = open.Sum(p => p.Open),
        };
        var debit = await Announce.OfAsync(db, payer, office, run.Date, run.DueDate, ct);
        invoice.Header = JsonSerializer.Serialize(await FrozenAsync(invoice, family, children, office, debit?.Told, ct));
        db.Invoices.Add(invoice);
        if (debit is { } announced)
        {
            Announce.Add(db, invoice, announced.Told, announced.Mandate);
        }

        await AddLinesAsync(invoice, open, children, ct);
        await CloseAsync(invoice, rules, run.By, ct, tell, debit?.Told);
        return invoice;
    }

    /// <summary>Entry, event and what advances pay of it; the invoice and its lines are added already.</summary>
    public async Task CloseAsync(Invoice invoice, BillingRules rules, string by, CancellationToken ct, bool tell = true, InvoiceDebit? debit = null)
    {
        var kind = invoice.Kind == InvoiceKind.Credit ? EntryKind.Credit : EntryKind.Invoice;
        books.Post(invoice.Payer, invoice.CashOffice, invoice.Date, kind, invoice.Cents, invoice.Number, invoice.Id);
        db.InvoiceEvents.Add(new InvoiceEvent { InvoiceId = invoice.Id, No = 1, Kind = InvoiceEvent.Issued, At = clock.UtcNow(), By = by });
        await db.SaveChangesAsync(ct);
        var office = rules.CashOffices.GetValueOrDefault(invoice.CashOffice);
        var ages = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == invoice.Payer).ToDictionaryAsync(c => c.ChildId, c => c.BirthDate, ct);
        var used = invoice.Kind == InvoiceKind.Credit ? 0 : await books.UseAdvancesAsync(
            invoice.Payer, invoice.CashOffice, invoice.Date,
                (l, method) => MayPay.Line(office?.Collecting, method, l, ages.GetValueOrDefault(l.ChildId)) == l.Open, ct);
        if (!tell)
        {
            return;
        }

        db.Raise(new InvoiceIssued(
            db.CurrentTenant, clock.UtcNow(), invoice.Id, invoice.Payer, invoice.Number, invoice.Kind == InvoiceKind.Credit ? "credit" : "invoice",
            office?.Label ?? invoice.CashOffice, invoice.Date, invoice.DueDate, Words.Period(invoice.PeriodFrom, invoice.PeriodTo), invoice.Cents, used,
            debit is not null ? HowToPay.Debit(debit) : HowToPay.Sentence(invoice, office, invoice.Date)));
    }

    public async Task<(string Number, long Seq)> NumberAsync(BillingRules rules, string office, DateOnly date, CancellationToken ct)
    {
        var seq = await books.TakeNumberAsync(office, date.Year, Counter.Invoices, ct);
        return (NumberOf(rules, office, date.Year, seq), seq);
    }

    /// <summary>"AL-2027-24": a series begins again each year, so the year is in the number.</summary>
    public static string NumberOf(BillingRules rules, string office, int year, long seq) =>
        FormattableString.Invariant($"{rules.CashOffices.GetValueOrDefault(office)?.Prefix ?? office}-{year}-{seq}");

    private async Task AddLinesAsync(Invoice invoice, List<CurrentPrice> open, List<KnownChild> children, CancellationToken ct)
    {
        var corrections = await Corrections.LoadAsync(db, open, ct);
        var order = children.OrderBy(c => c.BirthDate).ThenBy(c => c.ChildId).Select((c, i) => (c.ChildId, i)).ToDictionary(x => x.ChildId, x => x.i);
        var no = 0;
        foreach (var price in open.OrderBy(p => order.GetValueOrDefault(p.ChildId, int.MaxValue)).ThenBy(p => p.Date).ThenBy(p => p.Unit,
            StringComparer.Ordinal).ThenBy(p => p.Kind))
        {
            db.BilledLines.Add(corrections.Line(invoice, ++no, price));
            price.Bill(price.Open);
        }
    }

    private async Task<InvoiceFrozen> FrozenAsync(
        Invoice invoice, KnownFamily family, List<KnownChild> children, CashOffice? office, InvoiceDebit? debit, CancellationToken ct)
    {
        var quotient = await db.KnownQuotients.AsNoTracking().Where(q => q.FamilyId == family.FamilyId && q.From <= invoice.PeriodTo
            && (q.Until == null || q.Until >= invoice.PeriodTo))
            .OrderByDescending(q => q.From).FirstOrDefaultAsync(ct);
        var before = await db.Entries.Where(e => e.Payer == family.FamilyId && e.CashOffice == invoice.CashOffice).SumAsync(e => e.Cents, ct);
        return InvoiceFrozen.Of(family, children, office, quotient, before, debit);
    }
}
