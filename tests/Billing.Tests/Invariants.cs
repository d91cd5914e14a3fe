using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>What always holds of the books, read from the rows: the invariants I1 to I6 and I8 of the money side.</summary>
internal static class Invariants
{
    public static Task<bool> HoldAsync(ServiceUnderTest billing, string tenant) => billing.InTenantAsync(tenant, async s =>
    {
        var db = s.GetRequiredService<BillingDb>();
        var invoices = await db.Invoices.AsNoTracking().ToListAsync();
        var lines = await db.BilledLines.AsNoTracking().ToListAsync();
        var entries = await db.Entries.AsNoTracking().ToListAsync();
        var allocations = await db.Allocations.AsNoTracking().ToListAsync();
        var payments = await db.Payments.AsNoTracking().ToListAsync();
        var refunds = await db.Refunds.AsNoTracking().ToListAsync();
        var events = await db.InvoiceEvents.AsNoTracking().ToListAsync();
        LinesAreInvoices(invoices, lines, entries);
        await PricesMeetLinesAsync(db, lines);
        NumbersHaveNoGap(invoices);
        AllocationsFit(lines, allocations, payments, refunds);
        TransfersSumToNothing(await db.TransferLegs.AsNoTracking().ToListAsync(), entries, allocations, payments, refunds);
        EntriesMeetTheRest(payments, refunds, entries);
        Assert.Equal(payments.Count, payments.DistinctBy(p => (p.Source, p.SourceRef)).Count());
        foreach (var titled in events.Where(e => e.Kind == InvoiceEvent.HandedOver))
        {
            var paid = allocations.Where(a => a.InvoiceId == titled.InvoiceId).Sum(a => a.Cents);
            Assert.Equal(0, entries.Where(e => e.Source == titled.InvoiceId).Sum(e => e.Cents) - paid);
        }

        return true;
    });

    private static void LinesAreInvoices(List<Invoice> invoices, List<BilledLine> lines, List<Ledger.Entry> entries)
    {
        var sums = lines.GroupBy(l => l.InvoiceId).ToDictionary(g => g.Key, g => g.Sum(l => l.Cents));
        Assert.All(invoices, i =>
        {
            Assert.Equal(i.Cents, sums[i.Id]);
            Assert.True(i.Kind == InvoiceKind.Invoice ? i.Cents > 0 : i.Cents < 0);
            Assert.Equal(i.Cents, Assert.Single(entries, e => e.Source == i.Id && e.Kind is EntryKind.Invoice or EntryKind.Credit && e.Source == i.Id).Cents);
        });
        Assert.Equal(invoices.Count, sums.Count);
    }

    private static async Task PricesMeetLinesAsync(BillingDb db, List<BilledLine> lines)
    {
        var billed = lines.Where(l => l.Kind is not (PriceKind.Opening or PriceKind.Waiver)).GroupBy(l => (l.Payer, l.ChildId, l.Unit, l.Date, l.Kind))
            .ToDictionary(g => g.Key, g => g.Sum(l => l.Cents));
        var prices = await db.Prices.AsNoTracking().ToListAsync();
        foreach (var price in prices)
        {
            billed.Remove((price.Payer, price.ChildId, price.Unit, price.Date, price.Kind), out var sum);
            Assert.Equal((sum, price.Cents - sum), (price.Billed, price.Open));
        }

        Assert.DoesNotContain(billed, b => b.Value != 0);
    }

    private static void NumbersHaveNoGap(List<Invoice> invoices)
    {
        // Those taken over from before have the other program's numbers.
        foreach (var series in invoices.Where(i => i.Number.Count(c => c == '-') == 2).GroupBy(i => (i.CashOffice, i.Year)))
        {
            var numbers = series.Select(i => i.Seq).Order().ToList();
            Assert.Equal(Enumerable.Range(0, numbers.Count).Select(n => numbers[0] + n), numbers);
        }
    }

    private static void AllocationsFit(List<BilledLine> lines, List<Allocation> allocations, List<Payment> payments, List<Refund> refunds)
    {
        var onLine = allocations.GroupBy(a => (a.InvoiceId, a.LineNo)).ToDictionary(g => g.Key, g => g.Sum(a => a.Cents));
        Assert.All(lines, l =>
        {
            var paid = onLine.GetValueOrDefault((l.InvoiceId, l.No));
            Assert.True(l.Cents >= 0 ? paid >= 0 && paid <= l.Cents : paid <= 0 && paid >= l.Cents, $"{l.Cents} paid {paid}");
        });
        Assert.All(payments, p =>
        {
            var used = allocations.Where(a => a.Source == p.Id).Sum(a => a.Cents)
                + refunds.Where(r => r.Source == p.Id && r.State != RefundState.Cancelled).Sum(r => r.Cents);
            Assert.True(p.ReversedOn is null ? used >= 0 && used <= p.Cents : used == 0, $"{p.Cents} used {used}");
        });
    }

    // Each has two sides and two entries; nobody has less than nothing of a payment, in money or in tickets.
    private static void TransfersSumToNothing(
        List<TransferLeg> legs, List<Ledger.Entry> entries, List<Allocation> allocations, List<Payment> payments, List<Refund> refunds)
    {
        Assert.All(legs.GroupBy(l => l.TransferId),
            t => Assert.Equal((2, 0, 0, 2), (t.Count(), t.Sum(l => l.Cents), t.Sum(l => l.Tickets), t.Select(l => l.Payer).Distinct().Count())));
        var posted = entries.Where(e => e.Kind == EntryKind.Transfer).ToDictionary(e => e.Source);
        Assert.Equal(posted.Keys.Order(), legs.Where(l => l.Cents != 0).Select(l => l.Id).Order());
        Assert.All(legs.Where(l => l.Cents != 0),
            l => Assert.Equal((l.Payer, -l.Cents, l.Reason), (posted[l.Id].Payer, posted[l.Id].Cents, posted[l.Id].Detail)));
        var own = payments.ToDictionary(p => p.Id);
        foreach (var (payment, payer) in legs.Select(l => (l.PaymentId, l.Payer)).Distinct())
        {
            var its = own[payment].Payer == payer && own[payment].ReversedOn is null ? (own[payment].Cents, own[payment].Tickets) : (0, 0);
            var moved = legs.Where(l => l.PaymentId == payment && l.Payer == payer).ToList();
            var used = allocations.Where(a => a.Source == payment && a.Payer == payer).Sum(a => a.Cents)
                + refunds.Where(r => r.Source == payment && r.Payer == payer && r.State != RefundState.Cancelled).Sum(r => r.Cents);
            Assert.True(its.Item1 + moved.Sum(l => l.Cents) - used >= 0, $"{payer} has less than nothing of {payment}");
            Assert.True(its.Item2 + moved.Sum(l => l.Tickets) >= 0, $"{payer} has less than no ticket of {payment}");
        }
    }

    private static void EntriesMeetTheRest(List<Payment> payments, List<Refund> refunds, List<Ledger.Entry> entries)
    {
        long Sum(EntryKind kind) => entries.Where(e => e.Kind == kind).Sum(e => e.Cents);
        Assert.Equal(-payments.Sum(p => p.Cents), Sum(EntryKind.Payment));
        Assert.Equal(payments.Where(p => p.ReversedOn is not null).Sum(p => p.Cents), Sum(EntryKind.Reversal));
        Assert.Equal(refunds.Where(r => r.State == RefundState.Paid).Sum(r => r.Cents), Sum(EntryKind.Refund));
    }
}
