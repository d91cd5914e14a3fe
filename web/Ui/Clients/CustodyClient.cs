using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Custody as one parent sees it, and swaps with the other.</summary>
public sealed class CustodyClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<CustodyView> MineAsync(Guid child, CancellationToken ct) => GetAsync<CustodyView>($"me/children/{child}/custody", ct);

    public Task<CustodyView> ProposeAsync(Guid child, AddCustodyDays days, CancellationToken ct) =>
        PostAsync<CustodyView>($"me/children/{child}/custody/swaps", days, ct);

    public Task<CustodyView> AnswerAsync(Guid swap, bool agree, CancellationToken ct) =>
        PostAsync<CustodyView>($"me/custody/swaps/{swap}", new AnswerSwap(agree), ct);
}
