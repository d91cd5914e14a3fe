using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Messaging.Threads;

/// <summary>One message; never changed once written.</summary>
public sealed class Message : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid ThreadId { get; set; }

    public Guid FamilyId { get; set; }

    /// <summary>1, 2, 3… in the thread, in the order they came.</summary>
    public int Number { get; set; }

    public Side Side { get; set; }

    public required string From { get; set; }

    public required string Body { get; set; }

    public DateTime At { get; set; }

    /// <summary>Chosen by the sender: a repeated post finds its message.</summary>
    public Guid? Key { get; set; }

    /// <summary>For a notice: the decided request and the version of the decision.</summary>
    public Guid? RequestId { get; set; }

    public long? RequestVersion { get; set; }

    /// <summary>For a notice of another kind: "offer", "disruption", "reminder"…</summary>
    public string? NoticeKind { get; set; }

    /// <summary>Page of the families' front that goes on from here, relative to the commune.</summary>
    public string? Path { get; set; }

    /// <summary>Written by the product, not by a person.</summary>
    public bool IsNotice => RequestId is not null || NoticeKind is not null;

    /// <summary>The family was known when this was written, so its e-mails were decided on; else they wait for the family.</summary>
    public bool EmailsDecided { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Message>(b =>
    {
        b.ToTable("Messages");
        b.HasKey(m => new { m.Tenant, m.Id });
        b.Property(m => m.Id).ValueGeneratedOnAdd();
        b.Property(m => m.Body).HasMaxLength(-1);
        b.Property(m => m.NoticeKind).HasMaxLength(32);
        b.HasOne<MessageThread>().WithMany().HasForeignKey(m => new { m.Tenant, m.ThreadId }).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(m => new { m.Tenant, m.ThreadId, m.Number }).IsUnique();
        b.HasIndex(m => new { m.Tenant, m.FamilyId, m.Key }).IsUnique();
        b.HasIndex(m => new { m.Tenant, m.RequestId, m.RequestVersion }).IsUnique();
        b.HasIndex(m => new { m.Tenant, m.FamilyId, m.At });
    });
}
