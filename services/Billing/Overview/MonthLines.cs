using Preau.Billing.Ledger;

namespace Preau.Billing.Overview;

/// <summary>A line of a month's figure.</summary>
internal sealed record MonthLine
{
    /// <summary>The day of the month it counts in: of its invoice, or of the money.</summary>
    public DateOnly Of { get; init; }

    public Guid? Invoice { get; init; }

    public required string Number { get; init; }

    public Guid Payer { get; init; }

    public Guid? Child { get; init; }

    public required string Label { get; init; }

    public DateOnly Date { get; init; }

    public long Cents { get; init; }

    /// <summary>Of money: what the label is the detail of.</summary>
    public EntryKind? Movement { get; init; }
}

/// <summary>
/// The figures of months as the lines they are summed from. Of the invoices issued in a month: billed = paid + with the treasury + given up + unpaid, always.
/// </summary>
internal static class MonthLines
{
    /// <summary>Null for a figure that isn't of a month.</summary>
    public static IQueryable<MonthLine>? Of(string? figure, BillingDb db, DateOnly first, DateOnly end, string? office)
    {
        var invoices = db.Invoices.Where(i => i.Kind == InvoiceKind.Invoice && i.Date >= first && i.Date < end && (office == null || i.CashOffice == office));
        return figure switch
        {
            "billed" => Billed(db, invoices),
            "paid" => Settled(db, invoices).Where(s => !db.WriteOffs.Any(w => w.Id == s.Source)).Select(s => s.Line),
            "givenUp" => Settled(db, invoices).Where(s => db.WriteOffs.Any(w => w.Id == s.Source)).Select(s => s.Line),
            "treasury" => Open(db, invoices.Where(i => db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver))),
            "unpaid" => Open(db, GetFigures.Unpaid(db, office).Where(i => i.Date >= first && i.Date < end)),
            "received" => db.Entries.Where(e => e.Date >= first && e.Date < end && (office == null || e.CashOffice == office))
                .Where(e => e.Kind == EntryKind.Payment || e.Kind == EntryKind.Reversal || e.Kind == EntryKind.Refund)
                .Select(e => new MonthLine
                {
                    Of = e.Date,
                    Number = e.Number,
                    Payer = e.Payer,
                    Label = e.Detail ?? "",
                    Date = e.Date,
                    Cents = -e.Cents,
                    Movement = e.Kind,
                }),
            _ => null,
        };
    }

    // A credit note counts with the invoice it corrects, not in its own month.
    private static IQueryable<MonthLine> Billed(BillingDb db, IQueryable<Invoice> invoices) =>
        from paper in db.Invoices
        join i in invoices on paper.Corrects ?? paper.Id equals i.Id
        select new MonthLine
        {
            Of = i.Date,
            Invoice = paper.Id,
            Number = paper.Number,
            Payer = paper.Payer,
            Label = "",
            Date = paper.Date,
            Cents = paper.Cents,
        };

    private static IQueryable<Share> Settled(BillingDb db, IQueryable<Invoice> invoices) =>
        from a in db.Allocations
        join i in invoices on a.InvoiceId equals i.Id
        join l in db.BilledLines on new { a.InvoiceId, No = a.LineNo } equals new { l.InvoiceId, l.No }
        where !db.Invoices.Any(c => c.Id == a.Source)
        select new Share
        {
            Source = a.Source,
            Line = new MonthLine
            {
                Of = i.Date,
                Invoice = i.Id,
                Number = i.Number,
                Payer = i.Payer,
                Child = l.ChildId,
                Label = l.Label,
                Date = a.Date,
                Cents = a.Cents,
            },
        };

    private static IQueryable<MonthLine> Open(BillingDb db, IQueryable<Invoice> invoices) => invoices.Select(i => new MonthLine
    {
        Of = i.Date,
        Invoice = i.Id,
        Number = i.Number,
        Payer = i.Payer,
        Label = "",
        Date = i.DueDate,
        Cents = i.Cents - db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents),
    });

    private sealed record Share
    {
        public Guid Source { get; init; }

        public required MonthLine Line { get; init; }
    }
}
