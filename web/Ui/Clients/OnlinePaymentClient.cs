using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Paying an invoice on the treasury's site, and the contracts of cash offices with it.</summary>
public sealed class OnlinePaymentClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    /// <param name="family">For agents; a parent's is known.</param>
    public Task<PrepaidView> PrepaidAsync(Guid? family, CancellationToken ct) => GetAsync<PrepaidView>("prepaid" + Query(("family", family)), ct);

    public Task<OnlineStarted> TopUpAsync(string office, TopUpPrepaid topUp, CancellationToken ct) =>
        PostAsync<OnlineStarted>($"prepaid/{Uri.EscapeDataString(office)}/top-up", topUp, ct);

    public Task<PrepaidAccount> AskBackAsync(string office, AskPrepaidBack ask, CancellationToken ct) =>
        PostAsync<PrepaidAccount>($"prepaid/{Uri.EscapeDataString(office)}/refund", ask, ct);

    public Task<OnlineView> ShowAsync(Guid invoice, CancellationToken ct) => GetAsync<OnlineView>($"online/{invoice}", ct);

    public Task<OnlineStarted> StartAsync(Guid invoice, StartOnlinePayment start, CancellationToken ct) =>
        PostAsync<OnlineStarted>($"online/{invoice}", start, ct);

    /// <summary>Asks the treasury when it hasn't answered yet.</summary>
    public Task<OnlineAttemptView> AttemptAsync(Guid attempt, CancellationToken ct) => GetAsync<OnlineAttemptView>($"online/attempts/{attempt}", ct);

    /// <summary>A PDF; <paramref name="kind"/> is "invoices", "payments", "certificates" or "deposits".</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> PaperAsync(string kind, Guid id, CancellationToken ct) => GetFileAsync($"{kind}/{id}/pdf", ct);

    public Task<OnlineOfficesView> OfficesAsync(CancellationToken ct) => GetAsync<OnlineOfficesView>("online/offices", ct);

    public Task<OnlineClientView> AskAsync(string clientNumber, CancellationToken ct) =>
        PostAsync<OnlineClientView>("online/client", new AskOnlineClient(clientNumber), ct);

    public Task SaveOfficeAsync(string key, SaveOnlineOffice office, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"online/offices/{Uri.EscapeDataString(key)}", office, ct);

    public Task<OnlineAttempts> AttemptsAsync(bool all, CancellationToken ct) =>
        GetAsync<OnlineAttempts>("online/attempts" + Query(("all", all ? "true" : null)), ct);
}
