using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Published prices and the simulator, which anyone may ask; a family's own prices.</summary>
public sealed class TariffsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<TariffsView> TariffsAsync(DateOnly? on, CancellationToken ct) => GetAsync<TariffsView>("public/tariffs" + Query(("on", on)), ct);

    /// <param name="items">Days of the month by key of the simulator.</param>
    public Task<PriceSimulation> SimulateAsync(
        decimal? quotient, bool resident, DateOnly? on, IEnumerable<KeyValuePair<string, int>> items, CancellationToken ct)
    {
        var query = Query(("resident", resident ? "true" : "false"), ("quotient", quotient), ("on", on));
        return GetAsync<PriceSimulation>("public/simulation" + query + string.Concat(items.Select(i => $"&item={Uri.EscapeDataString($"{i.Key}*{i.Value}")}")),
            ct);
    }

    /// <summary>What each child's days cost. <paramref name="family"/> is for agents only.</summary>
    public Task<MyTariffsView> MineAsync(CancellationToken ct, Guid? family = null) => GetAsync<MyTariffsView>("my-tariffs" + Query(("family", family)), ct);

    /// <summary>Agents: all tariffs with their versions in words.</summary>
    public Task<TariffsOverview> OverviewAsync(CancellationToken ct) => GetAsync<TariffsOverview>("tariffs", ct);

    /// <summary>The draft of a tariff on the real days of a period.</summary>
    public Task<TrialView> TrialAsync(string tariff, DateOnly from, DateOnly until, CancellationToken ct) =>
        GetAsync<TrialView>($"tariffs/{Uri.EscapeDataString(tariff)}/trial" + Query(("from", from), ("until", until)), ct);

    public Task<SectionView> PublishAsync(string tariff, long basedOn, CancellationToken ct) =>
        PostAsync<SectionView>($"tariffs/{Uri.EscapeDataString(tariff)}/publish", new PublishTariff(basedOn), ct);
}
