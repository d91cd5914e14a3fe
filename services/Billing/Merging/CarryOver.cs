using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Platform;

namespace Preau.Billing.Merging;

/// <summary>
/// Money follows people: what a file that was merged into another has in advance, and its own debts and days don't ask for, is the other's; once the merge is
/// taken back, what is left of it goes home. Decided by what stands, never by an event: days, payments and snapshots may come in any order and number, and each
/// round carries what has become free since.
/// </summary>
internal sealed class CarryOver(BillingDb db, Books books, PriceMonths prices, SettingsCache cache, TimeProvider clock)
{
    private BillingRules _rules = null!;

    public async Task RunAsync(CancellationToken ct)
    {
        _rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var files = await db.KnownFamilies.AsNoTracking().Where(f => f.MergeVersion != null).ToDictionaryAsync(f => f.FamilyId, ct);
        var ids = files.Keys.ToList();
        var lent = await db.TransferLegs.Where(l => ids.Contains(l.Other) && l.FileId == l.Other).GroupBy(l => new { l.Payer, l.Other, l.CashOffice })
            .Select(g => new { g.Key, Cents = g.Sum(l => l.Cents), Tickets = g.Sum(l => l.Tickets) }).ToListAsync(ct);
        foreach (var one in lent.Where(l => (l.Cents > 0 || l.Tickets > 0) && files[l.Key.Other].MergedInto != l.Key.Payer))
        {
            await ActAsync(files[one.Key.Other], one.Key.Payer, one.Key.CashOffice, HomeAsync, ct);
        }

        var merged = files.Values.Where(f => f.MergedInto is not null).Select(f => f.FamilyId).ToList();
        var offices = await db.Entries.Where(e => merged.Contains(e.Payer) && (e.Kind == EntryKind.Payment || e.Kind == EntryKind.Transfer))
            .Select(e => e.CashOffice).Distinct().ToListAsync(ct);
        foreach (var office in offices)
        {
            foreach (var payer in (await books.AdvancesAsync(merged, office, ct)).Select(g => g.Key).ToList())
            {
                await ActAsync(files[payer], files[payer].MergedInto!.Value, office, OnAsync, ct);
            }
        }
    }

    // Looked at first without a lock: most rounds find nothing to carry.
    private async Task ActAsync(
        KnownFamily file, Guid other, string office, Func<KnownFamily, KnownFamily, string, CancellationToken, Task<List<Transfer>>> plan, CancellationToken ct)
    {
        await prices.FreshAsync(file.FamilyId, ct);
        await prices.FreshAsync(other, ct);
        if (await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == other && f.Version > 0, ct) is not { } known
            || (await plan(file, known, office, ct)).Count == 0)
        {
            return;
        }

