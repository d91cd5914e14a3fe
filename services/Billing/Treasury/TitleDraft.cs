using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Contracts.Api;

namespace Preau.Billing.Treasury;

/// <summary>
/// What a bordereau would hold: in a régie every invoice overdue since a day, in title mode
/// every invoice the treasury doesn't have yet. Amounts are what is open,
/// by product code.
/// </summary>
/// <param name="Announced">Left to their debit: the family was told that there is nothing to do.</param>
internal sealed record TitleDraft(
    PesSelection Selection, Dictionary<string, (Guid Invoice, Guid Payer, string Name, DateOnly DueDate)> Invoices, TitleLeftOut[] Announced)
{
    /// <param name="dueBefore">Only what fell due before that day; null in title mode, where the due date is the treasury's affair.</param>
    public static async Task<TitleDraft> OfAsync(BillingDb db, CashOffice office, DateOnly? dueBefore, DateOnly today, CancellationToken ct)
    {
        var rules = office.Pes!;
        var invoices = await (
            from i in db.Invoices.AsNoTracking()
            where i.CashOffice == office.Key && i.Kind == InvoiceKind.Invoice && (dueBefore == null || i.DueDate < dueBefore)
            where !db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver)
            where db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents) < i.Cents
            where !db.DebitOrders.Any(o => o.InvoiceId == i.Id && o.FileId != null && o.ReturnedOn == null && o.PaymentId == null)
            orderby i.Year, i.Seq
            select new
            {
                i.Id,
                i.Number,
                i.Payer,
                i.Year,
                i.Seq,
                i.PeriodFrom,
                i.PeriodTo,
                i.DueDate,
                DebitOn = db.DebitOrders.Where(o => o.InvoiceId == i.Id && o.State == DebitState.Announced && o.On >= today).Select(o => (DateOnly?)o.On)
                    .FirstOrDefault(),
                Contested = db.InvoiceEvents.Where(e => e.InvoiceId == i.Id && (e.Kind == InvoiceEvent.Contested || e.Kind == InvoiceEvent.Settled))
                    .OrderByDescending(e => e.No).Select(e => e.Kind).FirstOrDefault() == InvoiceEvent.Contested,
            }).ToListAsync(ct);
        var lines = (await (
            from l in db.BilledLines
            join i in db.Invoices on l.InvoiceId equals i.Id
            where i.CashOffice == office.Key && i.Kind == InvoiceKind.Invoice && (dueBefore == null || i.DueDate < dueBefore)
            where !db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver)
            select new
            {
                l.InvoiceId,
                l.Unit,
                l.Label,
                Open = l.Cents - db.Allocations.Where(a => a.InvoiceId == l.InvoiceId && a.LineNo == l.No).Sum(a => a.Cents)
            })
            .ToListAsync(ct)).ToLookup(l => l.InvoiceId);
        var payers = invoices.Select(i => i.Payer).Distinct().ToList();
        var families = await db.KnownFamilies.AsNoTracking().Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var products = rules.Products.ToDictionary(p => p.Unit);
        var pieces = invoices.Where(i => !i.Contested && i.DebitOn is null).Select(i => new PesPiece(
            FormattableString.Invariant($"{i.Year:0000}{i.Seq:000000}"), i.Number, $"Facture {Words(i.PeriodFrom)}",
            [.. lines[i.Id].Select(l =>
                new PesLine(l.Label, products.GetValueOrDefault(l.Unit)?.Code ?? "", products.GetValueOrDefault(l.Unit)?.Account ?? "", l.Open))],
            Debtor(families.GetValueOrDefault(i.Payer), i.Payer))).ToList();
        return new TitleDraft(
            PesSelection.Of(pieces, Euros.Cents(rules.Least)),
            invoices.ToDictionary(i => FormattableString.Invariant($"{i.Year:0000}{i.Seq:000000}"),
                i => (i.Id, i.Payer, families.GetValueOrDefault(i.Payer)?.Name ?? "", i.DueDate)),
            [.. invoices.Where(i => !i.Contested && i.DebitOn is not null).Select(i => new TitleLeftOut(
                i.Id, i.Number, families.GetValueOrDefault(i.Payer)?.Name ?? "", "debit",
                $"Un prélèvement est annoncé pour le {French.Date(i.DebitOn!.Value)} : elle l’attend."))]);
    }

    public TitleDraftView ToView(CashOffice office) => new(
        office.Key, office.Label, Selection.Pieces.Length, Euros.Of(Selection.Total),
        [.. Selection.Pieces.Select(p => new TitleLine(
            Invoices[p.DebtNumber].Invoice, p.InvoiceNumber, p.DebtNumber, Invoices[p.DebtNumber].Name, $"{p.Debtor.PostCode} {p.Debtor.Town}",
            Invoices[p.DebtNumber].DueDate,
            Euros.Of(p.Lines.Sum(l => l.Cents)), [.. p.Lines.Select(l => new TitleProduct(l.Product, l.Account, Euros.Of(l.Cents)))], 0, null))],
        Products(Selection),
        [.. Selection.Waiting.Select(w => new TitleLeftOut(Invoices[w.DebtNumber].Invoice, w.InvoiceNumber, Invoices[w.DebtNumber].Name, w.Why, w.Sentence)),
            .. Announced]);

    private static TitleProduct[] Products(PesSelection selection) =>
        [.. selection.Pieces.SelectMany(p => p.Lines).GroupBy(l => (l.Product, l.Account)).OrderBy(g => g.Key.Product, StringComparer.Ordinal)
            .Select(g => new TitleProduct(g.Key.Product, g.Key.Account, Euros.Of(g.Sum(l => l.Cents))))];

    // "DUPONT Jean": what is in capitals is the family name.
    private static PesDebtor Debtor(KnownFamily? family, Guid payer)
    {
        var words = (family?.Name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = words.TakeWhile(w => w.Length > 1 && w.All(c => !char.IsLower(c))).ToArray();
        var (name, first) = last.Length == 0 || last.Length == words.Length
            ? (string.Join(' ', words), null)
            : (string.Join(' ', last), string.Join(' ', words.Skip(last.Length)));
        return new PesDebtor(
            family?.Number is { Length: > 0 } number ? number : payer.ToString("N"), null, name.Length > 0 ? name : "?", first,
            family?.Street is { Length: > 0 } street ? [street] : [], family?.PostCode ?? "", family?.City ?? "", family?.IsThirdParty == true);
    }

    private static string Words(DateOnly month) => French.Month(month);
}
