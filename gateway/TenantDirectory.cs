using System.Collections.Frozen;
using Preau.Contracts.Api;

namespace Preau.Gateway;

/// <summary>The communes as identity knows them, fetched in the background; the last good list is kept while identity is away.</summary>
public sealed partial class TenantDirectory(IConfiguration configuration, ILogger<TenantDirectory> logger) : BackgroundService
{
    private readonly TimeSpan _refresh = configuration.GetValue("Tenants:Refresh", TimeSpan.FromSeconds(30));
    private readonly Uri _address = new(new Uri(configuration["ReverseProxy:Clusters:identity:Destinations:d1:Address"]!), "/identity/tenants");
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private volatile Known? _known;

    /// <summary>False until identity has answered once: an unknown name may then be a known one.</summary>
    public bool IsLoaded => _known is not null;

    public TenantView? BySlug(string slug) => _known?.Slugs.GetValueOrDefault(slug);

    public TenantView? ByHost(string host) => _known?.Hosts.GetValueOrDefault(host);

    /// <summary>Asks once before the gateway serves, so that its first answers are right; starts without identity all the same.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await FetchAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(IsLoaded ? _refresh : TimeSpan.FromMilliseconds(500), stoppingToken);
            await FetchAsync(stoppingToken);
        }
    }

    private async Task FetchAsync(CancellationToken ct)
    {
        try
        {
            var tenants = await _client.GetFromJsonAsync<TenantView[]>(_address, ct) ?? [];
            _known = new Known(
                tenants.ToFrozenDictionary(t => t.Slug, StringComparer.OrdinalIgnoreCase),
                tenants.SelectMany(t => t.Hosts.Select(h => (Host: h, Tenant: t))).DistinctBy(p => p.Host, StringComparer.OrdinalIgnoreCase)
                    .ToFrozenDictionary(p => p.Host, p => p.Tenant, StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            NotFetched(logger, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The list of communes could not be fetched, the last one is kept: {Error}")]
    private static partial void NotFetched(ILogger logger, string error);

    private sealed record Known(FrozenDictionary<string, TenantView> Slugs, FrozenDictionary<string, TenantView> Hosts);
}
