using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Library;

/// <summary>A document, form, menu, tariff or link that the commune gives to families (F-36, F-37).</summary>
public sealed class LibraryItem : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public LibraryKind Kind { get; set; }

    public required string Title { get; set; }

    public string? Note { get; set; }

    /// <summary>First day of a menu's week.</summary>
    public DateOnly? Monday { get; set; }

    public string? Url { get; set; }

    /// <summary>Last day on which families see it.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Seen without an account.</summary>
    public bool Open { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public string? ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public int? Size { get; init; }

    /// <summary>SHA-256 of what was sent: the same file under the same heading twice is one.</summary>
    public string? Hash { get; init; }

    public bool IsOver(DateOnly today) => Until < today || (Kind == LibraryKind.Menu && Monday?.AddDays(6) < today);

    internal static void Map(ModelBuilder model)
    {
        model.Entity<LibraryItem>(b =>
        {
            b.ToTable("LibraryItems");
            b.HasKey(i => new { i.Tenant, i.Id });
            b.Property(i => i.Id).ValueGeneratedNever();
            b.Property(i => i.Title).HasMaxLength(120);
            b.Property(i => i.Note).HasMaxLength(300);
            b.Property(i => i.Url).HasMaxLength(500);
            b.Property(i => i.ContentType).HasMaxLength(32);
            b.Property(i => i.Hash).HasMaxLength(64);
        });
        model.Entity<LibraryContent>(b =>
        {
            b.ToTable("LibraryContents");
            b.HasKey(c => new { c.Tenant, c.Id });
            b.Property(c => c.Id).ValueGeneratedNever();
        });
    }
}

/// <summary>The bytes of an item; apart so that no list reads them. For everyone, so not sealed.</summary>
public sealed class LibraryContent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid Id { get; init; }

    public required byte[] Bytes { get; init; }
}
