using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Who pays for others' children, and what they agreed to pay.</summary>
public sealed class ThirdPartiesClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<ThirdPartyRow[]> ListAsync(CancellationToken ct) => GetAsync<ThirdPartyRow[]>("third-parties", ct);

    public Task<ThirdPartyDetail> GetAsync(Guid id, CancellationToken ct) => GetAsync<ThirdPartyDetail>($"third-parties/{id}", ct);

    public Task<ThirdPartyDetail> AddAsync(SaveThirdParty party, CancellationToken ct) => PostAsync<ThirdPartyDetail>("third-parties", party, ct);

    public Task ChangeAsync(Guid id, SaveThirdParty party, CancellationToken ct) => SendAsync(HttpMethod.Put, $"third-parties/{id}", party, ct);

    /// <param name="family">For agents; a parent's is known.</param>
    public Task<CoverageView[]> CoveragesAsync(Guid? family, CancellationToken ct) => GetAsync<CoverageView[]>("coverages" + Query(("family", family)), ct);

    public Task<CoverageView> CoverAsync(Guid thirdParty, SaveCoverage coverage, CancellationToken ct) =>
        PostAsync<CoverageView>($"third-parties/{thirdParty}/coverages", coverage, ct);

    public Task ChangeCoverageAsync(Guid id, long version, SaveCoverage coverage, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"coverages/{id}?version={version}", coverage, ct);

    public Task RemoveCoverageAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Delete, $"coverages/{id}", null, ct);
}
