using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>A document a household handed in: one or several files, decided once.</summary>
public sealed class FamilyDocument : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    /// <summary>Empty for a document of the household.</summary>
    public required Guid ChildId { get; init; }

    /// <summary>Of the commune's rules.</summary>
    public required string Key { get; init; }

    public DocumentStatus Status { get; set; }

    public required DateTime At { get; set; }

    public required string By { get; init; }

    /// <summary>Last day of validity: as the family says while it waits, as accepted afterwards.</summary>
    public DateOnly? Until { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>Concurrency token: two agents can't decide the same document.</summary>
    public long Version { get; set; }

    public List<DocumentFile> Files { get; } = [];

    internal static void Map(ModelBuilder model)
    {
        model.Entity<FamilyDocument>(b =>
        {
            b.ToTable("Documents");
            b.HasKey(d => new { d.Tenant, d.Id });
            b.Property(d => d.Id).ValueGeneratedNever();
            b.HasIndex(d => new { d.Tenant, d.FamilyId });
            // All that says whether a document counts: what is missing is found in the index alone.
            b.HasIndex(d => new { d.Tenant, d.ChildId, d.Key, d.Status, d.Until, d.FamilyId });
            b.HasIndex(d => new { d.Tenant, d.Status, d.At });
            b.Property(d => d.Key).HasMaxLength(40);
            b.Property(d => d.Reason).HasMaxLength(300);
            b.Property(d => d.Version).IsConcurrencyToken();
            b.HasMany(d => d.Files).WithOne().HasForeignKey(f => new { f.Tenant, f.DocumentId });
        });
        model.Entity<DocumentFile>(b =>
        {
            b.ToTable("DocumentFiles");
            b.HasKey(f => new { f.Tenant, f.Id });
            b.Property(f => f.Id).ValueGeneratedNever();
            b.HasIndex(f => new { f.Tenant, f.DocumentId });
            b.Property(f => f.ContentType).HasMaxLength(32);
            b.Property(f => f.Hash).HasMaxLength(64);
        });
        model.Entity<DocumentContent>(b =>
        {
            b.ToTable("DocumentContents");
            b.HasKey(c => new { c.Tenant, c.Id });
            b.Property(c => c.Id).ValueGeneratedNever();
        });
        model.Entity<DocumentSight>(b =>
        {
            b.ToTable("DocumentSights");
            b.HasKey(s => new { s.Tenant, s.Id });
            b.Property(s => s.Id).ValueGeneratedNever();
            b.HasIndex(s => new { s.Tenant, s.DocumentId });
        });
        model.Entity<DocumentReminder>(b =>
        {
            b.ToTable("DocumentReminders");
            b.HasKey(r => new { r.Tenant, r.FamilyId, r.ChildId, r.Key, r.About, r.Step });
            b.Property(r => r.Key).HasMaxLength(40);
            b.Property(r => r.Step).HasMaxLength(16);
        });
    }
}

public sealed class DocumentFile : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DocumentId { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 of what was sent: the same file twice is one.</summary>
    public required string Hash { get; init; }
}

/// <summary>The bytes of a file, sealed; apart so that no list reads them.</summary>
public sealed class DocumentContent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid Id { get; init; }

    public required byte[] Sealed { get; init; }
}

/// <summary>An agent opened a file of a document. The family sees it.</summary>
public sealed class DocumentSight : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DocumentId { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }
}

/// <summary>That a reminder was sent, so that it is sent once.</summary>
public sealed class DocumentReminder : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    public required string Key { get; init; }

    /// <summary>The day reminded of: the end of validity, or the last day for handing in.</summary>
    public required DateOnly About { get; init; }

    /// <summary>"first", "last" or "ended".</summary>
    public required string Step { get; init; }

    public required DateTime At { get; init; }
}
