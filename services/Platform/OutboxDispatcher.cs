using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Preau.Platform;

public sealed class OutboxOptions
{
    public int BatchSize { get; set; } = 100;

    /// <summary>Sends in flight at once; 1 in process, where handlers share SQLite files.</summary>
    public int MaxParallel { get; set; } = 100;

    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long rows of a killed dispatcher wait for another one; a living one renews.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(6);

    public TimeSpan Renewal { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For one event: a broker that died without a word must not hold the others back.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Also how long events may wait once a broker that was away is back.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long applied message ids are remembered.</summary>
    public TimeSpan InboxMemory { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Where the dispatcher hands events over; returning means the event is safe there.</summary>
public interface IEventSink
{
    Task SendAsync(OutboxMessage message, CancellationToken ct);
}

/// <summary>
/// Claims a batch under a lease in one short statement, sends outside any transaction, deletes what was confirmed, backs off what failed.
/// Any number of replicas; a killed one's rows come due again when its lease ends, within seconds. At least once, in no promised order.
/// </summary>
public sealed partial class OutboxDispatcher<TDb>(
    IServiceScopeFactory scopes, IEventSink sink, OutboxSignal signal, WriteGate gate, Pulses pulses, IOptions<OutboxOptions> settings,
    ILogger<OutboxDispatcher<TDb>> log) : BackgroundService
    where TDb : TenantDb
{
    // READPAST: replicas take different rows instead of waiting; UPDLOCK: no two read the same row before one writes it.
    public const string SqlServerClaim = """
        WITH due AS (SELECT TOP ({0}) * FROM OutboxMessages WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE NextAttemptAt <= {1} OR NextAttemptAt > {4} ORDER BY NextAttemptAt, Id)
        UPDATE due SET LeaseId = {2}, NextAttemptAt = {3}, Attempts = Attempts + 1
        OUTPUT inserted.Id, inserted.MessageId, inserted.Type, inserted.Body, inserted.TraceParent, inserted.CreatedAt, inserted.NextAttemptAt, inserted.LeaseId, inserted.Attempts, inserted.LastError
        """;

    private const string SqliteClaim = """
        UPDATE OutboxMessages SET LeaseId = {2}, NextAttemptAt = {3}, Attempts = Attempts + 1
        WHERE Id IN (SELECT Id FROM OutboxMessages WHERE NextAttemptAt <= {1} OR NextAttemptAt > {4} ORDER BY NextAttemptAt, Id LIMIT {0})
        RETURNING *
        """;

    private static readonly ActivitySource Source = new("Preau.Outbox");
    private readonly OutboxOptions _options = settings.Value;
    private long _purged;

    // Leases live by the real clock, shared by all replicas.
    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = 0;
            try
            {
                sent = await DispatchOnceAsync(stoppingToken);
                await PurgeAsync(stoppingToken);
                pulses.Beat("Outbox");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the loop outlives every failure
            catch (Exception e)
#pragma warning restore CA1031
            {
                pulses.Fail("Outbox", e);
                DispatchFailed(log, e);
            }

            try
            {
                if (sent < _options.BatchSize)
                {
                    await signal.WaitAsync(_options.Poll, stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<int> DispatchOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var lease = Guid.CreateVersion7();
        var batch = await ClaimAsync(db, lease, ct);
        if (batch.Count == 0)
        {
            return 0;
        }

        List<long> sent = [];
        List<(OutboxMessage Message, Exception Error)> failed = [];
        await Leases.HoldAsync(_options.Renewal, token => RenewAsync(lease, token), () => SendAllAsync(batch, sent, failed, ct));
        await NoteAsync(db, lease, sent, failed);
        if (failed.Count > 0)
        {
            NotSent(log, failed.Count, failed[0].Message.Type, failed[0].Error.GetType().Name);
        }

        return sent.Count;
    }

    private async Task SendAllAsync(List<OutboxMessage> batch, List<long> sent, List<(OutboxMessage Message, Exception Error)> failed, CancellationToken ct)
    {
        using var slots = new SemaphoreSlim(_options.MaxParallel);
        var sends = batch.Select(m => (Message: m, Task: SendAsync(m, slots, ct))).ToList();
        foreach (var (message, task) in sends)
        {
            try
            {
                await task;
                sent.Add(message.Id);
            }
#pragma warning disable CA1031 // any failure means: keep the row
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed.Add((message, e));
            }
        }
    }

    private async Task NoteAsync(TDb db, Guid lease, List<long> sent, List<(OutboxMessage Message, Exception Error)> failed)
    {
        using (await gate.EnterAsync(CancellationToken.None))
        {
            // The lease guards both: a row that another replica took after our lease ran out is left to it.
            if (sent.Count > 0)
            {
                await db.Outbox.Where(m => m.LeaseId == lease && sent.Contains(m.Id)).ExecuteDeleteAsync(CancellationToken.None);
            }

            foreach (var (message, error) in failed)
            {
                var next = Now + (long)Math.Min(_options.MaxBackoff.TotalMilliseconds, 500 * Math.Pow(2, Math.Min(message.Attempts, 20)));
                var text = error.GetType().Name;
                await db.Outbox.Where(m => m.Id == message.Id && m.LeaseId == lease).ExecuteUpdateAsync(
                    s => s.SetProperty(m => m.NextAttemptAt, next).SetProperty(m => m.LastError, text).SetProperty(m => m.LeaseId, (Guid?)null),
                    CancellationToken.None);
            }
        }
    }

    private async Task RenewAsync(Guid lease, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        using (await gate.EnterAsync(ct))
        {
            var until = Now + (long)_options.Lease.TotalMilliseconds;
            await scope.ServiceProvider.GetRequiredService<TDb>().Outbox.Where(m => m.LeaseId == lease)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, until), ct);
        }
    }

    private async Task<List<OutboxMessage>> ClaimAsync(TDb db, Guid lease, CancellationToken ct)
    {
        var (now, never) = (Now, Leases.OutOfReach(Now, _options.Lease > _options.MaxBackoff ? _options.Lease : _options.MaxBackoff));
        if (!await db.Outbox.AsNoTracking().AnyAsync(m => m.NextAttemptAt <= now || m.NextAttemptAt > never, ct))
        {
            return [];
        }

        using (await gate.EnterAsync(ct))
        {
            var claimed = await db.Outbox
                .FromSqlRaw(
                    db.Database.IsSqlServer() ? SqlServerClaim : SqliteClaim, _options.BatchSize, now, lease, now + (long)_options.Lease.TotalMilliseconds,
                    never)
                .AsNoTracking().ToListAsync(ct);
            return [.. claimed.OrderBy(m => m.Id)];
        }
    }

    private async Task SendAsync(OutboxMessage message, SemaphoreSlim slots, CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        try
        {
            await Task.Yield();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(_options.SendTimeout);
            using var activity = Source.StartActivity("send " + message.Type, ActivityKind.Producer, message.TraceParent);
            // WaitAsync: a transport that ignores the token can't hold the loop.
            await sink.SendAsync(message, limit.Token).WaitAsync(limit.Token);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task PurgeAsync(CancellationToken ct)
    {
        if (_purged != 0 && TimeProvider.System.GetElapsedTime(_purged) < TimeSpan.FromHours(1))
        {
            return;
        }

        _purged = TimeProvider.System.GetTimestamp();
        var before = Now - (long)_options.InboxMemory.TotalMilliseconds;
        await using var scope = scopes.CreateAsyncScope();
        using (await gate.EnterAsync(ct))
        {
            await scope.ServiceProvider.GetRequiredService<TDb>().Inbox.Where(m => m.At < before).ExecuteDeleteAsync(ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Outbox dispatch failed")]
    private static partial void DispatchFailed(ILogger logger, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events not sent, will retry; first: {Type}, {Error}")]
    private static partial void NotSent(ILogger logger, int count, string type, string error);
}
