using System.Net.Http.Headers;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>The commune's own documents, forms, menus, tariffs and links: what is open for a visitor, all of it for whoever belongs here.</summary>
public sealed class LibraryClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    private readonly string _place = session.Member is null ? "open/library" : "library";

    public Task<LibraryView> ListAsync(CancellationToken ct) => GetAsync<LibraryView>(_place, ct);

    public Task<(byte[] Bytes, string ContentType, string Name)> FileAsync(Guid id, CancellationToken ct) => GetFileAsync($"{_place}/{id}/file", ct);

    /// <summary>A blank paper for anyone: "enrolment" (F-37) or "pre-enrolment" (F-39).</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> BlankAsync(string paper, CancellationToken ct) => GetFileAsync($"open/papers/{paper}", ct);

    /// <summary>The bytes go through as they come.</summary>
    public async Task<LibraryView> UploadAsync(LibraryEntry entry, Stream file, CancellationToken ct)
    {
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await PostContentAsync<LibraryView>(
            "library/upload"
                + Query(("kind", entry.Kind.ToString()), ("title", entry.Title), ("note", entry.Note), ("week", entry.Week), ("until", entry.Until),
            ("open", entry.Open ? "true" : "false")), content, ct);
    }

    public Task<LibraryView> AddLinkAsync(LibraryEntry entry, CancellationToken ct) => PostAsync<LibraryView>("library", entry, ct);

    public Task<LibraryView> ChangeAsync(Guid id, LibraryEntry entry, CancellationToken ct) =>
        SendAsync<LibraryView>(HttpMethod.Put, $"library/{id}", entry, ct);

    public Task<LibraryView> RemoveAsync(Guid id, CancellationToken ct) => SendAsync<LibraryView>(HttpMethod.Delete, $"library/{id}", null, ct);
}
