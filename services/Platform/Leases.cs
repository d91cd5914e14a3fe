namespace Preau.Platform;

/// <summary>
/// A lease is short, so that what a killed holder has claimed is free again within seconds; a living holder renews it for as long as its work takes.
/// </summary>
public static class Leases
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A time, as <paramref name="now"/> in Unix milliseconds, that neither a lease nor a pause reaches. What waits past it was written by a clock that
    /// ran ahead and has been set back since: it is due, or it would wait as long as the clock was wrong. Replicas' clocks may differ by
    /// <see cref="Apart"/>, or by as much as the longest itself.
    /// </summary>
    public static long OutOfReach(long now, TimeSpan longest) => now + (long)(longest + (longest < Apart ? longest : Apart)).TotalMilliseconds + 1000;

    /// <summary>Does the work and meanwhile renews what it holds, a first time after <paramref name="every"/>.</summary>
    /// <param name="every">A third of the lease: a renewal may fail or come late once.</param>
    public static async Task HoldAsync(TimeSpan every, Func<CancellationToken, Task> renew, Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(every, renew, done.Token);
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private static async Task RenewAsync(TimeSpan every, Func<CancellationToken, Task> renew, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(ct))
                {
                    await renew(ct);
                }
            }
#pragma warning disable CA1031 // a renewal that failed is tried again at the next tick; at worst the lease ends and another holder repeats the work
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
