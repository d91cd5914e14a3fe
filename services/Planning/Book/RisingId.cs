namespace Preau.Planning.Book;

/// <summary>Ids that rise in the order in which they are made, also within one millisecond: what happened first is told first.</summary>
internal static class RisingId
{
    private static long _last;

    public static Guid Next()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next));
            }
        }
    }
}
