using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Calls one service of the request's commune in the name of the person signed in.</summary>
public abstract class ApiClient(HttpClient http, TenantContext tenant, Session session, string service)
{
    /// <summary>Where the routes of this commune are at the service.</summary>
    private protected virtual string Root => $"api/{tenant.Slug}/{service}";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The service's section of the commune's file.</summary>
    public Task<SectionView> SectionAsync(CancellationToken ct) => GetAsync<SectionView>("settings", ct);

    /// <summary>Saves the section as a whole, or only checks it.</summary>
    public Task<SectionView> SaveSectionAsync(SaveSection section, CancellationToken ct) => SendAsync<SectionView>(HttpMethod.Put, "settings", section, ct);

    private protected Task<T> GetAsync<T>(string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, path, null, ct);

    private protected Task<T> PostAsync<T>(string path, object body, CancellationToken ct) => SendAsync<T>(HttpMethod.Post, path, body, ct);

    private protected async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var _ = await AnswerAsync(method, path, body, ct);
    }

    /// <summary>Content that is not JSON, as it is.</summary>
    private protected async Task<T> PostContentAsync<T>(string path, HttpContent content, CancellationToken ct)
    {
        using var response = await AnswerAsync(HttpMethod.Post, path, null, ct, content);
        return await response.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new InvalidOperationException($"{service} answered nothing.");
    }

    private protected async Task<(byte[] Bytes, string ContentType, string Name)> GetFileAsync(string path, CancellationToken ct)
    {
        using var response = await AnswerAsync(HttpMethod.Get, path, null, ct);
        var headers = response.Content.Headers;
        return (await response.Content.ReadAsByteArrayAsync(ct), headers.ContentType?.MediaType ?? "application/octet-stream",
            headers.ContentDisposition?.FileName?.Trim('"') ?? "fichier");
    }

    /// <summary>Query of the values that are there, in the invariant culture.</summary>
    private protected static string Query(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in values)
        {
            var text = value switch
            {
                null => null,
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
            if (!string.IsNullOrEmpty(text))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(text));
            }
        }

        return query.ToString();
    }

    private protected async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var response = await AnswerAsync(method, path, body, ct);
        return await response.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new InvalidOperationException($"{service} answered nothing.");
    }

    /// <summary>The whole answer, for what is no JSON; the caller disposes of it.</summary>
    private protected async Task<HttpResponseMessage> AnswerAsync(
        HttpMethod method, string path, object? body, CancellationToken ct, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path.Length == 0 ? Root : $"{Root}/{path}");
        request.Headers.Authorization = session.AccessToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        request.Content = body is not null ? JsonContent.Create(body, body.GetType(), options: Json) : content;
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ApiProblem.ReadAsync(response, ct);
        }
    }
}
