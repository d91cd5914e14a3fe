using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Platform;

namespace Preau.Billing.Ledger;

/// <summary>A line that is still open, with what names it.</summary>
internal sealed record DebtLine(
    Guid InvoiceId, string Number, DateOnly DueDate, int Year, long Seq, int LineNo, Guid ChildId, string Unit, DateOnly Date, PriceKind Kind, string Label,
    long Cents, long FoodCents, long Paid)
{
    public long Open => Cents - Paid;

    public OpenLine ToOpen() => new(InvoiceId, DueDate, Year, Seq, LineNo, Open);
}

/// <summary>Money of a payer that isn't used yet: of a payment, or of a credit note.</summary>
/// <param name="Book">Of tickets it bought.</param>
internal sealed record Advance(Guid Source, DateOnly Date, string Number, string? Method, long Cents, string? Book = null);

/// <summary>The one way to write into the books. Every method that decides on what is open is
/// called inside a unit of work, after <see cref="MeetAsync"/>.</summary>
internal sealed class Books(BillingDb db, TimeProvider clock)
{
    /// <summary>Makes every other unit of work on this payer's account run again after this one: call before reading what is open.</summary>
    public Task MeetAsync(Guid payer, string office, CancellationToken ct) => MeetAllAsync([payer], office, ct);

    /// <inheritdoc cref="MeetAsync"/>
    public async Task MeetAllAsync(IReadOnlyCollection<Guid> payers, string office, CancellationToken ct)
    {
        var stamps = await db.AccountStamps.Where(s => payers.Contains(s.Payer) && s.CashOffice == office).ToDictionaryAsync(s => s.Payer, ct);
        // One made a moment ago, in this unit of work, isn't in the database yet.
        foreach (var made in db.AccountStamps.Local.Where(s => s.CashOffice == office))
        {
            stamps[made.Payer] = made;
        }

        foreach (var payer in payers)
        {
            if (!stamps.TryGetValue(payer, out var stamp))
            {
                stamp = new AccountStamp { Payer = payer, CashOffice = office };
                db.AccountStamps.Add(stamp);
            }

            stamp.Stamp++;
        }
    }

    /// <summary>The next number of a series, taken in this transaction: one that isn't committed leaves no gap.</summary>
    public async Task<long> TakeNumberAsync(string office, int year, string series, CancellationToken ct)
    {
        var counter = await CounterAsync(office, year, series, ct);
        return counter.Next++;
    }

    /// <summary>The series goes on after a number that another program gave.</summary>
    public async Task GoOnAfterAsync(string office, int year, string series, long number, CancellationToken ct)
    {
        var counter = await CounterAsync(office, year, series, ct);
        counter.Next = Math.Max(counter.Next, number + 1);
    }

    public void Post(Guid payer, string office, DateOnly date, EntryKind kind, long cents, string number, Guid source, string? detail = null) =>
        db.Entries.Add(new Entry
        {
            Id = Guid.CreateVersion7(),
            Payer = payer,
            CashOffice = office,
            Date = date,
            Kind = kind,
            Cents = cents,
            Number = number,
            Source = source,
            Detail = detail,
            At = clock.UtcNow(),
        });

