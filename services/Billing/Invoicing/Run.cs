using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

public enum RunState
{
    Draft,
    Checked,
    Issuing,
    Stopped,
    Issued,
}

/// <summary>
/// One billing of a cash office for a period. A draft has no rows of its own, it is what prices and lines say at the moment; issuing goes from payer to
/// payer, each in a transaction of its own, and goes on after a kill where it stood.
/// </summary>
public sealed class Run : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    public DateOnly From { get; set; }

    public DateOnly Until { get; set; }

    public DateOnly Date { get; set; }

    public DateOnly DueDate { get; set; }

    public RunState State { get; set; }

    /// <summary>What the agent confirmed, and where issuing stands.</summary>
    public int ToIssue { get; set; }

    public long ToIssueCents { get; set; }

    public int Issued { get; set; }

    public long IssuedCents { get; set; }

    /// <summary>Last payer that was done.</summary>
    public Guid? Cursor { get; set; }

    public string By { get; set; } = "";

    public DateTime At { get; set; }

    public DateTime? IssuedAt { get; set; }

    /// <summary>Acts on it, as JSON.</summary>
    public string History { get; set; } = "[]";

    public long Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Run>(b =>
    {
        b.ToTable("Runs");
        b.HasKey(r => new { r.Tenant, r.Id });
        b.Property(r => r.CashOffice).HasMaxLength(64);
        b.Property(r => r.State).HasMaxLength(16);
        b.Property(r => r.History).HasMaxLength(-1);
        b.Property(r => r.Version).IsConcurrencyToken();
        // One at a time for each office.
        b.HasIndex(r => new { r.Tenant, r.CashOffice }).IsUnique().HasFilter("[State] <> 'Issued'");
        b.HasIndex(r => new { r.Tenant, r.At });
    });
}
