using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Quotients that the commune fetches by itself, of who agreed.</summary>
public sealed class QuotientsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<MyQuotientView> MineAsync(CancellationToken ct) => GetAsync<MyQuotientView>("me/quotient", ct);

    public Task<MyQuotientView> AgreeAsync(AgreeToQuotient agree, CancellationToken ct) => SendAsync<MyQuotientView>(HttpMethod.Put, "me/quotient", agree, ct);

    public Task TakeBackAsync(CancellationToken ct) => SendAsync(HttpMethod.Delete, "me/quotient", null, ct);

    public Task<FamilyQuotientView> OfFamilyAsync(Guid family, CancellationToken ct) =>
        GetAsync<FamilyQuotientView>($"families/{family}/quotients/agreement", ct);

    public Task<FamilyQuotientView> AskAsync(Guid family, CancellationToken ct) =>
        PostAsync<FamilyQuotientView>($"families/{family}/quotients/ask", new { }, ct);
}
