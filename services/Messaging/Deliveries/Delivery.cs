using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Deliveries;

public enum DeliveryState
{
    Pending,
    Sent,

    /// <summary>The address does not exist, or the server would not take it for too long.</summary>
    GivenUp,

    /// <summary>Not to be sent any more: consent withdrawn, or a newer decision was told before.</summary>
    Dropped,
}

/// <summary>One e-mail of one message to one guardian.</summary>
public sealed class Delivery : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>Also the e-mail's Message-ID: a repeated send is recognised by the mailbox.</summary>
    public Guid Id { get; set; }

    public Guid MessageId { get; set; }

    public Guid FamilyId { get; set; }

    public Guid GuardianId { get; set; }

    public required string Address { get; set; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Unix milliseconds of the real clock; not before; also the end of a sender's lease.</summary>
    public long NextAttemptAt { get; set; }

    public Guid? LeaseId { get; set; }

    /// <summary>Kind of the last failure, never an address.</summary>
    public string? LastError { get; set; }

    public DateTime QueuedAt { get; set; }

    public DateTime? SentAt { get; set; }

    public int Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Delivery>(b =>
    {
        b.ToTable("Deliveries");
        b.HasKey(d => new { d.Tenant, d.Id });
        b.Property(d => d.Id).ValueGeneratedOnAdd();
        b.Property(d => d.Address).HasMaxLength(320);
        b.Property(d => d.Version).IsConcurrencyToken();
        b.HasOne<Message>().WithMany().HasForeignKey(d => new { d.Tenant, d.MessageId }).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(d => new { d.Tenant, d.MessageId, d.GuardianId }).IsUnique();
        b.HasIndex(d => new { d.Tenant, d.FamilyId, d.State });
        b.HasIndex(d => new { d.State, d.NextAttemptAt });
    });
}
