using System.Globalization;

namespace Preau.Platform;

/// <summary>The product's clock, shifted so that it started at a chosen instant: for demos and tests only.</summary>
public sealed class ShiftedClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}

public static class Clock
{
    /// <summary>
    /// <c>Clock:Now</c> (ISO 8601) shifts the product's clock; <c>Clock:Offset</c> (seconds) does the same when several hosts must share one shift.
    /// Signing in always uses the real clock: browsers and tokens live by it.
    /// </summary>
    public static TimeProvider FromConfiguration(IConfiguration configuration, IHostEnvironment environment)
    {
        var now = configuration["Clock:Now"];
        var offset = configuration["Clock:Offset"];
        if (string.IsNullOrEmpty(now) && string.IsNullOrEmpty(offset))
        {
            return TimeProvider.System;
        }

        if (environment.IsProduction())
        {
            throw new InvalidOperationException("Clock:Now and Clock:Offset are refused in production.");
        }

        return new ShiftedClock(string.IsNullOrEmpty(now)
            ? TimeSpan.FromSeconds(double.Parse(offset!, CultureInfo.InvariantCulture))
            : DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal) - TimeProvider.System.GetUtcNow());
    }

    /// <summary>Local date and time of a place, without kind: what a screen shows.</summary>
    public static DateTime LocalNow(this TimeProvider clock, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime, DateTimeKind.Unspecified);

    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime;

    public static DateTime ToLocal(this DateTime utc, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone), DateTimeKind.Unspecified);
}
