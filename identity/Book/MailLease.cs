using Preau.Platform;

namespace Preau.Identity.Book;

/// <summary>
/// How long a row that is being mailed belongs to one sender: what a killed one held is free again within seconds, a living one renews,
/// and a mail server that is down is asked again after a minute.
/// </summary>
internal static class MailLease
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    /// <summary>Unix milliseconds, as the rows keep it.</summary>
    public static long In(TimeSpan time) => TimeProvider.System.GetUtcNow().Add(time).ToUnixTimeMilliseconds();

    /// <summary>Past this a row waits for no sender: the clock was ahead when it was written.</summary>
    /// <param name="longest">What such a row waits at most by design.</param>
    public static long OutOfReach(TimeSpan longest) => Leases.OutOfReach(In(TimeSpan.Zero), longest);

    /// <param name="until">Writes the time from which another sender may take the row, on a connection of its own.</param>
    public static async Task HoldAsync(Func<long, Task> until, Func<Task> send)
    {
        try
        {
            await Leases.HoldAsync(Renewal, _ => until(In(Length)), send);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await until(In(Retry));
            throw;
        }
    }
}
