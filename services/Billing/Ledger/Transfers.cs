using Microsoft.EntityFrameworkCore;

namespace Preau.Billing.Ledger;

/// <summary>Money of a payment that goes from one payer to another.</summary>
/// <param name="Since">First day that uses the tickets.</param>
/// <param name="File">The file that was merged, as it was when this was decided.</param>
/// <param name="Out">What the account that gives it says, and what the one that gets it says.</param>
internal sealed record Transfer(
    Guid Payment, string Number, string Office, Guid From, Guid To, long Cents, string? Book, int Tickets, DateOnly Since, (Guid Id, long Version) File,
    string Out, string In);

/// <summary>The one way for money from payer to payer: two legs and two entries, or nothing.</summary>
internal static class Transfers
{
    /// <summary>Call inside a unit of work, after <see cref="Books.MeetAllAsync"/> of both.</summary>
    public static void Move(this Books books, BillingDb db, Transfer transfer, DateOnly today, DateTime at)
    {
        if (transfer.Cents < 0 || transfer.Tickets < 0 || transfer.From == transfer.To || transfer is { Cents: 0, Tickets: 0 })
        {
            throw new InvalidOperationException("A transfer of nothing, or less.");
        }

        var id = Guid.CreateVersion7();
        foreach (var (payer, other, sign, reason) in new[] { (transfer.From, transfer.To, -1, transfer.Out), (transfer.To, transfer.From, 1, transfer.In) })
        {
            var leg = new TransferLeg
            {
                Id = Guid.CreateVersion7(),
                TransferId = id,
                Payer = payer,
                Other = other,
                PaymentId = transfer.Payment,
                CashOffice = transfer.Office,
                Cents = sign * transfer.Cents,
                TicketBook = transfer.Book,
                Tickets = sign * transfer.Tickets,
                Since = transfer.Since,
                FileId = transfer.File.Id,
                FileVersion = transfer.File.Version,
                Reason = reason,
                Date = today,
                At = at,
            };
            db.TransferLegs.Add(leg);
            if (leg.Cents != 0)
            {
                books.Post(payer, transfer.Office, today, EntryKind.Transfer, -leg.Cents, transfer.Number, leg.Id, reason);
            }
        }
    }

    /// <summary>A payment is taken back: what went to others comes home first. Call inside a unit of work. Returns whose account it changed.</summary>
    public static async Task<List<Guid>> ReturnAsync(this Books books, BillingDb db, Payment payment, DateOnly today, DateTime at, CancellationToken ct)
    {
        var lent = (await db.TransferLegs.AsNoTracking().Where(l => l.PaymentId == payment.Id).ToListAsync(ct)).GroupBy(l => (l.Payer, l.Other))
            .Select(g => (g.Key, Last: g.MaxBy(l => l.At)!, Cents: g.Sum(l => l.Cents), Tickets: g.Sum(l => l.Tickets)))
            .Where(g => g.Cents > 0 || g.Tickets > 0).ToList();
        List<Guid> payers = [.. lent.Select(l => l.Key.Payer).Where(p => p != payment.Payer).Distinct()];
        await books.MeetAllAsync(payers, payment.CashOffice, ct);
        var words = $"Règlement {payment.Number} annulé";
        foreach (var (key, last, cents, tickets) in lent)
        {
            books.Move(db, new Transfer(
                payment.Id, payment.Number, payment.CashOffice, key.Payer, key.Other, cents, payment.TicketBook, tickets, last.Since,
                (last.FileId, last.FileVersion), words, words), today, at);
        }

        return payers;
    }

    /// <summary>What an account has of another file, or another of it, one sentence each: what was used while they were one stays where it was.</summary>
    public static async Task<string[]> SentencesAsync(this BillingDb db, Guid payer, CancellationToken ct)
    {
        var sums = (await db.TransferLegs.AsNoTracking().Where(l => l.Payer == payer).GroupBy(l => new { l.Other, l.FileId })
            .Select(g => new { g.Key.Other, g.Key.FileId, Cents = g.Sum(l => l.Cents), Tickets = g.Sum(l => l.Tickets) }).ToListAsync(ct))
            .FindAll(s => s.Cents != 0 || s.Tickets != 0);
        var others = sums.Select(s => s.Other).Append(payer).ToList();
        var files = sums.Count == 0 ? [] : await db.KnownFamilies.AsNoTracking().Where(f => others.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        return [.. sums.Select(s => Sentence(payer == s.FileId, files.GetValueOrDefault(s.FileId)?.MergedInto == (payer == s.FileId ? s.Other : payer),
            What(Math.Abs(s.Cents), Math.Abs(s.Tickets)), files.GetValueOrDefault(s.Other)?.Number ?? ""))];
    }

    private static string Sentence(bool given, bool merged, string what, string other) => (given, merged) switch
    {
        (true, true) => $"Repris par le dossier n° {other}, qui a réuni celui-ci : {what}.",
        (false, true) => $"Repris du dossier n° {other}, réuni à celui-ci : {what}.",
        (true, false) => $"Utilisé par le dossier n° {other} pendant que les deux n’en faisaient qu’un : {what}, qui y restent.",
        _ => $"Utilisé ici pendant que le dossier n° {other} était réuni à celui-ci : {what}, qui y restent.",
    };

    private static string What(long cents, int tickets)
    {
        var money = cents == 0 ? null : French.Price(Euros.Of(cents));
        var some = tickets == 0 ? null : $"{tickets} ticket{(tickets == 1 ? "" : "s")}";
        return money is null || some is null ? money ?? some! : $"{money}, dont {some}";
    }
}
