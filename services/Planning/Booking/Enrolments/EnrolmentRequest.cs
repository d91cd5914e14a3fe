using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>A family asks that a child be enrolled in a service (F-62); numbered among its other requests.</summary>
public sealed class EnrolmentRequest : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Number { get; init; }

    /// <summary>The front's key: the same one never asks twice.</summary>
    public required Guid Key { get; init; }

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    public required string Service { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    /// <summary>1 Monday … 7 Sunday as digits, "1245"; empty when days were not asked.</summary>
    public string Weekdays { get; init; } = "";

    /// <summary>Unit booked with it.</summary>
    public string? Unit { get; init; }

    public string? Comment { get; init; }

    public required string Author { get; init; }

    public bool ByAgent { get; init; }

    public required DateTime At { get; init; }

    public RequestStatus Status { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; set; }

    public Guid? EnrolmentId { get; set; }

    public int BookedDays { get; set; }

    /// <summary>Concurrency token: two agents can't decide it both.</summary>
    public long Version { get; set; }

    public List<EnrolmentPiece> Pieces { get; } = [];

    public int[] Days => [.. Weekdays.Select(d => d - '0')];

    internal static void Map(ModelBuilder model) => model.Entity<EnrolmentRequest>(b =>
    {
        b.ToTable("EnrolmentRequests");
        b.HasKey(r => new { r.Tenant, r.Id });
        b.Property(r => r.Id).ValueGeneratedNever();
        b.HasIndex(r => new { r.Tenant, r.FamilyId, r.Key }).IsUnique();
        b.HasIndex(r => new { r.Tenant, r.Number }).IsUnique();
        b.HasIndex(r => new { r.Tenant, r.Status, r.At });
        b.Property(r => r.Number).HasMaxLength(32);
        b.Property(r => r.Service).HasMaxLength(64);
        b.Property(r => r.Weekdays).HasMaxLength(7);
        b.Property(r => r.Unit).HasMaxLength(64);
        b.Property(r => r.Comment).HasMaxLength(500);
        b.Property(r => r.Reason).HasMaxLength(500);
        b.Property(r => r.Version).IsConcurrencyToken();
        b.HasMany(r => r.Pieces).WithOne().HasForeignKey(p => new { p.Tenant, p.RequestId });
    });
}

/// <summary>A piece of the request: sent as a file, or to be handed in at the counter.</summary>
public sealed class EnrolmentPiece : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid RequestId { get; init; }

    /// <summary>Key in the commune's list, and its words when it was asked.</summary>
    public required string Key { get; init; }

    public required string Label { get; init; }

    public bool Required { get; init; }

    public bool AtCounter { get; init; }

    public string? FileName { get; init; }

    public DateTime? ReceivedAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<EnrolmentPiece>(b =>
    {
        b.ToTable("EnrolmentPieces");
        b.HasKey(p => new { p.Tenant, p.RequestId, p.Key });
        b.Property(p => p.Key).HasMaxLength(64);
        b.Property(p => p.FileName).HasMaxLength(120);
    });
}

/// <summary>The bytes of a piece, sealed (<see cref="Vault"/>) and apart from its row: lists never read them.</summary>
public sealed class EnrolmentFile : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid RequestId { get; init; }

    public required string Piece { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Sealed { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<EnrolmentFile>(b =>
    {
        b.ToTable("EnrolmentFiles");
        b.HasKey(f => new { f.Tenant, f.RequestId, f.Piece });
        b.Property(f => f.Piece).HasMaxLength(64);
        b.Property(f => f.ContentType).HasMaxLength(64);
    });
}

/// <summary>The trace of a request and of the enrolment it became: who did what, and when; never changed.</summary>
public sealed class EnrolmentEvent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = RisingId.Next();

    public Guid? RequestId { get; init; }

    public Guid? EnrolmentId { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required string Text { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<EnrolmentEvent>(b =>
    {
        b.ToTable("EnrolmentEvents");
        b.HasKey(e => new { e.Tenant, e.Id });
        b.Property(e => e.Id).ValueGeneratedNever();
        b.HasIndex(e => new { e.Tenant, e.RequestId });
        b.HasIndex(e => new { e.Tenant, e.EnrolmentId });
        b.Property(e => e.Text).HasMaxLength(1000);
    });
}

/// <summary>One row per service with a limited number of enrolments: two decisions at once meet here, whatever the database.</summary>
public sealed class EnrolmentGate : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string Service { get; init; }

    public long Turn { get; set; }

    /// <summary>Waits for one's turn until the transaction ends.</summary>
    public static async Task EnterAsync(PlanningDb db, string service, CancellationToken ct)
    {
        if (await db.EnrolmentGates.Where(g => g.Service == service).ExecuteUpdateAsync(s => s.SetProperty(g => g.Turn, g => g.Turn + 1), ct) == 0)
        {
            db.EnrolmentGates.Add(new EnrolmentGate { Service = service, Turn = 1 });
            await db.SaveChangesAsync(ct);
        }
    }

    internal static void Map(ModelBuilder model) => model.Entity<EnrolmentGate>(b =>
    {
        b.ToTable("EnrolmentGates");
        b.HasKey(g => new { g.Tenant, g.Service });
        b.Property(g => g.Service).HasMaxLength(64);
    });
}
