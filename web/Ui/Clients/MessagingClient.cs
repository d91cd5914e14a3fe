using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Threads, their counter, and what the commune publishes.</summary>
public sealed class MessagingClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "messaging")
{
    public Task<ThreadPage> ThreadsAsync(int page, CancellationToken ct, Guid? family = null) => GetAsync<ThreadPage>("threads" + Query(("page", page), ("family", family)), ct);

    public Task<ThreadView> ThreadAsync(Guid id, CancellationToken ct) => GetAsync<ThreadView>($"threads/{id}", ct);

    /// <summary>The caller's side has read it.</summary>
    public Task MarkReadAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"threads/{id}/read", null, ct);

    public Task StartAsync(StartThread thread, CancellationToken ct) => SendAsync(HttpMethod.Post, "threads", thread, ct);

    public Task ReplyAsync(Guid id, Reply reply, CancellationToken ct) => SendAsync(HttpMethod.Post, $"threads/{id}/messages", reply, ct);

    public Task<UnreadView> UnreadAsync(CancellationToken ct) => GetAsync<UnreadView>("unread", ct);

    public Task<PublicationsView> PublicationsAsync(CancellationToken ct) => GetAsync<PublicationsView>("publications", ct);
}
