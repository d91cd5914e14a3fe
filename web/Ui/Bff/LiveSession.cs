using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Preau.Ui.Bff;

/// <summary>
/// Asks identity whether the session of a token still holds: before every write, and for reads once in ten seconds. So a sign-out, a deactivated account or
/// a new password ends what other browsers and communes have open, although their tokens are good for some minutes more.
/// </summary>
internal sealed class LiveSession(IHttpClientFactory clients)
{
    private const int Most = 20_000;
    private const string Path = "identity/session";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, long> _held = new(StringComparer.Ordinal);

    /// <summary>True also when identity does not answer: the token itself still holds, and each service checks it.</summary>
    public async Task<bool> HoldsAsync(string token, bool isWrite)
    {
        var now = Environment.TickCount64;
        if (!isWrite && _held.TryGetValue(token, out var at) && now - at < Fresh.TotalMilliseconds)
        {
            return true;
        }

        try
        {
            if (await SendAsync(HttpMethod.Get, token) == HttpStatusCode.Unauthorized)
            {
                _held.TryRemove(token, out _);
                return false;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return true;
        }

        if (_held.Count > Most)
        {
            _held.Clear();
        }

        _held[token] = now;
        return true;
    }

    /// <summary>Ends it at identity: for all communes and both fronts of this browser.</summary>
    public async Task EndAsync(string token)
    {
        _held.TryRemove(token, out _);
        try
        {
            await SendAsync(HttpMethod.Delete, token);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // The cookie goes in any case, and identity's own page ends the rest.
        }
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string token)
    {
        using var request = new HttpRequestMessage(method, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await clients.CreateClient(TenantDirectory.Client).SendAsync(request);
        return response.StatusCode;
    }
}
