using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Identity.OpenId;
using Preau.Platform;

namespace Preau.Identity.Operating;

/// <summary>
/// The commune's file as it stands, of all services. They give their sections to agents with the settings right alone, so the operator borrows it: a token
/// of one minute for this one commune, which never leaves the hosts, and a line in the commune's history.
/// </summary>
internal sealed class ExportCommune(
    IdentityDb db, IHttpClientFactory http, TokenKeys keys, PublicAddress address, IConfiguration configuration, TimeProvider clock)
{
    private static readonly string[] Services = ["family", "planning", "billing", "messaging"];

    /// <summary>Null when there is no such commune.</summary>
    /// <exception cref="HttpRequestException">A service doesn't answer: no file that looks whole and is not.</exception>
    public async Task<string?> DoAsync(string slug, Guid operatorId, string by, CancellationToken ct)
    {
        if (await db.Communes.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == slug && c.StateOverride != TenantState.Erased, ct) is not { } commune)
        {
            return null;
        }

        var file = new JsonObject { ["$schema"] = "./schema.json", ["tenant"] = commune.Section() };
        var token = keys.Sign(address.Issuer, operatorId, by, new Membership(slug, Membership.Staff, null, null, [Permissions.Settings]));
        using var client = http.CreateClient();
        foreach (var service in Services)
        {
            var root = (configuration["Services:" + service] ?? configuration["Gateway:Url"] ?? address.Url).TrimEnd('/');
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{root}/api/{slug}/{service}/settings"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await client.SendAsync(request, ct);
            response.EnsureSuccessStatusCode();
            var section = await response.Content.ReadFromJsonAsync<SectionView>(ct);
            if (section is { Version: > 0 })
            {
                file[service] = JsonNode.Parse(section.Document.GetRawText());
            }
        }

        db.Changes.Add(new AgentChange { Commune = slug, At = clock.UtcNow(), By = by, What = "Fichier de la commune exporté" });
        await db.SaveChangesAsync(ct);
        return file.ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        })
            + "\n";
    }
}