    /// <summary>Lines of a payer that can still be paid to this office, oldest due first; not those the treasury took over.</summary>
    public async Task<List<DebtLine>> OpenLinesAsync(Guid payer, string office, CancellationToken ct)
    {
        var lines = await (
            from i in db.Invoices
            where i.Payer == payer && i.CashOffice == office && i.Kind == InvoiceKind.Invoice
            where !db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver)
            join l in db.BilledLines on i.Id equals l.InvoiceId
            let paid = db.Allocations.Where(a => a.InvoiceId == l.InvoiceId && a.LineNo == l.No).Sum(a => a.Cents)
            where paid != l.Cents
            select new DebtLine(i.Id, i.Number, i.DueDate, i.Year, i.Seq, l.No, l.ChildId, l.Unit, l.Date, l.Kind, l.Label, l.Cents, l.FoodCents,
                paid)).ToListAsync(ct);
        return [.. lines.OrderBy(l => l.DueDate).ThenBy(l => l.Year).ThenBy(l => l.Seq).ThenBy(l => l.LineNo)];
    }

    /// <summary>What a payer has in advance with this office, oldest first.</summary>
    public async Task<List<Advance>> AdvancesAsync(Guid payer, string office, CancellationToken ct) => [.. (await AdvancesAsync([payer], office, ct))[payer]];

    /// <inheritdoc cref="AdvancesAsync(Guid, string, CancellationToken)"/>
    public async Task<ILookup<Guid, Advance>> AdvancesAsync(IReadOnlyCollection<Guid> payers, string office, CancellationToken ct)
    {
        var left = await LeftAsync(db.Payments.Where(p => payers.Contains(p.Payer) && p.CashOffice == office && p.ReversedOn == null)
            .Select(p => new Held { Payer = p.Payer, Payment = p }), ct);
        // Money of others' payments that a transfer brought: few have any.
        var came = await (
            from l in db.TransferLegs
            where payers.Contains(l.Payer) && l.CashOffice == office && l.Cents > 0
            join p in db.Payments on l.PaymentId equals p.Id
            where p.Payer != l.Payer && p.ReversedOn == null
            select l.Payer).Distinct().ToListAsync(ct);
        foreach (var payer in came)
        {
            var others = db.Payments.Where(p => p.Payer != payer && p.ReversedOn == null
                && db.TransferLegs.Any(l => l.PaymentId == p.Id && l.Payer == payer && l.CashOffice == office));
            left.AddRange(await LeftAsync(others.Select(p => new Held { Payer = payer, Payment = p }), ct));
        }

        return left.Where(p => p.Advance.Cents > 0).OrderBy(p => p.Advance.Date).ThenBy(p => p.Advance.Source).ToLookup(p => p.Payer, p => p.Advance);
    }

    // What a payer has of a payment: its own, and what came, less what went, what it used and what it asked back.
    private async Task<List<(Guid Payer, Advance Advance)>> LeftAsync(IQueryable<Held> held, CancellationToken ct) => (await held.AsNoTracking().Select(h => new
    {
        h.Payer,
        Advance = new Advance(h.Payment.Id, h.Payment.Date, h.Payment.Number, h.Payment.Method, (h.Payment.Payer == h.Payer ? h.Payment.Cents : 0)
            + db.TransferLegs.Where(l => l.PaymentId == h.Payment.Id && l.Payer == h.Payer).Sum(l => l.Cents)
            - db.Allocations.Where(a => a.Source == h.Payment.Id && a.Payer == h.Payer).Sum(a => a.Cents)
            - db.Refunds.Where(r => r.Source == h.Payment.Id && r.Payer == h.Payer && r.State != RefundState.Cancelled).Sum(r => r.Cents),
            h.Payment.TicketBook),
    }).ToListAsync(ct)).ConvertAll(h => (h.Payer, h.Advance));

    private sealed class Held
    {
        public Guid Payer { get; init; }

        public required Payment Payment { get; init; }
    }

    /// <summary>Who may use what is left of a payment: its payer, or whom a transfer gave it to.</summary>
    public async Task<(Guid Payer, long Cents)> HolderAsync(Payment payment, CancellationToken ct)
    {
        var payers = await db.TransferLegs.Where(l => l.PaymentId == payment.Id).Select(l => l.Payer).Distinct().ToListAsync(ct);
        var left = await AdvancesAsync([.. payers.Append(payment.Payer).Distinct()], payment.CashOffice, ct);
        var most = left.Select(g => (g.Key, Cents: g.FirstOrDefault(a => a.Source == payment.Id)?.Cents ?? 0))
            .OrderByDescending(h => h.Cents).ThenBy(h => h.Key != payment.Payer).FirstOrDefault();
        return most.Cents > 0 ? most : (payment.Payer, 0);
    }

    public void Allocate(Guid payer, Guid source, DateOnly date, IEnumerable<Share> shares) => db.Allocations.AddRange(shares.Select(s => new Allocation
    {
        Id = Guid.CreateVersion7(),
        Payer = payer,
        Source = source,
        InvoiceId = s.InvoiceId,
        LineNo = s.LineNo,
        Cents = s.Cents,
        Date = date,
    }));

    /// <summary>Uses what is in advance for what is open, oldest with oldest, tickets before other money. Returns the cents used.</summary>
    public async Task<long> UseAdvancesAsync(Guid payer, string office, DateOnly date, Func<DebtLine, Advance, bool> may, CancellationToken ct)
    {
        var advances = await AdvancesAsync(payer, office, ct);
        if (advances.Count == 0)
        {
            return 0;
        }

        var lines = await OpenLinesAsync(payer, office, ct);
        var used = 0L;
        foreach (var advance in advances.OrderBy(a => a.Book is null))
        {
            var shares = Allocating.Automatic([.. lines.Where(l => may(l, advance)).Select(l => l.ToOpen())], advance.Cents);
            Allocate(payer, advance.Source, date, shares);
            var bySource = shares.ToDictionary(s => (s.InvoiceId, s.LineNo), s => s.Cents);
            lines = [.. lines.Select(l => l with { Paid = l.Paid + bySource.GetValueOrDefault((l.InvoiceId, l.LineNo)) }).Where(l => l.Open != 0)];
            used += shares.Sum(s => s.Cents);
        }

        return used;
    }

    private async Task<Counter> CounterAsync(string office, int year, string series, CancellationToken ct)
    {
        // By its key: one that this unit of work has taken from already is found without a search through all that it changed.
        var counter = await db.Counters.FindAsync([db.CurrentTenant, office, year, series], ct);
        if (counter is null)
        {
            counter = new Counter { Tenant = db.CurrentTenant, CashOffice = office, Year = year, Series = series };
            db.Counters.Add(counter);
        }

        return counter;
    }
}
