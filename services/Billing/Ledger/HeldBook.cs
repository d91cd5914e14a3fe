using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Holds;
using Preau.Contracts;

namespace Preau.Billing.Ledger;

/// <param name="Price">Cents its payer owes for it: a third party's part isn't asked.</param>
/// <param name="Version">Of the cell.</param>
internal sealed record Held(HeldDay Day, Guid Booker, long Version, long Price);

/// <summary>
/// Days of a payer that wait for their payment with one office, oldest booked first, and what is
/// there for them. Money put in since the first of them was booked is theirs; of
/// older money what other days haven't taken.
/// </summary>
/// <param name="Free">Cents for those that wait, after those kept.</param>
internal sealed record HeldBook(List<Held> Waiting, List<Held> Kept, long Free)
{
    /// <summary>Cents still to be put in to keep all that wait.</summary>
    public long Missing => Waiting.Count == 0 ? 0 : Math.Max(0, Waiting.Sum(h => h.Price) - Free);

    public static async Task<HeldBook> ReadAsync(BillingDb db, Books books, Guid payer, string office, CancellationToken ct)
    {
        var rows = (await Of(db, payer, office).Where(h => h.Outcome == CellOutcome.Booked).ToListAsync(ct))
            .OrderBy(h => h.Day.At).ThenBy(h => h.Day.Date).ThenBy(h => h.Day.Unit, StringComparer.Ordinal).ThenBy(h => h.Day.ChildId).ToList();
        if (rows.TrueForAll(r => r.Day.State == HeldState.GivenUp))
        {
            return new HeldBook([], [], 0);
        }

        var prices = await db.Prices.Where(p => p.Payer == payer && p.CashOffice == office && p.Open != 0)
            .Select(p => new { p.ChildId, p.Unit, p.Date, p.Kind, p.Open }).ToListAsync(ct);
        var byDay = prices.Where(p => p.Kind == PriceKind.Day).ToDictionary(p => (p.ChildId, p.Unit, p.Date), p => p.Open);
        var held = rows.ConvertAll(r => new Held(r.Day, r.Booker, r.Version, byDay.GetValueOrDefault((r.Day.ChildId, r.Day.Unit, r.Day.Date))));
        var others = prices.Sum(p => p.Open) - held.Sum(h => h.Price);
        var first = held.Where(h => h.Day.State != HeldState.GivenUp).Min(h => h.Day.At);
        var since = await db.Payments.Where(p => p.Payer == payer && p.CashOffice == office && p.At >= first).Select(p => p.Id).ToListAsync(ct);
        var money = (await books.AdvancesAsync(payer, office, ct)).ToLookup(a => since.Contains(a.Source), a => a.Cents);
        var kept = held.FindAll(h => h.Day.State == HeldState.Kept);
        return new HeldBook(held.FindAll(h => h.Day.State == HeldState.Waiting), kept,
            money[true].Sum() + Math.Max(0, money[false].Sum() - others) - kept.Sum(h => h.Price));
    }

    /// <summary>Days of a payer that were given up after a payment was begun.</summary>
    public static async Task<List<DateOnly>> GivenUpSinceAsync(BillingDb db, Guid payer, string office, DateTime since, CancellationToken ct) =>
        [.. (await Of(db, payer, office).Where(h => h.Day.State == HeldState.GivenUp && h.Day.Ended >= since).Select(h => h.Day.Date).Distinct()
            .ToListAsync(ct))
            .Order()];

    /// <summary>Money came in: what waits for it is judged again.</summary>
    public static async Task JudgeAgainAsync(BillingDb db, Guid payer, string office, CancellationToken ct) =>
        (await Of(db, payer, office).Where(h => h.Day.State == HeldState.Waiting).ToListAsync(ct)).ForEach(h => h.Day.Judged = false);

    private static IQueryable<Row> Of(BillingDb db, Guid payer, string office) =>
        from h in db.HeldDays
        join c in db.Cells on new { h.ChildId, h.Unit, h.Date } equals new { c.ChildId, c.Unit, c.Date }
        where c.Payer == payer && h.CashOffice == office
        select new Row { Day = h, Booker = c.Booker == Guid.Empty ? c.Payer : c.Booker, Version = c.Version, Outcome = c.Outcome };

    private sealed class Row
    {
        public required HeldDay Day { get; init; }

        public Guid Booker { get; init; }

        public long Version { get; init; }

        public CellOutcome Outcome { get; init; }
    }
}
