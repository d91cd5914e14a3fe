using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;

namespace Preau.Platform.Watching;

/// <summary>Reads how this service is; asked often, it reads once in five seconds.</summary>
public sealed class Watcher<TDb>(string service, IServiceScopeFactory scopes, IEnumerable<Figure> figures, Pulses pulses, ErrorQueue parked) : IDisposable
    where TDb : TenantDb
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _readAt;

    /// <summary>The last reading; null before the first.</summary>
    public WatchReport? Last { get; private set; }

    public async Task<WatchReport> ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            // By what has gone by, not by the hour: a clock that is set back would keep an old reading for as long.
            if (Last is { } last && TimeProvider.System.GetElapsedTime(_readAt) < Fresh)
            {
                return last;
            }

            _readAt = TimeProvider.System.GetTimestamp();
            return Last = await ReadNowAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Makes the next reading a new one.</summary>
    public void Forget() => Last = null;

    public void Dispose() => _one.Dispose();

    private async Task<WatchReport> ReadNowAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var read = new List<WatchFigure>();
        foreach (var figure in figures)
        {
            read.Add(new WatchFigure(figure.Name, figure.Unit, figure.What, await figure.ReadAsync(scope.ServiceProvider, ct)));
        }

        var workers = pulses.All.Select(p => new WatchWorker(p.Worker, p.LastRound, p.Rounds, p.Failures, p.LastFailure, p.LastError));
        return new WatchReport(service, TimeProvider.System.GetUtcNow(), await OutboxAsync(db, ct), await parked.CountAsync(ct), [.. read], [.. workers]);
    }

    private static async Task<WatchOutbox> OutboxAsync(TDb db, CancellationToken ct)
    {
        var waiting = await db.Outbox.LongCountAsync(ct);
        if (waiting == 0)
        {
            return new WatchOutbox(0, 0, 0, new Dictionary<string, int>());
        }

        var oldest = await db.Outbox.MinAsync(m => m.CreatedAt, ct);
        var errors = await db.Outbox.Where(m => m.LastError != null).GroupBy(m => m.LastError!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var age = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1000;
        return new WatchOutbox(waiting, errors.Values.Sum(), Math.Max(0, age), errors);
    }
}
