using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>One cell of a request: what was asked, the answer with its reason as data, and what the cell was before.</summary>
public sealed class RequestLine : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RequestId { get; init; }

    public int Position { get; init; }

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required string Service { get; init; }

    public required DateOnly Date { get; init; }

    public required IntentAction Action { get; init; }

    /// <summary>Key of the absence reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Of an absence: key of the week unit of which it is a day. The week is billed, not the day.</summary>
    public string? Part { get; init; }

    /// <summary>The certificate this absence depends on.</summary>
    public Guid? EvidenceId { get; set; }

    public LineOutcome Outcome { get; set; }

    /// <summary>Null while it waits for an agent.</summary>
    public bool? Accepted { get; set; }

    /// <summary>The family took it back.</summary>
    public bool TakenBack { get; set; }

    /// <summary>Stable: "booked", "pending.late", "refused.full"…</summary>
    public required string Code { get; set; }

    /// <summary>French sentence, with the date and hour that decided.</summary>
    public required string Text { get; set; }

    /// <summary>The instant from which it was late, as applied when it was asked.</summary>
    public DateTime? Deadline { get; init; }

    public bool Late { get; init; }

    /// <summary>Of a billed absence: that many percent of the day's price; null for all of it.</summary>
    public int? BilledPercent { get; init; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>Instant from which the family can no longer take it back; null when there is nothing to take back.</summary>
    public DateTime? UndoUntil { get; set; }

    /// <summary>Version of the cell after this line; null when the line never touched it.</summary>
    public long? CellVersion { get; set; }

    public CellStanding Before { get; set; } = new();

    /// <summary>What could be given up for it; told to who asks, not kept.</summary>
    public UnitInWay? Instead { get; init; }

    /// <summary>It waits for an agent's answer; on the list or for the allocation it waits for a place.</summary>
    public bool Waits => Accepted is null && Outcome != LineOutcome.Waitlisted && Code != "pending.wish";

    internal static void Map(ModelBuilder model) => model.Entity<RequestLine>(b =>
    {
        b.ToTable("RequestLines");
        b.HasKey(l => new { l.Tenant, l.Id });
        b.Property(l => l.Id).ValueGeneratedNever();
        b.HasIndex(l => new { l.Tenant, l.RequestId });
        b.HasIndex(l => new { l.Tenant, l.EvidenceId });
        b.HasIndex(l => new { l.Tenant, l.ChildId, l.Unit, l.Date });
        b.Property(l => l.Unit).HasMaxLength(64);
        b.Property(l => l.Service).HasMaxLength(64);
        b.Property(l => l.Reason).HasMaxLength(64);
        b.Property(l => l.Part).HasMaxLength(64);
        b.Property(l => l.Code).HasMaxLength(64);
        b.Property(l => l.Text).HasMaxLength(1000);
        b.Ignore(l => l.Instead);
        b.ComplexProperty(l => l.Before, before => before.Property(s => s.Reason).HasMaxLength(64));
    });
}
