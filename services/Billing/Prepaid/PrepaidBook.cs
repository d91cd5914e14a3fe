using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;

namespace Preau.Billing.Prepaid;

/// <summary>
/// What is left of a prepaid account: never kept, always what books and prices say. Money put in is an advance; the days taken are prices no invoice bears
/// yet, which the month's
/// invoice bills and the advance pays. So a day given back in time is back on the account by itself.
/// </summary>
internal static class PrepaidBook
{
    private const int Many = 50;

    /// <summary>Cents by payer, of one office: left, and of which taken but not billed.</summary>
    public static async Task<Dictionary<Guid, (long Left, long Taken, long AskedBack)>> LeftAsync(
        BillingDb db, CashOffice office, DateOnly today, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var until = office.Prepaid!.Take == PrepaidTake.Booked ? DateOnly.MaxValue : today;
        var entries = db.Entries.Where(e => e.CashOffice == office.Key);
        var prices = db.Prices.Where(p => p.CashOffice == office.Key && p.Open != 0 && p.Date <= until);
        var refunds = db.Refunds.Where(r => r.CashOffice == office.Key && r.State == RefundState.Requested);
        if (only?.ToList() is { } some)
        {
            (entries, prices, refunds) =
                (entries.Where(e => some.Contains(e.Payer)), prices.Where(p => some.Contains(p.Payer)), refunds.Where(r => some.Contains(r.Payer)));
        }

        var owed = await entries.GroupBy(e => e.Payer).Select(g => new { g.Key, Cents = g.Sum(e => e.Cents) }).ToDictionaryAsync(g => g.Key, g => g.Cents, ct);
        var taken = await prices.GroupBy(p => p.Payer).Select(g => new { g.Key, Cents = g.Sum(p => p.Open) }).ToDictionaryAsync(g => g.Key, g => g.Cents, ct);
        var asked = await refunds.GroupBy(r => r.Payer).Select(g => new { g.Key, Cents = g.Sum(r => r.Cents) }).ToDictionaryAsync(g => g.Key, g => g.Cents, ct);
        return owed.Keys.Union(taken.Keys).ToDictionary(
            p => p, p => (-owed.GetValueOrDefault(p) - taken.GetValueOrDefault(p) - asked.GetValueOrDefault(p), taken.GetValueOrDefault(p),
                asked.GetValueOrDefault(p)));
    }

    public static async Task<PrepaidAccount> ViewAsync(BillingDb db, CashOffice office, Guid payer, bool online, DateOnly today, CancellationToken ct)
    {
        var rules = office.Prepaid!;
        var (left, taken, asked) = (await LeftAsync(db, office, today, [payer], ct)).GetValueOrDefault(payer);
        var until = rules.Take == PrepaidTake.Booked ? DateOnly.MaxValue : today;
        var entries = await db.Entries.AsNoTracking().Where(e => e.Payer == payer && e.CashOffice == office.Key).OrderByDescending(e => e.Date)
            .ThenByDescending(e => e.At).Take(Many).ToListAsync(ct);
        var days = await (
            from p in db.Prices.AsNoTracking()
            where p.Payer == payer && p.CashOffice == office.Key && p.Open != 0 && p.Date <= until
            orderby p.Date descending
            select new
            {
                p.Date,
                p.Label,
                p.Open,
                Child = db.KnownChildren.Where(c => c.FamilyId == payer
                && c.ChildId == p.ChildId).Select(c => c.FirstName).FirstOrDefault()
            })
            .Take(Many).ToListAsync(ct);
        var movements = entries.Select(e => new PrepaidMovement(e.Date, Word(e), Euros.Of(-e.Cents)))
            .Concat(days.Select(d => new PrepaidMovement(d.Date, d.Child is null
                ? d.Label : $"{d.Child}, {char.ToLowerInvariant(d.Label[0])}{d.Label[1..]}", Euros.Of(-d.Open))));
        return new PrepaidAccount(
            office.Key, office.Label, Euros.Of(left), Euros.Of(taken), rules.Take == PrepaidTake.Booked, rules.Amounts ?? [20, 50, 100], rules.Least,
                rules.Low, online, Euros.Of(asked),
            [.. movements.OrderByDescending(m => m.Date).Take(Many)], await Tickets.ViewAsync(db, office, payer, ct));
    }

    private static string Word(Entry entry) => entry.Kind switch
    {
        EntryKind.Payment => $"Versement, reçu n° {entry.Number}",
        EntryKind.Reversal => $"Versement annulé, reçu n° {entry.Number}",
        EntryKind.Refund => "Remboursement",
        EntryKind.Invoice => $"Facture {entry.Number}",
        EntryKind.Credit => $"Avoir {entry.Number}",
        EntryKind.Transfer => entry.Detail ?? "",
        EntryKind.Title => $"Facture {entry.Number}, transmise au Trésor public",
        _ => $"Facture {entry.Number}, n’est plus réclamée",
    };
}
