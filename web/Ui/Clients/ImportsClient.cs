using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Imports of families, children and quotients.</summary>
public sealed class ImportsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<ImportsView> ListAsync(int page, CancellationToken ct) => GetAsync<ImportsView>(page == 1 ? "imports" : $"imports?page={page}", ct);

    public Task<ImportSummary> UploadAsync(string name, Stream file, CancellationToken ct) =>
        PostContentAsync<ImportSummary>("imports/upload" + Query(("name", name)), new StreamContent(file), ct);

    public Task<ImportView> OneAsync(Guid id, CancellationToken ct) => GetAsync<ImportView>($"imports/{id}", ct);

    public Task<ImportView> ChangeAsync(Guid id, ChangeImport change, CancellationToken ct) =>
        SendAsync<ImportView>(HttpMethod.Put, $"imports/{id}", change, ct);

    public Task DropAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Delete, $"imports/{id}", null, ct);

    public Task StartAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"imports/{id}/start", null, ct);

    public Task UndoAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"imports/{id}/undo", null, ct);
}
