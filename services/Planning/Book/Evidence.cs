using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>A certificate asked for one absence of one child (F-90): until when, and what became of it. Its days are the request lines that name it.</summary>
public sealed class Evidence : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    /// <summary>Key of the absence reason.</summary>
    public required string Reason { get; init; }

    /// <summary>The request that asked for it first.</summary>
    public required Guid RequestId { get; init; }

    public required string RequestNumber { get; init; }

    public DateOnly First { get; set; }

    public DateOnly Last { get; set; }

    /// <summary>Instant from which it is late.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>Instant from which none is taken.</summary>
    public required DateTime ClosesAt { get; init; }

    /// <summary>When the family is reminded; null once done or when never.</summary>
    public DateTime? RemindAt { get; set; }

    public EvidenceState State { get; set; }

    public DateTime? GivenAt { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>Why it was refused, as the family reads it.</summary>
    public string? Note { get; set; }

    /// <summary>When its files are deleted; null while they are needed.</summary>
    public DateTime? DeleteAt { get; set; }

    public long Version { get; set; }

    public List<Certificate> Files { get; } = [];

    public bool IsOpen => State is EvidenceState.Awaited or EvidenceState.Given;

    internal static void Map(ModelBuilder model) => model.Entity<Evidence>(b =>
    {
        b.ToTable("Evidence");
        b.HasKey(e => new { e.Tenant, e.Id });
        b.Property(e => e.Id).ValueGeneratedNever();
        b.HasIndex(e => new { e.Tenant, e.FamilyId, e.ChildId });
        b.HasIndex(e => new { e.Tenant, e.State, e.DueAt });
        b.HasIndex(e => new { e.Tenant, e.DeleteAt });
        b.Property(e => e.Reason).HasMaxLength(64);
        b.Property(e => e.RequestNumber).HasMaxLength(32);
        b.Property(e => e.Note).HasMaxLength(500);
        b.Property(e => e.Version).IsConcurrencyToken();
        b.HasMany(e => e.Files).WithOne().HasForeignKey(f => new { f.Tenant, f.EvidenceId });
    });
}

/// <summary>One file of a certificate, without its bytes. Neither its name nor what it shows is kept in clear.</summary>
public sealed class Certificate : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid EvidenceId { get; init; }

    /// <summary>"application/pdf", "image/jpeg", "image/png" or "image/heic", as found in the bytes.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 of the bytes in hexadecimal: the same file sent twice is kept once.</summary>
    public required string Hash { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    /// <summary>When its bytes were deleted.</summary>
    public DateTime? DeletedAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Certificate>(b =>
    {
        b.ToTable("Certificates");
        b.HasKey(f => new { f.Tenant, f.Id });
        b.Property(f => f.Id).ValueGeneratedNever();
        b.HasIndex(f => new { f.Tenant, f.EvidenceId, f.Hash }).IsUnique();
        b.Property(f => f.ContentType).HasMaxLength(64);
        b.Property(f => f.Hash).HasMaxLength(64);
    });
}

/// <summary>The bytes of a certificate, sealed before they get here.</summary>
public sealed class CertificateContent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>Id of the certificate.</summary>
    public required Guid Id { get; init; }

    public required byte[] Sealed { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<CertificateContent>(b =>
    {
        b.ToTable("CertificateContents");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
    });
}

/// <summary>Who opened a certificate, and when. The family reads it.</summary>
public sealed class CertificateSight : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid EvidenceId { get; init; }

    public required Guid CertificateId { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<CertificateSight>(b =>
    {
        b.ToTable("CertificateSights");
        b.HasKey(s => new { s.Tenant, s.Id });
        b.Property(s => s.Id).ValueGeneratedNever();
        b.HasIndex(s => new { s.Tenant, s.EvidenceId });
    });
}
