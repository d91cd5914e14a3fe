using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Calls one service of the request's commune in the name of the person signed in.</summary>
public abstract class ApiClient(HttpClient http, TenantContext tenant, Session session, string service)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private protected Task<T> GetAsync<T>(string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, path, null, ct);

    private protected Task<T> PostAsync<T>(string path, object body, CancellationToken ct) => SendAsync<T>(HttpMethod.Post, path, body, ct);

    private protected async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var _ = await AnswerAsync(method, path, body, ct);
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
    private protected async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, $"api/{tenant.Slug}/{service}/{path}");
        request.Headers.Authorization = session.AccessToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        }
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
