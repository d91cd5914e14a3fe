using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Platform;

namespace Preau.Billing.Ledger;

public enum InvoiceKind
{
    Invoice,
    /// <summary>Avoir: negative lines that cancel those of another invoice.</summary>
    Credit,
}

/// <summary>An issued invoice or credit note. Never changes: its state follows from events, entries and allocations.</summary>
public sealed class Invoice : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    public Guid Payer { get; set; }

    /// <summary>Of issue: numbers begin again with each.</summary>
    public int Year { get; set; }

    /// <summary>1…n without gap per cash office and year.</summary>
    public long Seq { get; set; }

    /// <summary>As printed: "AL-2027-24"; those taken over keep theirs, "AL-36" (F-98).</summary>
    public required string Number { get; set; }

    public InvoiceKind Kind { get; set; }

    public Guid? RunId { get; set; }

    public DateOnly Date { get; set; }

    public DateOnly DueDate { get; set; }

    public DateOnly PeriodFrom { get; set; }

    public DateOnly PeriodTo { get; set; }

    public long Cents { get; set; }

    /// <summary>What was printed, as JSON.</summary>
    public string Header { get; set; } = "{}";

    /// <summary>The invoice a credit note corrects.</summary>
    public Guid? Corrects { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Invoice>(b =>
        {
            b.ToTable("IssuedInvoices");
            b.HasKey(i => new { i.Tenant, i.Id });
            b.Property(i => i.Number).HasMaxLength(32);
            b.Property(i => i.CashOffice).HasMaxLength(64);
            b.Property(i => i.Header).HasMaxLength(-1);
            b.HasIndex(i => new { i.Tenant, i.CashOffice, i.Year, i.Seq }).IsUnique();
            b.HasIndex(i => new { i.Tenant, i.CashOffice, i.Number }).IsUnique();
            b.HasIndex(i => new { i.Tenant, i.RunId, i.Payer }).IsUnique().HasFilter("[RunId] IS NOT NULL");
            b.HasIndex(i => new { i.Tenant, i.Payer, i.DueDate });
            b.HasIndex(i => new { i.Tenant, i.CashOffice, i.Date });
        });
        BilledLine.Map(model);
        InvoiceEvent.Map(model);
        Counter.Map(model);
    }
}

/// <summary>One line of an issued invoice. Append only.</summary>
public sealed class BilledLine : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid InvoiceId { get; set; }

    public int No { get; set; }

    public Guid Payer { get; set; }

    /// <summary>Empty for a line that is no child's.</summary>
    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    public PriceKind Kind { get; set; }

    public long Cents { get; set; }

    public long FoodCents { get; set; }

    public long CareCents { get; set; }

    public string Label { get; set; } = "";

    public string? WhyId { get; set; }

    /// <summary>Number of the invoice that billed this before.</summary>
    public string? Corrects { get; set; }

    /// <summary>Why it is corrected.</summary>
    public string? Reason { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<BilledLine>(b =>
    {
        b.ToTable("BilledLines");
        b.HasKey(l => new { l.Tenant, l.InvoiceId, l.No });
        b.Property(l => l.Unit).HasMaxLength(64);
        b.Property(l => l.Kind).HasMaxLength(16);
        b.Property(l => l.Label).HasMaxLength(400);
        b.Property(l => l.WhyId).HasMaxLength(32);
        b.Property(l => l.Corrects).HasMaxLength(32);
        b.Property(l => l.Reason).HasMaxLength(400);
        b.HasIndex(l => new { l.Tenant, l.Payer, l.ChildId, l.Unit, l.Date });
        // Whether days of a unit were billed: a tariff that was used isn't changed.
        b.HasIndex(l => new { l.Tenant, l.Unit, l.Date });
    });
}

/// <summary>What happened to an invoice after its issue. Append only.</summary>
public sealed class InvoiceEvent : ITenantOwned
{
    public const string Issued = "issued";
    public const string HandedOver = "title";
    public const string Credited = "credited";
    public const string Contested = "contested";
    public const string Settled = "settled";

    public string Tenant { get; set; } = "";

    public Guid InvoiceId { get; set; }

    public int No { get; set; }

    public required string Kind { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    /// <summary>Number of the title, reason.</summary>
    public string? Note { get; set; }

    public DateOnly? On { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<InvoiceEvent>(b =>
    {
        b.ToTable("InvoiceEvents");
        b.HasKey(e => new { e.Tenant, e.InvoiceId, e.No });
        b.Property(e => e.Kind).HasMaxLength(16);
        b.Property(e => e.Note).HasMaxLength(400);
        b.HasIndex(e => new { e.Tenant, e.Kind, e.InvoiceId });
    });
}

/// <summary>Next number of a series. Taken in the transaction that writes what bears it: no gap, no double.</summary>
public sealed class Counter : ITenantOwned
{
    public const string Invoices = "F";
    public const string Receipts = "R";
    public const string Deposits = "B";
    public const string Certificates = "A";

    public string Tenant { get; set; } = "";

    public required string CashOffice { get; set; }

    public int Year { get; set; }

    public required string Series { get; set; }

    public long Next { get; set; } = 1;

    internal static void Map(ModelBuilder model) => model.Entity<Counter>(b =>
    {
        b.ToTable("Counters");
        b.HasKey(c => new { c.Tenant, c.CashOffice, c.Year, c.Series });
        b.Property(c => c.CashOffice).HasMaxLength(64);
        b.Property(c => c.Series).HasMaxLength(40);
        b.Property(c => c.Next).IsConcurrencyToken();
    });
}
