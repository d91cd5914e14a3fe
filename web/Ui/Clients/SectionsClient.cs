using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>The forms of a family's file.</summary>
public sealed class SectionsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<FileSectionsView> MineAsync(CancellationToken ct) => GetAsync<FileSectionsView>("me/sections", ct);

    /// <summary>Agents: that restricted answers were read is kept.</summary>
    public Task<FileSectionsView> OneAsync(Guid family, CancellationToken ct) => GetAsync<FileSectionsView>($"families/{family}/sections", ct);

    public Task FillOneAsync(Guid family, string section, FillSection answers, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"families/{family}/sections/{Uri.EscapeDataString(section)}", answers, ct);
}
