using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Billing.Ledger;

/// <summary>
/// Tickets of a book that a payer has bought, from the payments that bought them and the transfers that moved them: one taken back takes its tickets along.
/// </summary>
internal static class Tickets
{
    /// <returns>Tickets, and the first day that uses them; null when none was ever bought.</returns>
    public static async Task<(int Count, DateOnly Since, long Version)?> BoughtAsync(BillingDb db, Guid payer, string book, CancellationToken ct)
    {
        var bought = await db.Payments.AsNoTracking().Where(p => p.Payer == payer && p.TicketBook == book)
            .Select(p => new { p.Date, p.Tickets, p.ReversedOn, p.Version }).ToListAsync(ct);
        var moved = await db.TransferLegs.AsNoTracking().Where(l => l.Payer == payer && l.TicketBook == book)
            .Select(l => new { l.Tickets, l.Since }).ToListAsync(ct);
        if (bought.Count + moved.Count == 0)
        {
            return null;
        }

        var back = await db.Refunds.AsNoTracking().Where(r => r.Payer == payer && r.TicketBook == book).Select(r => new { r.Tickets, r.State }).ToListAsync(ct);
        // Those of another file count from the day of the merge: what was eaten before was paid there.
        var since = bought.Select(p => p.Date).Concat(moved.Where(m => m.Tickets > 0).Select(m => m.Since)).DefaultIfEmpty(DateOnly.MaxValue).Min();
        var given = back.Where(r => r.State != RefundState.Cancelled).Sum(r => r.Tickets);
        return (bought.Where(p => p.ReversedOn is null).Sum(p => p.Tickets) + moved.Sum(m => m.Tickets) - given, since,
            bought.Sum(p => p.Version) + moved.Count + back.Sum(r => r.State == RefundState.Cancelled ? 2 : 1));
    }

    /// <summary>Tickets bought, less days of their units that are charged: one given back in time is back in the book. Null where none is sold.</summary>
    public static async Task<TicketBookView?> ViewAsync(BillingDb db, CashOffice office, Guid payer, CancellationToken ct)
    {
        if (office.Prepaid?.Book is not { } book)
        {
            return null;
        }

        return new TicketBookView(book.Key, book.Label, book.Count, book.Price, await LeftAsync(db, book, payer, ct));
    }

    /// <summary>Below zero where days were charged that no ticket stands for.</summary>
    public static async Task<int> LeftAsync(BillingDb db, TicketBook? book, Guid payer, CancellationToken ct)
    {
        if (book is null || await BoughtAsync(db, payer, book.Key, ct) is not var (count, since, _))
        {
            return 0;
        }

        CellOutcome[] charged = [CellOutcome.Booked, CellOutcome.Present, CellOutcome.PresentUnbooked, CellOutcome.AbsentBilled];
        return count - await db.Cells.CountAsync(c => c.Payer == payer && c.Date >= since && book.Units.Contains(c.Unit) && charged.Contains(c.Outcome), ct);
    }

    /// <summary>What so many books cost, to whoever typed another sum.</summary>
    public static string Asked(TicketBook? book, int books) => book is null
        ? "Cette régie ne vend pas de carnets."
        : $"{French.Money(books * book.Price)} pour {books} {(books > 1 ? "carnets" : "carnet")} : écrivez cette somme, ou un autre nombre de carnets.";

    /// <summary>Whether money that bought tickets pays a unit: of their book alone, as long as it is sold. Other money pays all.</summary>
    public static bool Pay(CashOffice? office, string? book, string unit) =>
        book is null || office?.Prepaid?.Book is not { } sold || sold.Key != book || sold.Units.Contains(unit);

    /// <summary>Call inside a unit of work, after what it tells was saved.</summary>
    public static async Task TellAsync(BillingDb db, Guid payer, string? book, DateTime at, CancellationToken ct)
    {
        if (book is not null && await BoughtAsync(db, payer, book, ct) is var (count, since, version))
        {
            db.Raise(new TicketsBought(db.CurrentTenant, at, payer, book, version, Math.Max(0, count), since));
        }
    }
}
