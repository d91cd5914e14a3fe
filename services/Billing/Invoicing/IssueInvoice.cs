using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
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
    /// <summary>Something needed is missing: the family's file, or where to send the invoice.</summary>
    Blocked,
}

/// <summary>The one way from open prices to issued invoices: lines, numbers, entries, advances and events in one transaction.</summary>
internal sealed class IssueInvoice(BillingDb db, Books books, PriceMonths pricing, SettingsCache cache, TimeProvider clock)
{
    /// <summary>What would become of a payer's sum.</summary>
    /// <param name="known">The payer has a file and an address.</param>
    public static DraftKind KindOf(long cents, CashOffice? office, bool known) =>
        cents <= 0 ? DraftKind.Waiting : cents < MonthPrices.Cents(office?.Collecting?.Threshold ?? 0) ? DraftKind.Carried
            : known ? DraftKind.ToIssue : DraftKind.Blocked;

    /// <summary>
    /// Call inside a unit of work, with so many payers as may share one transaction: each table is read once for all of them. Left out are those whose sum
    /// is carried or waits, and those this run has invoiced already.
    /// </summary>
    public async Task<List<Invoice>> OfAsync(Run run, IReadOnlyCollection<Guid> payers, CancellationToken ct, bool tell = true)
    {
        var done = await db.Invoices.Where(i => i.RunId == run.Id && payers.Contains(i.Payer)).Select(i => i.Payer).ToListAsync(ct);
        var left = payers.Except(done).ToList();
        await books.MeetAllAsync(left, run.CashOffice, ct);
        // A third party's prices follow the months of the households it pays for.
        var households = await db.Prices.Where(p => left.Contains(p.Payer) && p.Household != null).Select(p => p.Household!.Value).Distinct().ToListAsync(ct);
        await pricing.OfPayersAsync([.. left.Union(households)], run.Until, ct);
        await db.SaveChangesAsync(ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var office = rules.CashOffices.GetValueOrDefault(run.CashOffice);
        var open = (await OpenPrices(run, left).AsNoTracking().ToListAsync(ct)).GroupBy(p => p.Payer).ToDictionary(g => g.Key, g => g.ToList());
        var facts = await IssueFacts.LoadAsync(db, run, left, ct);
        var announced = await Announce.LoadAsync(db, left, office, run.Date, run.DueDate, ct);
        var (issued, lines, debits) = (new List<Invoice>(), new List<BilledLine>(), new Dictionary<Guid, InvoiceDebit>());
        foreach (var payer in left.Where(open.ContainsKey))
        {
            var (prices, family) = (open[payer], facts.Families.GetValueOrDefault(payer));
            if (KindOf(prices.Sum(p => p.Open), office, family is { HasAddress: true }) == DraftKind.ToIssue)
            {
                var (number, seq) = await NumberAsync(rules, run.CashOffice, run.Date, ct);
                var invoice = InvoiceOf(run, payer, number, seq, prices.Sum(p => p.Open));
                invoice.Header = facts.Header(payer, office, announced.GetValueOrDefault(payer).Told);
                db.Invoices.Add(invoice);
                if (announced.TryGetValue(payer, out var debit))
                {
                    Announce.Add(db, invoice, debit.Told, debit.Mandate);
                    debits.Add(invoice.Id, debit.Told);
                }

                lines.AddRange(await LinesAsync(invoice, prices, facts.Order(payer), ct));
                issued.Add(invoice);
            }
        }

        await BillAsync(run, issued, lines, ct);
        await CloseAsync(issued, rules, run.By, ct, tell, debits);
        return issued;
    }

    /// <summary>Entries, events and what advances pay of them; the invoices and their lines are added already, of one cash office.</summary>
    /// <param name="debits">What was announced of their debits, by invoice.</param>
    public async Task CloseAsync(
        IReadOnlyList<Invoice> invoices, BillingRules rules, string by, CancellationToken ct, bool tell = true,
        IReadOnlyDictionary<Guid, InvoiceDebit>? debits = null)
    {
        if (invoices.Count == 0)
        {
            return;
        }

        foreach (var invoice in invoices)
        {
            var kind = invoice.Kind == InvoiceKind.Credit ? EntryKind.Credit : EntryKind.Invoice;
            books.Post(invoice.Payer, invoice.CashOffice, invoice.Date, kind, invoice.Cents, invoice.Number, invoice.Id);
            db.InvoiceEvents.Add(new InvoiceEvent { InvoiceId = invoice.Id, No = 1, Kind = InvoiceEvent.Issued, At = clock.UtcNow(), By = by });
        }

        await db.SaveChangesAsync(ct);
        var office = rules.CashOffices.GetValueOrDefault(invoices[0].CashOffice);
        var used = await UseAdvancesAsync([.. invoices.Where(i => i.Kind == InvoiceKind.Invoice)], office, ct);
        // A third party has no account on the portal: its invoices are sent by the agent.
        var payers = invoices.Select(i => i.Payer).ToList();
        var others = tell ? await db.ThirdParties.Where(t => payers.Contains(t.Id)).Select(t => t.Id).ToListAsync(ct) : [];
        foreach (var invoice in invoices.Where(i => tell && !others.Contains(i.Payer)))
        {
            db.Raise(new InvoiceIssued(
                db.CurrentTenant, clock.UtcNow(), invoice.Id, invoice.Payer, invoice.Number, invoice.Kind == InvoiceKind.Credit ? "credit" : "invoice",
                office?.Label ?? invoice.CashOffice, invoice.Date, invoice.DueDate, Words.Period(invoice.PeriodFrom, invoice.PeriodTo), invoice.Cents,
                used.GetValueOrDefault(invoice.Payer),
                debits?.GetValueOrDefault(invoice.Id) is { } debit ? HowToPay.Debit(debit) : HowToPay.Sentence(invoice, office, invoice.Date)));
        }
    }

    public async Task<(string Number, long Seq)> NumberAsync(BillingRules rules, string office, DateOnly date, CancellationToken ct)
    {
        var seq = await books.TakeNumberAsync(office, date.Year, Counter.Invoices, ct);
        return (NumberOf(rules, office, date.Year, seq), seq);
    }

    /// <summary>"AL-2027-24": a series begins again each year, so the year is in the number.</summary>
    public static string NumberOf(BillingRules rules, string office, int year, long seq) =>
        FormattableString.Invariant($"{rules.CashOffices.GetValueOrDefault(office)?.Prefix ?? office}-{year}-{seq}");

    private static Invoice InvoiceOf(Run run, Guid payer, string number, long seq, long cents) => new()
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
        Cents = cents,
    };