        // What was read before the lock is read anew within it.
        db.ChangeTracker.Clear();
        await db.WriteAsync(async token =>
        {
            if (!await db.KnownFamilies.AnyAsync(f => f.FamilyId == file.FamilyId && f.MergeVersion == file.MergeVersion, token))
            {
                return;
            }

            Guid[] both = [file.FamilyId, other];
            await books.MeetAllAsync(both, office, token);
            await prices.OfPayersAsync(both, DateOnly.MaxValue, token);
            await db.SaveChangesAsync(token);
            var moves = await plan(file, known, office, token);
            moves.ForEach(m => books.Move(db, m, _rules.Today(clock), clock.UtcNow()));
            await db.SaveChangesAsync(token);
            foreach (var payer in moves.Count == 0 ? [] : both)
            {
                await HeldBook.JudgeAgainAsync(db, payer, office, token);
                foreach (var book in moves.Where(m => m.Tickets > 0).Select(m => m.Book).Distinct())
                {
                    await Tickets.TellAsync(db, payer, book, clock.UtcNow(), token);
                }
            }
        }, ct);
        db.ChangeTracker.Clear();
    }

    // From the file that was merged to the one it is in: all but what its own invoices and days still ask for.
    private async Task<List<Transfer>> OnAsync(KnownFamily file, KnownFamily into, string office, CancellationToken ct)
    {
        var advances = await books.AdvancesAsync(file.FamilyId, office, ct);
        var asked = (await books.OpenLinesAsync(file.FamilyId, office, ct)).ConvertAll(l => (l.Unit, l.Open));
        asked.AddRange(await DaysAsync(file.FamilyId, office, DateOnly.MaxValue, ct));
        var free = FreeMoney.Of(advances, asked, Book(office));
        var tickets = await Tickets.LeftAsync(db, Book(office), file.FamilyId, ct);
        var words = ($"Repris par le dossier n° {into.Number}, qui a réuni celui-ci", $"Repris du dossier n° {file.Number}, réuni à celui-ci");
        var each = await TicketsAsync(file.FamilyId, advances, ct);
        return free.Take(advances.ConvertAll(a => (a, a.Cents, each.GetValueOrDefault(a.Source))), Math.Max(0, tickets), (advance, cents, some) => new Transfer(
            advance.Source, advance.Number, office, file.FamilyId, into.FamilyId, cents, some > 0 ? advance.Book : null, some, DayOf(file),
            (file.FamilyId, file.MergeVersion!.Value), words.Item1, words.Item2));
    }

    // Home again: of what came, what the other file's own days and this file's use of it have left. Its money of later payments is none of this.
    private async Task<List<Transfer>> HomeAsync(KnownFamily file, KnownFamily from, string office, CancellationToken ct)
    {
        var legs = db.TransferLegs.AsNoTracking().Where(l => l.Payer == from.FamilyId && l.Other == file.FamilyId && l.CashOffice == office);
        var came = (await legs.Where(l => l.FileId == file.FamilyId).ToListAsync(ct)).GroupBy(l => l.PaymentId)
            .ToDictionary(g => g.Key, g => (Cents: g.Sum(l => l.Cents), Tickets: g.Sum(l => l.Tickets), g.Last().Since));
        var since = await db.Payments.AsNoTracking()
            .Where(p => p.Payer == from.FamilyId && p.CashOffice == office && p.At > file.MergeAt && p.ReversedOn == null)
            .Select(p => new { p.Id, p.TicketBook, p.Tickets }).ToListAsync(ct);
        var advances = (await books.AdvancesAsync(from.FamilyId, office, ct)).FindAll(a => !since.Exists(s => s.Id == a.Source));
        var known = _rules.CashOffices.GetValueOrDefault(office);
        var asked = known?.Prepaid is not { } prepaid ? []
            : await DaysAsync(from.FamilyId, office, prepaid.Take == PrepaidTake.Booked ? DateOnly.MaxValue : _rules.Today(clock), ct);
        var free = FreeMoney.Of(advances, asked, Book(office));
        var own = since.Where(s => s.TicketBook == Book(office)?.Key).Sum(s => s.Tickets);
        var tickets = Math.Min(came.Values.Sum(c => c.Tickets), Math.Max(0, await Tickets.LeftAsync(db, Book(office), from.FamilyId, ct) - own));
        var words = (
            $"Rendu au dossier n° {file.Number}, la réunion des dossiers est défaite",
            $"Rendu par le dossier n° {from.Number}, la réunion des dossiers est défaite");
        var some = advances.FindAll(a => came.ContainsKey(a.Source))
            .ConvertAll(a => (a, Math.Clamp(came[a.Source].Cents, 0, a.Cents), Math.Max(0, came[a.Source].Tickets)));
        return free.Take(some, tickets, (advance, cents, few) => new Transfer(
            advance.Source, advance.Number, office, from.FamilyId, file.FamilyId, cents, few > 0 ? advance.Book : null, few, came[advance.Source].Since,
            (file.FamilyId, file.MergeVersion!.Value), words.Item1, words.Item2));
    }

    // By payment, what this payer has of its tickets, eaten or not.
    private async Task<Dictionary<Guid, int>> TicketsAsync(Guid payer, List<Advance> advances, CancellationToken ct)
    {
        var ids = advances.Where(a => a.Book is not null).Select(a => a.Source).ToList();
        return ids.Count == 0 ? [] : await db.Payments.Where(p => ids.Contains(p.Id)).Select(p => new
        {
            p.Id,
            Tickets = (p.Payer == payer ? p.Tickets : 0) + db.TransferLegs.Where(l => l.PaymentId == p.Id && l.Payer == payer).Sum(l => l.Tickets)
                - db.Refunds.Where(r => r.Source == p.Id && r.Payer == payer && r.State != RefundState.Cancelled).Sum(r => r.Tickets),
        }).ToDictionaryAsync(p => p.Id, p => p.Tickets, ct);
    }

    private TicketBook? Book(string office) => _rules.CashOffices.GetValueOrDefault(office)?.Prepaid?.Book;

    private DateOnly DayOf(KnownFamily file) => DateOnly.FromDateTime(file.MergeAt!.Value.ToLocal(_rules.Zone));

    // Days no invoice bears yet.
    private async Task<List<(string Unit, long Open)>> DaysAsync(Guid payer, string office, DateOnly until, CancellationToken ct) =>
        (await db.Prices.Where(p => p.Payer == payer && p.CashOffice == office && p.Open != 0 && p.Date <= until).GroupBy(p => p.Unit)
            .Select(g => new { g.Key, Cents = g.Sum(p => p.Open) }).ToListAsync(ct)).ConvertAll(g => (g.Key, g.Cents));
}
