namespace Preau.Planning.Dates.Deadlines;

/// <summary>
/// Minutes of the local clock as instants. In the hour that DST skips, a minute lies where the clock jumps; in the
/// hour that comes twice, it begins with the first and ends with the second.
/// </summary>
internal static class LocalMinutes
{
    public static readonly TimeOnly LastOfDay = new(23, 59);

    public static DateTimeOffset StartOf(DateTime minute, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(minute))
        {
            return Jump(minute, zone);
        }

        return zone.IsAmbiguousTime(minute) ? Instant(minute, zone.GetAmbiguousTimeOffsets(minute).Max()) : Instant(minute, zone.GetUtcOffset(minute));
    }

    public static DateTimeOffset EndOf(DateTime minute, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(minute))
        {
            return Jump(minute, zone);
        }

        // A minute is added to the instant and not to the local time, which could be ambiguous or not exist.
        var start = zone.IsAmbiguousTime(minute)
            ? Instant(minute, zone.GetAmbiguousTimeOffsets(minute).Min())
            : Instant(minute, zone.GetUtcOffset(minute));
        return start < DateTimeOffset.MaxValue.AddMinutes(-1) ? start.AddMinutes(1) : DateTimeOffset.MaxValue;
    }

    private static DateTimeOffset Jump(DateTime minute, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(minute))
        {
            minute = minute.AddMinutes(1);
        }

        return Instant(minute, zone.GetUtcOffset(minute));
    }

    private static DateTimeOffset Instant(DateTime local, TimeSpan offset)
    {
        var ticks = Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
