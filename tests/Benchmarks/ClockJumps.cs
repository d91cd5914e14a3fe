using Preau.EndToEnd;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>
/// The system clock of one host, or of all, an hour ahead, then an hour behind, then right again, while it works. After each jump what waits to be
/// sent must go on at once: a lease or a pause that was written by the other clock holds nothing up.
/// </summary>
internal sealed class ClockJumps(Cluster cluster, FaultLedger ledger, IReadOnlyList<string> hosts)
{
    private static readonly TimeSpan[] Course = [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.Zero];
    private int _strikes;

    /// <summary>What an event waited at most after a jump, with nothing else amiss.</summary>
    public TimeSpan Longest { get; private set; }

    public int Jumps { get; private set; }

    /// <param name="undisturbed">Whether the broker is there, so that what waits can go.</param>
    public async Task<string> StrikeAsync(bool undisturbed)
    {
        IReadOnlyList<string> struck = _strikes++ % (hosts.Count + 1) is var turn && turn == 0 ? hosts : [hosts[turn - 1]];
        foreach (var ahead in Course)
        {
            await Task.WhenAll(struck.Select(h => cluster.Clock!.SetAsync(h, ahead)));
            await Task.Delay(FalseClock.Taken);
            Jumps++;
            var waited = undisturbed ? await ledger.WaitForWaitingAsync() : TimeSpan.Zero;
            Longest = waited > Longest ? waited : Longest;
            // Long enough for leases and pauses of this hour to be written.
            await Task.Delay(1000);
        }

        return (struck.Count > 1 ? "every host" : struck[0]) + " an hour ahead and an hour behind";
    }
}
