using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>A guardian's private calendar addresses, and reminders by consent.</summary>
public sealed class PlanningAgendaClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<FeedView[]> FeedsAsync(CancellationToken ct) => GetAsync<FeedView[]>("feeds", ct);

    public Task<FeedMade> MakeAsync(MakeFeed feed, CancellationToken ct) => PostAsync<FeedMade>("feeds", feed, ct);

    public Task<FeedMade> RenewAsync(Guid id, CancellationToken ct) => PostAsync<FeedMade>($"feeds/{id}/renew", new { }, ct);

    public Task RevokeAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"feeds/{id}/revoke", new { }, ct);

    public Task<ReminderView> ReminderAsync(CancellationToken ct) => GetAsync<ReminderView>("reminders", ct);

    public Task SetReminderAsync(bool on, CancellationToken ct) => SendAsync(HttpMethod.Put, "reminders", new SetReminder(on), ct);
}
