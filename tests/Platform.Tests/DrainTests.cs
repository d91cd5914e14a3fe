using System.Net;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class DrainTests
{
    [Fact]
    public async Task A_host_that_leaves_says_so_first_and_still_answers_until_its_time_is_over()
    {
        await using var host = await Notes.StartAsync(settings: ("Shutdown:DrainSeconds", "3600"));
        using var client = host.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        using var hurry = new CancellationTokenSource();

        var leaving = host.StopAsync(hurry.Token);
        await Eventually.SeeAsync(async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode,
            s => s == HttpStatusCode.ServiceUnavailable);
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.True(live.Headers.ConnectionClose);
        Assert.False(leaving.IsCompleted);
        await hurry.CancelAsync();
        await leaving;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync(new Uri("/health/live", UriKind.Relative)));
    }
}
