using System.Collections.Concurrent;
using System.Text.Json;
using Preau.Contracts.Api;

namespace Preau.Messaging.Deliveries;

/// <summary>Names of the communes as identity tells anyone (<c>Identity:InternalUrl</c>), kept for a while: mails go out while identity is away.</summary>
public sealed class CommuneNames(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private readonly Uri? _identity = configuration["Identity:InternalUrl"] is { Length: > 0 } url ? new Uri(url.TrimEnd('/') + "/identity/tenants/") : null;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly ConcurrentDictionary<string, (string? Name, long At)> _known = new(StringComparer.Ordinal);

    /// <summary>"Biviers"; null when it can't be known now.</summary>
    public async Task<string?> OfAsync(string tenant, CancellationToken ct)
    {
        if (_identity is null || (_known.TryGetValue(tenant, out var known) && Environment.TickCount64 - known.At < Fresh.TotalMilliseconds))
        {
            return _known.GetValueOrDefault(tenant).Name;
        }

        try
        {
            var view = await _client.GetFromJsonAsync<TenantView>(new Uri(_identity, Uri.EscapeDataString(tenant)), ct);
            _known[tenant] = (view?.Name, Environment.TickCount64);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // An older name, or the sender's alone.
        }

        return _known.GetValueOrDefault(tenant).Name;
    }

    public void Dispose() => _client.Dispose();
}
