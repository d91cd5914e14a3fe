using System.Collections.Concurrent;

namespace Preau.Platform;

/// <summary>What a background worker of this process last did. Times are of the real clock.</summary>
/// <param name="LastError">Kind of the last failure, never its message, which could name people; null when there was none since the start.</param>
public sealed record Pulse(string Worker, DateTimeOffset? LastRound, long Rounds, long Failures, DateTimeOffset? LastFailure, string? LastError);

/// <summary>The pulse of each background worker of a host: a loop that fails every time or hangs is seen, not only logged.</summary>
public sealed class Pulses
{
    private readonly ConcurrentDictionary<string, Pulse> _all = new(StringComparer.Ordinal);

    public IReadOnlyList<Pulse> All => [.. _all.Values.OrderBy(p => p.Worker, StringComparer.Ordinal)];

    /// <summary>A round was gone through, whether or not there was something to do.</summary>
    public void Beat(string worker) =>
        _all.AddOrUpdate(worker, w => new Pulse(w, Now, 1, 0, null, null), (_, p) => p with { LastRound = Now, Rounds = p.Rounds + 1 });

    public void Fail(string worker, Exception error) => _all.AddOrUpdate(
        worker, w => new Pulse(w, null, 0, 1, Now, error.GetType().Name),
        (_, p) => p with { Failures = p.Failures + 1, LastFailure = Now, LastError = error.GetType().Name });

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
