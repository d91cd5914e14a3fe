using System.Net.Http.Headers;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Guardians' accounts as Identity knows them: codes for printed letters, and who can sign in.</summary>
public sealed class AccessCodesClient(HttpClient http, TenantContext tenant, Session session)
{
    /// <summary>A new code ends the one before. Null where there is none to give: the guardian is
    /// not known to Identity yet, or has an account elsewhere.</summary>
    public async Task<AccessCode?> MakeAsync(Guid guardian, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"identity/tenants/{tenant.Slug}/guardians/{guardian}/code");
        request.Headers.Authorization = session.AccessToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        using var response = await http.SendAsync(request, ct);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<AccessCode>(ct)
            : (int)response.StatusCode is 404 or 409 ? null : throw await ApiProblem.ReadAsync(response, ct);
    }

    /// <summary>Which of these guardians can sign in; null when Identity doesn't say: the page goes on without it.</summary>
    public async Task<IReadOnlyCollection<Guid>?> WithAccountAsync(Guid[] guardians, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                $"identity/tenants/{tenant.Slug}/guardians/accounts")
            { Content = JsonContent.Create(new WhoSignsIn(guardians)) };
            request.Headers.Authorization = session.AccessToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
            using var response = await http.SendAsync(request, ct);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<Guid[]>(ct) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
