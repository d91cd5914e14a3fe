using System.Net.Http.Headers;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Documents the commune asks for. A family's own without <c>family</c>, which is for agents.</summary>
public sealed class DocumentsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<FileDocumentsView> ListAsync(CancellationToken ct, Guid? family = null) => GetAsync<FileDocumentsView>($"{Of(family)}/documents", ct);

    /// <summary>The bytes go through as they come.</summary>
    public async Task<FileDocumentsView> SendAsync(string document, Guid? child, DateOnly? until, Stream file, CancellationToken ct, Guid? family = null)
    {
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await PostContentAsync<FileDocumentsView>($"{Of(family)}/documents/upload" + Query(("document", document), ("child", child), ("until", until)),
            content, ct);
    }

    /// <summary>Until it is decided; twice is one.</summary>
    public Task<FileDocumentsView> WithdrawAsync(Guid id, CancellationToken ct) => PostAsync<FileDocumentsView>($"me/documents/{id}/withdraw", new { }, ct);

    /// <summary>An agent's look is noted and shown to the family.</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> FileAsync(Guid id, Guid file, CancellationToken ct) =>
        GetFileAsync($"documents/{id}/files/{file}", ct);

    /// <summary>The child's accepted photograph; 404 without one.</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> PhotoAsync(Guid child, CancellationToken ct) => GetFileAsync($"children/{child}/photo", ct);

    public Task<DocumentQueueView> QueueAsync(string? state, int page, CancellationToken ct) =>
        GetAsync<DocumentQueueView>("documents/queue" + Query(("state", state), ("page", page)), ct);

    public Task<FileDocumentsView> DecideAsync(Guid id, DecideDocument decision, CancellationToken ct) =>
        PostAsync<FileDocumentsView>($"documents/{id}/decision", decision, ct);

    private static string Of(Guid? family) => family is { } id ? $"families/{id}" : "me";
}
