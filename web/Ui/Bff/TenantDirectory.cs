using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Preau.Contracts.Api;

namespace Preau.Ui.Bff;

/// <summary>Public facts of the communes, asked from identity and kept for half a minute; older facts serve while identity does not answer.</summary>
public sealed class TenantDirectory(IHttpClientFactory clients)
{
    internal const string Client = "tenants";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <summary>The commune, or null when there is none of that name.</summary>
    public async Task<TenantView?> FindAsync(string slug)
    {
        var now = Environment.TickCount64;
        var old = _known.GetValueOrDefault(slug);
        if (old is not null && now - old.At < Fresh.TotalMilliseconds)
        {
            return await old.View.Value;
        }

        // Whoever comes first asks; the others wait for the same answer.
        var asked = new Entry(now, new(() => FetchAsync(slug)));
        var mine = old is null ? _known.TryAdd(slug, asked) : _known.TryUpdate(slug, asked, old);
        if (!mine)
        {
            asked = _known.GetValueOrDefault(slug) ?? asked;
        }

        try
        {
            var view = await asked.View.Value;
            if (view is null)
            {
                // Names that do not exist are not remembered: anyone can invent them.
                _known.TryRemove(KeyValuePair.Create(slug, asked));
            }

            return view;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            if (old is { View: { IsValueCreated: true, Value.IsCompletedSuccessfully: true } })
            {
                _known.TryUpdate(slug, old with { At = now }, asked);
                return await old.View.Value;
            }

            _known.TryRemove(KeyValuePair.Create(slug, asked));
            throw;
        }
    }

    /// <summary>All communes of the platform, for its root page.</summary>
    public async Task<IReadOnlyList<TenantView>> AllAsync(CancellationToken ct) =>
        await clients.CreateClient(Client).GetFromJsonAsync<TenantView[]>("identity/tenants", ct) ?? [];

    /// <summary>Section "tenant" of the commune's file, for its export by an agent with the settings right; null when identity doesn't give it.</summary>
    public async Task<JsonElement?> SectionAsync(string slug, Session session, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"identity/tenants/{Uri.EscapeDataString(slug)}/section");
        request.Headers.Authorization = session.AccessToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        using var response = await clients.CreateClient(Client).SendAsync(request, ct);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(ct) : null;
    }

    private async Task<TenantView?> FetchAsync(string slug)
    {
        using var response = await clients.CreateClient(Client).GetAsync($"identity/tenants/{Uri.EscapeDataString(slug)}");
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<TenantView>();
    }

    private sealed record Entry(long At, Lazy<Task<TenantView?>> View);
}
