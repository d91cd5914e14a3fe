using Microsoft.Extensions.Time.Testing;

namespace Preau.Testing;

/// <summary>
/// Stands still until the test moves it. A leap over a week fires a timer of a minute once, as a real clock that was set does, and not ten thousand times.
/// </summary>
public sealed class TestClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        DateTimeOffset? fired = null;
        return base.CreateTimer(Once, state, dueTime, period);

        void Once(object? given)
        {
            // While it leaps, the clock shows where it leaps to.
            if (GetUtcNow() is var at && at != fired)
            {
                fired = at;
                callback(given);
            }
        }
    }
}
