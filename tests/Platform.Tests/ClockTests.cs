using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Preau.Platform.Tests;

public sealed class ClockTests
{
    [Theory]
    [InlineData("Clock:Now", "2026-12-08T09:10:00+01:00")]
    [InlineData("Clock:Offset", "3600")]
    public void A_shifted_clock_is_refused_in_production(string key, string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => ClockOf("Production", key, value));

        Assert.Contains("refused in production", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_asked_to_shift_its_clock_in_production_ends_with_one_sentence()
    {
        Assert.Equal(
            1, await ServiceHost.RunAsync(["--environment", "Production", "--Clock:Now", "2026-12-08"],
                (args, with) => NotesApp.BuildAsync(args, with, "notes", subscribes: false)));
    }

    [Fact]
    public void Elsewhere_the_clock_starts_at_the_chosen_instant_and_goes_on()
    {
        var clock = ClockOf("Development", "Clock:Now", "2026-12-08T09:10:00+01:00");

        var start = new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero);
        Assert.InRange(clock.GetUtcNow(), start, start.AddMinutes(5));
    }

    [Fact]
    public void Without_a_wish_the_clock_is_the_real_one() => Assert.Same(TimeProvider.System, ClockOf("Production", "Other", "1"));

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", "2026-03-29T01:59:00")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T03:00:00")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T02:30:00")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T02:30:00")]
    public void Local_time_follows_the_place_through_the_nights_that_change_the_hour(string utc, string local)
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var instant = DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), instant.UtcDateTime.ToLocal(paris));
        Assert.Equal(DateTimeKind.Unspecified, instant.UtcDateTime.ToLocal(paris).Kind);
    }

    private static TimeProvider ClockOf(string environment, string key, string value)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        return Clock.FromConfiguration(builder.Configuration, builder.Environment);
    }
}
