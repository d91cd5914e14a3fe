using Microsoft.EntityFrameworkCore;
using Preau.Billing.Plans;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>One reminder to one payer, as it was sent: printed again it is the same.</summary>
public sealed class Reminded : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    /// <summary>1 for the first.</summary>
    public int Step { get; set; }

    public required string Label { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>The oldest debt it speaks of: a later debt begins at the first step again.</summary>
    public DateOnly OldestDue { get; set; }

    public long Cents { get; set; }

    /// <summary>What the letter says, as JSON.</summary>
    public string Document { get; set; } = "{}";

    /// <summary>An e-mail went too; else the letter is the only way.</summary>
    public bool Mailed { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Reminded>(b =>
        {
            b.ToTable("Reminders");
            b.HasKey(r => new { r.Tenant, r.Id });
            b.Property(r => r.CashOffice).HasMaxLength(64);
            b.Property(r => r.Document).HasMaxLength(-1);
            // A second click can't send a second letter.
            b.HasIndex(r => new { r.Tenant, r.Payer, r.CashOffice, r.OldestDue, r.Step }).IsUnique();
            b.HasIndex(r => new { r.Tenant, r.CashOffice, r.Date });
        });
        model.Entity<Plan>(b =>
        {
            b.ToTable("PaymentPlans");
            b.HasKey(p => new { p.Tenant, p.Id });
            b.Property(p => p.CashOffice).HasMaxLength(64);
            b.Property(p => p.Dates).HasMaxLength(2000);
            b.Property(p => p.Invoices).HasMaxLength(-1);
            b.Property(p => p.Note).HasMaxLength(400);
            b.Property(p => p.Version).IsConcurrencyToken();
            b.HasIndex(p => new { p.Tenant, p.Payer, p.CashOffice }).IsUnique().HasFilter("[EndedAt] IS NULL");
        });
        model.Entity<Hardship>(b =>
        {
            b.ToTable("Hardships");
            b.HasKey(h => new { h.Tenant, h.Id });
            b.Property(h => h.CashOffice).HasMaxLength(64);
            b.Property(h => h.Text).HasMaxLength(2000);
            b.Property(h => h.Answer).HasMaxLength(2000);
            b.Property(h => h.Version).IsConcurrencyToken();
            b.HasIndex(h => new { h.Tenant, h.Payer, h.CashOffice }).IsUnique().HasFilter("[AnsweredAt] IS NULL");
        });
        model.Entity<WriteOff>(b =>
        {
            b.ToTable("WriteOffs");
            b.HasKey(w => new { w.Tenant, w.Id });
            b.Property(w => w.CashOffice).HasMaxLength(64);
            b.Property(w => w.Reason).HasMaxLength(400);
            b.HasIndex(w => new { w.Tenant, w.InvoiceId }).IsUnique();
        });
    }
}

/// <summary>« Je rencontre une difficulté »: until an agent answered, dunning sleeps.</summary>
public sealed class Hardship : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public required string Text { get; set; }

    public DateTime At { get; set; }

    public DateTime? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    public string? Answer { get; set; }

    /// <summary>The family agreed that the CCAS is told; dunning sleeps while it looks at it, thirty days.</summary>
    public bool Ccas { get; set; }

    public long Version { get; set; } = 1;
}

/// <summary>A debt given up (admission en non-valeur), with who decided and why.</summary>
public sealed class WriteOff : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid InvoiceId { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public long Cents { get; set; }

    public required string Reason { get; set; }

    public DateOnly Date { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }
}
