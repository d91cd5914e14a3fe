using System.Collections.Concurrent;

namespace Preau.Platform;

/// <summary>One writer at a time per SQLite file: waiting here is fair and short, waiting inside SQLite is neither. Open on SQL Server.</summary>
public sealed class WriteGate(bool oneAtATime)
{
    private static readonly ConcurrentDictionary<string, WriteGate> Files = new();
    private readonly SemaphoreSlim? _one = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    internal static WriteGate For(DatabaseOptions options) =>
        options.IsSqlServer ? new WriteGate(oneAtATime: false) : Files.GetOrAdd(options.ConnectionString, _ => new WriteGate(oneAtATime: true));

    public async Task<Turn> EnterAsync(CancellationToken ct)
    {
        if (_one is not null)
        {
            await _one.WaitAsync(ct);
        }

        return new Turn(_one);
    }

    public readonly struct Turn(SemaphoreSlim? one) : IDisposable, IEquatable<Turn>
    {
        private readonly SemaphoreSlim? _one = one;

        public void Dispose() => _one?.Release();

        public bool Equals(Turn other) => ReferenceEquals(_one, other._one);

        public override bool Equals(object? obj) => obj is Turn other && Equals(other);

        public override int GetHashCode() => _one?.GetHashCode() ?? 0;

        public static bool operator ==(Turn left, Turn right) => left.Equals(right);

        public static bool operator !=(Turn left, Turn right) => !left.Equals(right);
    }
}
