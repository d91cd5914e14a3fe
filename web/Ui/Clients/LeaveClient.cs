using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Leave of contracts and hours beyond them. <c>family</c> is for agents only: a parent's is known.</summary>
public sealed class LeaveClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<LeaveView> ListAsync(CancellationToken ct, Guid? family = null) => GetAsync<LeaveView>("leave" + Query(("family", family)), ct);

    /// <summary>Nothing is saved.</summary>
    public Task<LeavePreview> PreviewAsync(AskLeave leave, CancellationToken ct) => PostAsync<LeavePreview>("leave/preview", leave, ct);

    /// <summary>The same key gives the same receipt, whatever the number of posts.</summary>
    public Task<Receipt> AskAsync(AskLeave leave, CancellationToken ct) => PostAsync<Receipt>("leave", leave, ct);

    /// <summary>Takes back the lines of one request.</summary>
    public Task<Receipt> TakeBackAsync(Guid request, Guid[] lines, CancellationToken ct) =>
        PostAsync<Receipt>($"requests/{request}/cancel", new UndoLines(lines), ct);
}
