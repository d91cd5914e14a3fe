using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Messaging.Threads;

public enum ThreadKind
{
    /// <summary>Written by people.</summary>
    Conversation,

    /// <summary>Written by the product on a decision; the first answer to it makes it a conversation.</summary>
    Notice,
}

/// <summary>The two sides of a thread. Guardians of a family read as one, so do the agents of a commune.</summary>
public enum Side
{
    Family,
    Office,
}

/// <summary>A thread of one family; what its row of a list shows is kept on it, so that a list reads no message.</summary>
public sealed class MessageThread : ITenantOwned
{
    public const int ExcerptLength = 120;

    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid FamilyId { get; set; }

    public required string Subject { get; set; }

    public ThreadKind Kind { get; set; }

    /// <summary>The request whose decisions are told here; one thread per request.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>Highest version told of that request.</summary>
    public long RequestVersion { get; set; }

    public int MessageCount { get; set; }

    public DateTime LastAt { get; set; }

    public Side LastSide { get; set; }

    public string LastFrom { get; set; } = "";

    public string LastExcerpt { get; set; } = "";

    public bool FamilyWrote { get; set; }

    public bool OfficeWrote { get; set; }

    public int FamilyUnread { get; set; }

    public int OfficeUnread { get; set; }

    /// <summary>Put aside by the family (F-111); anything new brings it back.</summary>
    public bool DeletedByFamily { get; set; }

    public int Version { get; set; }

    public bool AwaitsAnswer => LastSide == Side.Family;

    /// <summary>Adds a message. A late one (an older decision) takes its place by its date and leaves the list's line as it is.</summary>
    /// <param name="isNews">False for what the family itself did and has read already.</param>
    public Message Add(Side side, string from, string body, DateTime at, Guid? key, bool isNews = true)
    {
        MessageCount++;
        Version++;
        if (at >= LastAt)
        {
            LastAt = at;
            LastSide = side;
            LastFrom = from;
            LastExcerpt = Excerpt(body);
        }

        if (side == Side.Family)
        {
            FamilyWrote = true;
            OfficeUnread++;
            Kind = ThreadKind.Conversation;
        }
        else
        {
            OfficeWrote = true;
            FamilyUnread += isNews ? 1 : 0;
            DeletedByFamily &= !isNews;
        }

        return new Message { ThreadId = Id, FamilyId = FamilyId, Number = MessageCount, Side = side, From = from, Body = body, At = at, Key = key };
    }

    internal static string Excerpt(string body)
    {
        var line = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= ExcerptLength)
        {
            return line;
        }

        // Never half an emoji.
        var end = char.IsHighSurrogate(line[ExcerptLength - 2]) ? ExcerptLength - 2 : ExcerptLength - 1;
        return line[..end].TrimEnd() + "…";
    }

    internal static void Map(ModelBuilder model) => model.Entity<MessageThread>(b =>
    {
        b.ToTable("Threads");
        b.HasKey(t => new { t.Tenant, t.Id });
        b.Property(t => t.Id).ValueGeneratedOnAdd();
        b.Property(t => t.Version).IsConcurrencyToken();
        b.HasIndex(t => new { t.Tenant, t.RequestId }).IsUnique();
        b.HasIndex(t => new { t.Tenant, t.FamilyId, t.LastAt });
        b.HasIndex(t => new { t.Tenant, t.LastAt });
    });
}
