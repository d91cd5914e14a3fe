using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Threads, their counter, and what the commune publishes.</summary>
public sealed class MessagingClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "messaging")
{
    /// <summary>What a family's home page shows.</summary>
    public Task<MessagingHome> HomeAsync(CancellationToken ct) => GetAsync<MessagingHome>("home", ct);

    /// <param name="box">Families: "received", "sent" or "deleted"; null is all but deleted.</param>
    /// <param name="kind">"notice" or "conversation".</param>
    /// <param name="awaiting">Agents: only those whose last word is the family's.</param>
    public Task<ThreadPage> ThreadsAsync(int page, CancellationToken ct, string? box = null, string? kind = null, Guid? family = null, bool awaiting = false) =>
        GetAsync<ThreadPage>("threads" + Query(("page", page), ("box", box), ("kind", kind), ("family", family), ("awaiting", awaiting ? "true" : null)), ct);

    public Task<ThreadView> ThreadAsync(Guid id, CancellationToken ct) => GetAsync<ThreadView>($"threads/{id}", ct);

    /// <summary>The caller's side has read it.</summary>
    public Task MarkReadAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"threads/{id}/read", null, ct);

    public Task<ThreadView> StartAsync(StartThread thread, CancellationToken ct) => PostAsync<ThreadView>("threads", thread, ct);

    public Task ReplyAsync(Guid id, Reply reply, CancellationToken ct) => SendAsync(HttpMethod.Post, $"threads/{id}/messages", reply, ct);

    /// <summary>The family puts a thread aside.</summary>
    public Task DeleteAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"threads/{id}/delete", null, ct);

    public Task RestoreAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"threads/{id}/restore", null, ct);

    public Task<UnreadView> UnreadAsync(CancellationToken ct) => GetAsync<UnreadView>("unread", ct);

    public Task<PublicationsView> PublicationsAsync(CancellationToken ct) => GetAsync<PublicationsView>("publications", ct);
}
