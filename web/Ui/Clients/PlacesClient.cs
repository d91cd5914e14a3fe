using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Waiting lists and the places they offer.</summary>
public sealed class PlacesClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<OffersView> OffersAsync(CancellationToken ct, Guid? family = null) => GetAsync<OffersView>("offers" + Query(("family", family)), ct);

    public Task<Receipt> AnswerAsync(Guid offer, bool accept, CancellationToken ct) =>
        PostAsync<Receipt>($"offers/{offer}/{(accept ? "accept" : "decline")}", new { }, ct);

    /// <summary>Agents: from today on.</summary>
    public Task<WaitingListView> WaitingAsync(CancellationToken ct, string? service = null, DateOnly? date = null) =>
        GetAsync<WaitingListView>("waiting" + Query(("service", service), ("date", date)), ct);

    public Task OfferAsync(Guid waiting, CancellationToken ct) => SendAsync(HttpMethod.Post, $"waiting/{waiting}/offer", new { }, ct);

    public Task<AllocationPeriod[]> AllocationsAsync(CancellationToken ct) => GetAsync<AllocationPeriod[]>("allocations", ct);

    public Task<AllocationPreview> AllocationAsync(string service, string period, long? seed, CancellationToken ct) =>
        GetAsync<AllocationPreview>($"allocations/{Uri.EscapeDataString(service)}/{Uri.EscapeDataString(period)}" + Query(("seed", seed)), ct);

    /// <summary>Applies what the preview with this fingerprint showed.</summary>
    public Task<AllocationPeriod> AllocateAsync(string service, string period, ApplyAllocation apply, CancellationToken ct) =>
        PostAsync<AllocationPeriod>($"allocations/{Uri.EscapeDataString(service)}/{Uri.EscapeDataString(period)}", apply, ct);

    public Task RemoveAsync(Guid waiting, string reason, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, $"waiting/{waiting}/remove", new RemoveWaiting(reason), ct);
}
