using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Identity.OpenId;
using Preau.Platform.Watching;

namespace Preau.Identity.Watching;

/// <summary>How one service is, or that it doesn't answer.</summary>
/// <param name="IsReady">Its own word on <c>/health/ready</c>: database and disk.</param>
/// <param name="Report">Null when it doesn't answer.</param>
internal sealed record ServiceHealth(string Service, bool IsReady, WatchReport? Report);

/// <summary>Asks every service how it is, for the operator, between hosts: the gateway leads no one to these routes.</summary>
internal sealed class AskServices(
    IHttpClientFactory http, TokenKeys keys, PublicAddress address, IConfiguration configuration, Watcher<IdentityDb> own, HealthCheckService health)
{
    public static readonly string[] Services = ["family", "planning", "billing", "messaging"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ServiceHealth>> ReadAsync(Guid operatorId, string by, CancellationToken ct)
    {
        var asked = Services.Select(service => ReadAsync(service, operatorId, by, ct));
        var ready = await health.CheckHealthAsync(check => check.Tags.Contains("ready"), ct);
        return [new ServiceHealth("identity", ready.Status != HealthStatus.Unhealthy, await own.ReadAsync(ct)), .. await Task.WhenAll(asked)];
    }

    /// <summary>Null when it doesn't answer.</summary>
    public async Task<WatchRetried?> RetryAsync(string service, Guid operatorId, string by, CancellationToken ct)
    {
        try
        {
            using var client = Client(operatorId, by);
            using var response = await client.PostAsync(Address(service, "watch/retry"), null, ct);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<WatchRetried>(ct) : null;
        }
        catch (Exception e) when (IsSilence(e, ct))
        {
            return null;
        }
    }

    private async Task<ServiceHealth> ReadAsync(string service, Guid operatorId, string by, CancellationToken ct)
    {
        try
        {
            using var client = Client(operatorId, by);
            using var ready = await client.GetAsync(Address(service, "health/ready"), ct);
            using var response = await client.GetAsync(Address(service, "watch"), ct);
            return new ServiceHealth(service, ready.IsSuccessStatusCode,
                response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<WatchReport>(ct) : null);
        }
        catch (Exception e) when (IsSilence(e, ct))
        {
            return new ServiceHealth(service, false, null);
        }
    }

    private static bool IsSilence(Exception e, CancellationToken ct) =>
        e is HttpRequestException or JsonException || (e is TaskCanceledException && !ct.IsCancellationRequested);

    // Names of compose and Kubernetes, unless configured otherwise.
    private Uri Address(string service, string path) => new($"{(configuration["Services:" + service] ?? $"http://{service}:8080").TrimEnd('/')}/{path}");

    private HttpClient Client(Guid operatorId, string by)
    {
        var client = http.CreateClient();
        client.Timeout = Patience;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys.SignOperator(address.Issuer, operatorId, by));
        return client;
    }
}
