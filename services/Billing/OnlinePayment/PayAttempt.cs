using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>Where one try to pay stands. Only <see cref="Paid"/> is final: the others still become paid when the treasury says so later.</summary>
public enum AttemptState
{
    /// <summary>No result yet, or abandoned a moment ago: the page may still be open.</summary>
    Waiting,
    Paid,
    Refused,
    Abandoned,
    /// <summary>No result after 20 minutes.</summary>
    Expired,
    /// <summary>The treasury tells of another payment than was asked for: nothing is posted, an agent looks.</summary>
    Alarm,
}

/// <summary>One try to pay an invoice on the treasury's site.</summary>
public sealed class PayAttempt : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>Of a top-up, which pays no invoice, its own id.</summary>
    public Guid InvoiceId { get; set; }

    /// <summary>Into a prepaid account.</summary>
    public bool IsTopUp { get; set; }

    /// <summary>Key of the book it buys, and tickets.</summary>
    public string? TicketBook { get; set; }

    public int Tickets { get; set; }

    public Guid FamilyId { get; set; }

    public required string CashOffice { get; set; }

    /// <summary>First, second… try for the invoice: two clicks at once can't both have it.</summary>
    public int Try { get; set; }

    /// <summary>The treasury's name of it, 36 characters; null until it answered.</summary>
    public string? IdOp { get; set; }

    /// <summary>Cents.</summary>
    public long Amount { get; set; }

    public required string Reference { get; set; }

    public required string ClientNumber { get; set; }

    /// <summary>T, X or W.</summary>
    public required string Mode { get; set; }

    /// <summary>Where the receipt goes.</summary>
    public required string Email { get; set; }

    public DateTime CreatedAt { get; set; }

    public AttemptState State { get; set; }

    /// <summary>Last result or fault as told: "P", "A", "P5"…</summary>
    public string? Said { get; set; }

    /// <summary>What an agent must look at, a stable code; null when nothing.</summary>
    public string? Alarm { get; set; }

    /// <summary>Card or debit, once paid: "P" or "V".</summary>
    public string? PaidBy { get; set; }

    public DateOnly? PaidOn { get; set; }

    public string? Authorisation { get; set; }

    public Guid? PaymentId { get; set; }

    public DateTime? AskedAt { get; set; }

    /// <summary>When the poller asks again; null: never.</summary>
    public DateTime? NextAskAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<PayAttempt>(b =>
    {
        b.ToTable("PayAttempts");
        b.HasKey(a => new { a.Tenant, a.Id });
        b.Property(a => a.CashOffice).HasMaxLength(64);
        b.Property(a => a.IdOp).HasMaxLength(64);
        b.Property(a => a.Reference).HasMaxLength(32);
        b.Property(a => a.ClientNumber).HasMaxLength(8);
        b.Property(a => a.Mode).HasMaxLength(1);
        b.Property(a => a.TicketBook).HasMaxLength(64);
        b.Property(a => a.Said).HasMaxLength(16);
        b.Property(a => a.Alarm).HasMaxLength(32);
        b.Property(a => a.PaidBy).HasMaxLength(1);
        b.Property(a => a.Authorisation).HasMaxLength(32);
        b.Property(a => a.State).IsConcurrencyToken();
        b.HasIndex(a => new { a.Tenant, a.InvoiceId, a.Try }).IsUnique();
        b.HasIndex(a => new { a.Tenant, a.IdOp }).IsUnique();
        b.HasIndex(a => a.NextAskAt);
    });
}
