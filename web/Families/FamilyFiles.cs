using Preau.Ui.Clients;

namespace Preau.Families;

/// <summary>Files of the family's own documents, handed through from the service.</summary>
internal static class FamilyFiles
{
    public static void MapFamilyFiles(this WebApplication app)
    {
        app.MapGet("/documents/{id:guid}/fichiers/{file:guid}",
            async (Guid id, Guid file, DocumentsClient documents, HttpResponse response, CancellationToken ct) =>
        {
            var (bytes, contentType, name) = await documents.FileAsync(id, file, ct);
            Guard(response);
            return Results.File(bytes, contentType, name);
        });
        app.MapGet("/enfants/{child:guid}/photo", async (Guid child, DocumentsClient documents, HttpResponse response, CancellationToken ct) =>
        {
            var (bytes, contentType, _) = await documents.PhotoAsync(child, ct);
            Guard(response);
            return Results.File(bytes, contentType);
        });
        app.MapGet("/enfants/{child:guid}/papiers/{paper:regex(^(dossier|simple|complete)$)}",
            async (Guid child, string paper, PapersClient papers, HttpResponse response, CancellationToken ct) =>
        {
            var (bytes, contentType, name) = await papers.OfChildAsync(child, paper, ct);
            Guard(response);
            return Results.File(bytes, contentType, name);
        });
    }

    private static void Guard(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }
}