    private IQueryable<CurrentPrice> OpenPrices(Run run, List<Guid> payers) =>
        db.Prices.Where(p => payers.Contains(p.Payer) && p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open != 0);

    private async Task<IEnumerable<BilledLine>> LinesAsync(Invoice invoice, List<CurrentPrice> open, Dictionary<Guid, int> order, CancellationToken ct)
    {
        var corrections = await Corrections.LoadAsync(db, open, ct);
        return open.OrderBy(p => order.GetValueOrDefault(p.ChildId, int.MaxValue)).ThenBy(p => p.Date).ThenBy(p => p.Unit, StringComparer.Ordinal)
            .ThenBy(p => p.Kind)
            .Select((price, i) => corrections.Line(invoice, i + 1, price));
    }

    // All lines and their prices by a few statements: one by one they were most of what a run costs.
    private async Task BillAsync(Run run, List<Invoice> issued, List<BilledLine> lines, CancellationToken ct)
    {
        await db.InsertManyAsync(lines, ct);
        var invoices = issued.ConvertAll(i => i.Id);
        var billed = await OpenPrices(run, issued.ConvertAll(i => i.Payer))
            .Where(p => db.BilledLines.Any(l => l.Payer == p.Payer && l.ChildId == p.ChildId && l.Unit == p.Unit && l.Date == p.Date && l.Kind == p.Kind
                && l.Cents == p.Open && invoices.Contains(l.InvoiceId)))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Billed, p => p.Billed + p.Open).SetProperty(p => p.Open, 0), ct);
        if (billed != lines.Count)
        {
            throw new DbUpdateConcurrencyException("A price changed while it was billed: the lines are made again.");
        }

        // What this unit of work still holds of them is of before.
        foreach (var price in db.ChangeTracker.Entries<CurrentPrice>().ToList())
        {
            price.State = EntityState.Detached;
        }
    }

    // Cents of advances used, by payer.
    private async Task<Dictionary<Guid, long>> UseAdvancesAsync(List<Invoice> invoices, CashOffice? office, CancellationToken ct)
    {
        var used = new Dictionary<Guid, long>();
        if (invoices.Count == 0)
        {
            return used;
        }

        var advances = await books.AdvancesAsync([.. invoices.Select(i => i.Payer)], invoices[0].CashOffice, ct);
        foreach (var invoice in invoices.Where(i => advances.Contains(i.Payer)))
        {
            var ages = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == invoice.Payer).ToDictionaryAsync(c => c.ChildId, c => c.BirthDate, ct);
            used[invoice.Payer] = await books.UseAdvancesAsync(
                invoice.Payer, invoice.CashOffice, invoice.Date,
                (l, advance) =>
                    MayPay.Line(office?.Collecting, advance.Method, l, ages.GetValueOrDefault(l.ChildId)) == l.Open
                        && Tickets.Pay(office, advance.Book, l.Unit),
                ct);
        }

        return used;
    }
}
