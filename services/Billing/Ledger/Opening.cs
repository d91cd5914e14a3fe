using Preau.Billing.Cells;

namespace Preau.Billing.Ledger;

/// <summary>An invoice of which only the sum is known, put into the books with a single line.</summary>
/// <param name="Title">Number of the title by which the treasury took it over.</param>
internal sealed record OpeningInvoice(
    Guid Id, string Number, string CashOffice, Guid Payer, DateOnly Date, DateOnly DueDate, DateOnly From, DateOnly To, long Cents, string? Title = null,
        DateOnly? TitleDate = null);

internal sealed record OpeningPayment(Guid Id, string Number, string CashOffice, Guid Payer, DateOnly Date, long Cents, string Method);

/// <summary>Books begin with what another program issued and received. Call inside a unit of work.</summary>
internal static class Opening
{
    public const string Source = "takeover";

    /// <summary>Its own number is kept; the series goes on after the highest.</summary>
    public static async Task OpenAsync(this Books books, BillingDb db, OpeningInvoice taken, DateTime at, CancellationToken ct)
    {
        var seq = long.TryParse(taken.Number.Split('-')[^1], out var printed) ? printed : 0;
        await books.GoOnAfterAsync(taken.CashOffice, taken.Date.Year, Counter.Invoices, seq, ct);
        db.Invoices.Add(new Invoice
        {
            Id = taken.Id,
            CashOffice = taken.CashOffice,
            Payer = taken.Payer,
            Year = taken.Date.Year,
            Seq = seq,
            Number = taken.Number,
            Date = taken.Date,
            DueDate = taken.DueDate,
            PeriodFrom = taken.From,
            PeriodTo = taken.To,
            Cents = taken.Cents,
        });
        db.BilledLines.Add(new BilledLine
        {
            InvoiceId = taken.Id,
            No = 1,
            Payer = taken.Payer,
            Unit = "",
            Date = taken.From,
            Kind = PriceKind.Opening,
            Cents = taken.Cents,
            Label = "Facture reprise, sans détail",
        });
        db.InvoiceEvents.Add(new InvoiceEvent { InvoiceId = taken.Id, No = 1, Kind = InvoiceEvent.Issued, At = at, By = "reprise", On = taken.Date });
        books.Post(taken.Payer, taken.CashOffice, taken.Date, EntryKind.Invoice, taken.Cents, taken.Number, taken.Id);
        if (taken.Title is not null)
        {
            var on = taken.TitleDate ?? taken.Date;
            db.InvoiceEvents.Add(new InvoiceEvent
            {
                InvoiceId = taken.Id,
                No = 2,
                Kind = InvoiceEvent.HandedOver,
                At = at,
                By = "reprise",
                Note = taken.Title,
                On = on
            });
            books.Post(taken.Payer, taken.CashOffice, on, EntryKind.Title, -taken.Cents, taken.Number, taken.Id, taken.Title);
        }
    }

    public static async Task ReceiveAsync(this Books books, BillingDb db, OpeningPayment taken, DateTime at, CancellationToken ct)
    {
        if (long.TryParse(taken.Number.Split('-')[^1], out var printed))
        {
            await books.GoOnAfterAsync(taken.CashOffice, taken.Date.Year, Counter.Receipts, printed, ct);
        }

        db.Payments.Add(new Payment
        {
            Id = taken.Id,
            CashOffice = taken.CashOffice,
            Payer = taken.Payer,
            Date = taken.Date,
            Cents = taken.Cents,
            Method = taken.Method,
            Number = taken.Number,
            Source = Source,
            SourceRef = taken.Id.ToString(),
            At = at,
            By = "reprise",
        });
        books.Post(taken.Payer, taken.CashOffice, taken.Date, EntryKind.Payment, -taken.Cents, taken.Number, taken.Id, taken.Method);
    }
}
