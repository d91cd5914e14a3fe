using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Preau.Standalone;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Hosts of one process call each other without a socket; at its end a host keeps to the manners of one that has sockets.</summary>
public sealed class NeighbourTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly string _address = $"http://127.0.0.1:{Ports.Free()}";
    private readonly ConcurrentQueue<string> _happened = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _called = null!;
    private WebApplication _caller = null!;

    public async ValueTask InitializeAsync()
    {
        var calls = new DirectCalls();
        _called = Build(calls, _address);
        _called.MapGet("/slow", SlowAsync);
        _called.Lifetime.ApplicationStopped.Register(() => _happened.Enqueue("stopped"));
        _caller = Build(calls, $"http://127.0.0.1:{Ports.Free()}");
        await _called.StartAsync(Ct);
        await _caller.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _mayEnd.TrySetResult();
        await _caller.DisposeAsync();
        await _called.DisposeAsync();
    }

    [Fact]
    public async Task A_host_that_stops_ends_the_call_in_hand_first_and_takes_no_other()
    {
        using var client = _caller.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var answer = await client.GetAsync(_address + "/slow", HttpCompletionOption.ResponseHeadersRead, Ct);

        var stopping = _called.StopAsync(Ct);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(_address + "/slow", Ct));
        Assert.Same(_begun.Task, await Task.WhenAny(stopping, _begun.Task));
        _mayEnd.SetResult();

        Assert.Equal("begun, ended", await answer.Content.ReadAsStringAsync(Ct));
        await stopping;
        Assert.Equal(["ended", "stopped"], _happened);
    }

    [Fact]
    public async Task A_call_that_does_not_end_is_sent_away_when_the_time_to_stop_is_over()
    {
        using var client = _caller.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var answer = await client.GetAsync(_address + "/slow", HttpCompletionOption.ResponseHeadersRead, Ct);
        using var patience = new CancellationTokenSource();

        var stopping = _called.StopAsync(patience.Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(_address + "/slow", Ct));
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(Ct));
        await stopping;
        await Eventually.SeeAsync(() => Task.FromResult(_happened.Contains("sent away")), seen => seen);
    }

    private async Task SlowAsync(HttpContext http)
    {
        await http.Response.WriteAsync("begun, ");
        await http.Response.Body.FlushAsync();
        _begun.TrySetResult();
        try
        {
            await _mayEnd.Task.WaitAsync(http.RequestAborted);
            await http.Response.WriteAsync("ended");
            _happened.Enqueue("ended");
        }
        catch (OperationCanceledException)
        {
            _happened.Enqueue("sent away");
        }
    }

    private static WebApplication Build(DirectCalls calls, string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient();
        calls.Join(builder.Services, address);
        return builder.Build();
    }
}
