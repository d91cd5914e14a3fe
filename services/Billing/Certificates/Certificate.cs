using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Certificates;

/// <summary>A certificate as it was made: printing it again gives the same bytes. Append only.</summary>
public sealed class Certificate : ITenantOwned
{
    public const string Tax = "tax";
    public const string Payment = "payment";
    public const string Attendance = "attendance";

    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string Kind { get; set; }

    public Guid Payer { get; set; }

    public DateOnly From { get; set; }

    public DateOnly Until { get; set; }

    public required string Number { get; set; }

    public long Cents { get; set; }

    /// <summary>All that is printed, as JSON.</summary>
    public required string Document { get; set; }

    /// <summary>Of what it says, without number and moment: the same again is no new certificate.</summary>
    public required string Hash { get; set; }

    public DateTime At { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Certificate>(b =>
        {
            b.ToTable("Certificates");
            b.HasKey(c => new { c.Tenant, c.Id });
            b.Property(c => c.Kind).HasMaxLength(16);
            b.Property(c => c.Number).HasMaxLength(32);
            b.Property(c => c.Document).HasMaxLength(-1);
            b.Property(c => c.Hash).HasMaxLength(64);
            b.HasIndex(c => new { c.Tenant, c.Payer, c.Kind, c.From, c.Until, c.Hash }).IsUnique();
            b.HasIndex(c => new { c.Tenant, c.Number }).IsUnique();
        });
        model.Entity<CertificateRun>(b =>
        {
            b.ToTable("CertificateRuns");
            b.HasKey(r => new { r.Tenant, r.Year });
            b.Property(r => r.Done).IsConcurrencyToken();
        });
    }
}

/// <summary>Tax certificates of a year for every payer, in the background.</summary>
public sealed class CertificateRun : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public int Year { get; set; }

    public int Done { get; set; }

    public int Of { get; set; }

    /// <summary>Last payer done; they go by their key.</summary>
    public Guid? Cursor { get; set; }

    public bool IsDone { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }
}
