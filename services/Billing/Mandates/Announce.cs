using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Mandates;

/// <summary>The invoice that is being issued tells of its debit, at the latest fourteen days before (SEPA pre-notification).</summary>
internal static class Announce
{
    /// <summary>By payer, those alone whose mandate holds on the day of the debit.</summary>
    public static async Task<Dictionary<Guid, (InvoiceDebit Told, Mandate Mandate)>> LoadAsync(
        BillingDb db, List<Guid> payers, CashOffice? office, DateOnly issued, DateOnly due, CancellationToken ct)
    {
        if (office?.DirectDebit is not { } rules)
        {
            return [];
        }

        var day = rules.DebitDay(issued, due);
        // Who had signed in a file that was merged has signed: its mandate serves the household that has none of its own.
        var merged = await db.MergedInto(payers).ToDictionaryAsync(f => f.FamilyId, f => f.MergedInto!.Value, ct);
        List<Guid> holders = [.. payers, .. merged.Keys.Except(payers)];
        var good = (await db.Mandates.AsNoTracking().Where(m => holders.Contains(m.Payer) && m.CashOffice == office.Key && m.EndedAt == null).ToListAsync(ct))
            .FindAll(m => m.IsGood(day));
        var others = good.Where(m => merged.ContainsKey(m.Payer)).OrderBy(m => m.At).GroupBy(m => merged[m.Payer])
            .Where(g => !good.Exists(m => m.Payer == g.Key)).Select(g => (Payer: g.Key, Mandate: g.Last()));
        return good.Where(m => payers.Contains(m.Payer)).Select(m => (m.Payer, Mandate: m)).Concat(others).ToDictionary(m => m.Payer, m => (
            new InvoiceDebit(day, m.Mandate.Mask, m.Mandate.Rum, rules.Creditor, rules.CreditorId), m.Mandate));
    }

    /// <summary>Call inside the unit of work that issues the invoice.</summary>
    public static void Add(BillingDb db, Invoice invoice, InvoiceDebit told, Mandate mandate) => db.DebitOrders.Add(new DebitOrder
    {
        Id = Guid.CreateVersion7(),
        InvoiceId = invoice.Id,
        Payer = invoice.Payer,
        CashOffice = invoice.CashOffice,
        MandateId = mandate.Id,
        On = told.On,
        EndToEnd = invoice.Number,
    });

    /// <summary>Who changes of account is debited there, also of what was announced before; what is in a file goes on. Call inside a unit of work.</summary>
    public static async Task MoveAsync(BillingDb db, Guid former, Guid mandate, CancellationToken ct)
    {
        foreach (var order in await db.DebitOrders.Where(o => o.MandateId == former && o.State == DebitState.Announced).ToListAsync(ct))
        {
            order.MandateId = mandate;
            order.Version++;
        }
    }

    /// <summary>The header with the account its debit is taken from today; its paper keeps the one that was told.</summary>
    public static async Task<InvoiceHeader> WithAccountAsync(BillingDb db, InvoiceHeader header, Guid invoice, CancellationToken ct)
    {
        if (header.Debit is not { } told)
        {
            return header;
        }

        var now = await (
            from o in db.DebitOrders
            where o.InvoiceId == invoice
            join m in db.Mandates on o.MandateId equals m.Id
            select new { m.Mask, m.Rum }).SingleOrDefaultAsync(ct);
        return now is null ? header : header with { Debit = told with { Account = now.Mask, Rum = now.Rum } };
    }
}
