using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Family files.</summary>
public sealed class FamilyClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<FamilyView> MeAsync(CancellationToken ct) => GetAsync<FamilyView>("me", ct);

    /// <summary>For the first page: the household, what waits, what is to be sent.</summary>
    public Task<FamilyHome> HomeAsync(CancellationToken ct) => GetAsync<FamilyHome>("me/home", ct);

    public Task SetConsentsAsync(SetConsents consents, CancellationToken ct) => SendAsync(HttpMethod.Put, "me/consents", consents, ct);

    /// <summary>Agents: one file. A stranger's id is 404.</summary>
    public Task<FamilyView> OneAsync(Guid family, CancellationToken ct) => GetAsync<FamilyView>($"families/{family}", ct);

    /// <summary>Agents: by name, child or number.</summary>
    public Task<FamilyPage> SearchAsync(string? text, int page, CancellationToken ct) =>
        GetAsync<FamilyPage>("families" + Query(("q", text), ("page", page)), ct);

    /// <summary>The whole list of situations that count when places are scarce.</summary>
    public Task SetCategoriesAsync(Guid family, SetCategories categories, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"families/{family}/categories", categories, ct);

    public Task AddQuotientAsync(Guid family, AddQuotient quotient, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, $"families/{family}/quotients", quotient, ct);
}
