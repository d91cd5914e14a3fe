using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Ledger;

/// <summary>An invoice as lists show it, its state worked out from what happened to it.</summary>
/// <param name="TreasuryPaidOn">The day the treasury reports it wholly paid.</param>
/// <param name="DebitOn">The day of the debit it waits for: its file's, before that the one that was told.</param>
internal sealed record InvoiceState(
    Invoice Invoice, long Paid, long Credited, bool HandedOver, bool Contested, DateOnly? TreasuryPaidOn = null, bool WrittenOff = false,
    DateOnly? DebitOn = null)
{
    public long Remaining => HandedOver || Invoice.Kind == InvoiceKind.Credit ? 0 : Invoice.Cents - Paid;

    public DateOnly? PlanNext(IReadOnlyDictionary<Guid, DateOnly>? plans) =>
        Remaining > 0 && plans is not null && plans.TryGetValue(Invoice.Id, out var on) ? on : null;

    public string Word => Invoice.Kind == InvoiceKind.Credit ? InvoiceStates.Credit
        : HandedOver ? InvoiceStates.Title
        : Credited > 0 && Credited >= Invoice.Cents ? InvoiceStates.Credited
        : WrittenOff ? InvoiceStates.WrittenOff
        : Remaining == 0 ? InvoiceStates.Paid
        : Paid > 0 ? InvoiceStates.Part
        : InvoiceStates.Open;

    /// <param name="online">The platform reaches the treasury's payment service.</param>
    /// <param name="plans">Next dates of kept plans, by invoice.</param>
    public InvoiceSummary ToView(string payer, BillingRules rules, bool online = false, IReadOnlyDictionary<Guid, DateOnly>? plans = null)
    {
        var office = rules.CashOffices.GetValueOrDefault(Invoice.CashOffice);
        return new InvoiceSummary(
            Invoice.Id, Invoice.Number, Invoice.Kind == InvoiceKind.Credit ? "credit" : "invoice", Word, Invoice.Payer, payer, Invoice.Date, Invoice.DueDate,
            Invoice.PeriodFrom, Invoice.PeriodTo, Invoice.CashOffice, office?.Label ?? Invoice.CashOffice, Euros.Of(Invoice.Cents), Euros.Of(Remaining),
            Remaining > 0 && office?.Mode != CashMode.Title, TreasuryPaidOn,
            online && Remaining > 0 && office is { Mode: CashMode.Regie, PayFip.Mode: not null }, Remaining > 0 ? DebitOn : null,
            PlanNext(plans));
    }
}

internal static class Euros
{
    public static decimal Of(long cents) => cents / 100m;

    public static long Cents(decimal euros) => (long)decimal.Round(euros * 100, 0, MidpointRounding.AwayFromZero);

    /// <summary>False for a third decimal: an amount typed by a person is refused, not rounded.</summary>
    public static bool IsWhole(decimal euros) => decimal.Round(euros, 2) == euros;
}

/// <summary>What the books say, summed by the database: the only source of home, statement, dunning and exports (I5).</summary>
internal static class Balances
{
    /// <summary>Cents owed, by cash office.</summary>
    public static Task<Dictionary<string, long>> OfPayersAsync(this BillingDb db, IReadOnlyCollection<Guid> payers, CancellationToken ct) =>
        db.Entries.Where(e => payers.Contains(e.Payer)).GroupBy(e => e.CashOffice).Select(g => new { g.Key, Sum = g.Sum(e => e.Cents) })
            .ToDictionaryAsync(g => g.Key, g => g.Sum, ct);

    public static async Task<List<InvoiceState>> StatesAsync(this BillingDb db, IQueryable<Invoice> invoices, CancellationToken ct) =>
        await invoices.AsNoTracking().Select(i => new InvoiceState(
            i,
            db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents),
            db.Allocations.Where(a => a.InvoiceId == i.Id && db.Invoices.Any(c => c.Id == a.Source && c.Kind == InvoiceKind.Credit)).Sum(a => a.Cents),
            db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver),
            db.InvoiceEvents.Where(e => e.InvoiceId == i.Id && (e.Kind == InvoiceEvent.Contested || e.Kind == InvoiceEvent.Settled))
                .OrderByDescending(e => e.No).Select(e => e.Kind).FirstOrDefault() == InvoiceEvent.Contested,
            db.TitlePieces.Where(p => p.InvoiceId == i.Id).Select(p => p.PaidOn).FirstOrDefault(),
            db.WriteOffs.Any(w => w.InvoiceId == i.Id),
            db.AwaitedDebits.Where(o => o.InvoiceId == i.Id)
                .Select(o => (DateOnly?)(db.DebitFiles.Where(f => f.Id == o.FileId).Select(f => (DateOnly?)f.On).FirstOrDefault() ?? o.On))
                .FirstOrDefault())).ToListAsync(ct);

    /// <summary>"AL2027000036": letters of the prefix, year, six digits (facts §1.2: 6 to 30 letters and digits).</summary>
    public static string Reference(Invoice invoice, BillingRules rules)
    {
        var prefix = rules.CashOffices.GetValueOrDefault(invoice.CashOffice)?.Prefix ?? invoice.CashOffice;
        return Reference(prefix, invoice.Year, invoice.Seq);
    }

    /// <summary>Capitals and digits of the prefix, accents left off: a dash is refused with R3.</summary>
    public static string Reference(string prefix, int year, long number)
    {
        var plain = string.Concat(prefix.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return FormattableString.Invariant($"{plain}{year:0000}{number:000000}");
    }

    /// <summary>"2027000036": digits only, at most 15 (facts §2).</summary>
    public static string DebtNumber(Invoice invoice) => FormattableString.Invariant($"{invoice.Year:0000}{invoice.Seq:000000}");
}
