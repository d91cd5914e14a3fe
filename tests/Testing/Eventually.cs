using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Preau.Testing;

/// <summary>
/// For what happens after an answer: looks again until it is so, or fails with the last thing seen. A machine that does much at once needs a minute.
/// </summary>
public static class Eventually
{
    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isSo, int seconds = 90)
    {
        var until = TimeProvider.System.GetTimestamp() + (seconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            var seen = await look();
            if (isSo(seen))
            {
                return seen;
            }

            if (TimeProvider.System.GetTimestamp() > until)
            {
                Assert.Fail($"Not so after {seconds} s; last seen: {seen}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>
    /// For what a worker does after a pause by the test's clock: time goes on until it is so. One step would not do, since a pause may begin only after it.
    /// </summary>
    public static Task<T> PassAsync<T>(FakeTimeProvider clock, TimeSpan step, Func<Task<T>> look, Func<T, bool> isSo) => SeeAsync(
        () =>
        {
            clock.Advance(step);
            return look();
        },
        isSo);
}
