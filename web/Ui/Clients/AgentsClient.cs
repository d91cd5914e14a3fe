using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Agents of the commune and their rights, at identity. Permission "accounts".</summary>
public sealed class AgentsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "identity")
{
    private readonly TenantContext _tenant = tenant;

    private protected override string Root => $"identity/tenants/{_tenant.Slug}/agents";

    public Task<AgentsView> AllAsync(CancellationToken ct) => GetAsync<AgentsView>("", ct);

    public Task<AgentDetail> OneAsync(Guid id, int page, CancellationToken ct) => GetAsync<AgentDetail>(page == 1 ? $"{id}" : $"{id}?page={page}", ct);

    public Task InviteAsync(InviteAgent invite, CancellationToken ct) => SendAsync(HttpMethod.Post, "", invite, ct);

    public Task SetRightsAsync(Guid id, SetAgentRights rights, CancellationToken ct) => SendAsync(HttpMethod.Put, $"{id}", rights, ct);

    /// <param name="act">"invitation", "deactivation", "activation", "sign-out" or "second-factor-reset".</param>
    public Task ActAsync(Guid id, string act, CancellationToken ct) => SendAsync(HttpMethod.Post, $"{id}/{act}", null, ct);

    public Task RequireSecondFactorAsync(bool required, CancellationToken ct) => SendAsync(HttpMethod.Put, "second-factor", new SetSecondFactor(required), ct);
}
