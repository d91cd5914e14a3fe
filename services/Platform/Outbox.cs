using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;

namespace Preau.Platform;

/// <summary>An event written in the same transaction as the change it tells of; a row waits until the transport has it.</summary>
public sealed class OutboxMessage
{
    public long Id { get; set; }

    /// <summary>What consumers deduplicate on.</summary>
    public Guid MessageId { get; set; }

    public required string Type { get; set; }

    public required string Body { get; set; }

    public string? TraceParent { get; set; }

    /// <summary>Unix milliseconds, as are the other times here: the same on both databases.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Not before; also the end of a dispatcher's lease.</summary>
    public long NextAttemptAt { get; set; }

    public Guid? LeaseId { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    // The real clock: a lease must not depend on a demo's shifted one.
    internal static OutboxMessage Of(IEvent @event, TimeProvider clock) => new()
    {
        MessageId = Guid.CreateVersion7(clock.GetUtcNow()),
        Type = EventCatalog.NameOf(@event.GetType()),
        Body = JsonSerializer.Serialize(@event, @event.GetType(), EventCatalog.Json),
        TraceParent = Activity.Current?.Id,
        CreatedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    internal static void Map(ModelBuilder model) => model.Entity<OutboxMessage>(b =>
    {
        b.ToTable("OutboxMessages");
        b.Property(m => m.Body).HasMaxLength(-1);
        b.Property(m => m.TraceParent).HasMaxLength(64);
        b.Property(m => m.LastError).HasMaxLength(1000);
        b.HasIndex(m => m.MessageId).IsUnique();
        b.HasIndex(m => new { m.NextAttemptAt, m.Id });
    });
}

/// <summary>A message a handler has applied, written in the transaction of its effect.</summary>
public sealed class InboxMessage
{
    public Guid MessageId { get; set; }

    public required string Handler { get; set; }

    public long At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<InboxMessage>(b =>
    {
        b.ToTable("InboxMessages");
        b.HasKey(m => new { m.MessageId, m.Handler });
        b.HasIndex(m => m.At);
    });
}

/// <summary>The events of the system by contract name: every <see cref="IEvent"/> record of the Contracts assembly.</summary>
public static class EventCatalog
{
    private static readonly FrozenDictionary<string, Type> ByName =
        typeof(IEvent).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IEvent).IsAssignableFrom(t))
            .ToFrozenDictionary(t => t.Name);

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public static IEnumerable<Type> All => ByName.Values;

    public static string NameOf(Type type) =>
        ByName.ContainsKey(type.Name) ? type.Name : throw new InvalidOperationException($"{type.Name} is not an event of Contracts.");

    public static IEvent Read(string type, string body) => (IEvent)JsonSerializer.Deserialize(body, ByName[type], Json)!;
}

/// <summary>Wakes the dispatcher of one service as soon as a commit has left something to send.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _some = new(0, 1);

    public void Set()
    {
        try
        {
            _some.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    public Task WaitAsync(TimeSpan poll, CancellationToken ct) => _some.WaitAsync(poll, ct);

    public void Dispose() => _some.Dispose();
}
