using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>What is asked and what was sent, and the files, to those entitled: the household that
/// sent them, and agents by right. An agent's look is noted first.</summary>
internal static class ReadDocuments
{
    /// <summary>GET /me/documents.</summary>
    public static async Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> Mine(
        Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        await ViewAsync(caller.Owner!.OwnerId!.Value, db, settings, clock, ct);

    /// <summary>GET /families/{id}/documents.</summary>
    public static async Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> OfFamily(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        await ViewAsync(id, db, settings, clock, ct);

    /// <summary>GET /documents/{id}/files/{file}: to save rather than to show.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OpenFile(
        Guid id, Guid file, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, HttpResponse response, TimeProvider clock, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().Include(d => d.Files)
            .SingleOrDefaultAsync(d => d.Id == id && d.Status != DocumentStatus.Withdrawn, ct);
        var own = document is not null && caller.Owner?.OwnerId == document.FamilyId;
        if (document?.Files.Find(f => f.Id == file) is not { } found || !(own || caller.May(Permissions.Families)))
        {
            return Problems.NotFound();
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (!own && NeedsHealth(rules, document.Key) && !caller.May(Permissions.Health))
        {
            return Problems.Forbidden("health.forbidden", "Ce document de santé ne s’ouvre qu’avec le droit « Santé ».");
        }

        var content = await db.DocumentContents.AsNoTracking().SingleAsync(c => c.Id == file, ct);
        if (!own)
        {
            await db.WriteAsync(_ => Task.FromResult(db.DocumentSights.Add(new DocumentSight { DocumentId = id, At = clock.UtcNow(), By = caller.Name })), ct);
        }

        Guard(response);
        return TypedResults.File(vault.Open(content.Sealed, db.CurrentTenant, file), found.ContentType,
            $"{document.Key}-{file.ToString("N")[^6..]}.{SafeFile.Extension(found.ContentType)}");
    }

    /// <summary>GET /children/{child}/photo: the accepted one (F-60), for the child's households and for agents who hold the file or the roll.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OpenPhoto(
        Guid child, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, HttpResponse response, TimeProvider clock, CancellationToken ct)
    {
        var entitled = caller.May(Permissions.Families) || caller.May(Permissions.Attendance)
            || (caller.Owner?.OwnerId is { } family && await db.Set<HouseholdChild>().AnyAsync(c => c.FamilyId == family && c.ChildId == child, ct));
        var today = (await FamilyRules.InForceAsync(settings, db, ct)).Today(clock);
        var file = !entitled ? null : await db.Documents.AsNoTracking()
            .Where(d => d.ChildId == child && d.Key == AskedDocument.PhotoKey && d.Status == DocumentStatus.Accepted && (d.Until == null || d.Until >= today))
            .OrderByDescending(d => d.DecidedAt).SelectMany(d => d.Files).FirstOrDefaultAsync(ct);
        if (file is null)
        {
            return Problems.NotFound();
        }

        var content = await db.DocumentContents.AsNoTracking().SingleAsync(c => c.Id == file.Id, ct);
        Guard(response);
        return TypedResults.File(vault.Open(content.Sealed, db.CurrentTenant, file.Id), file.ContentType);
    }

    public static bool NeedsHealth(FamilyRules rules, string key) => rules.Documents?.FirstOrDefault(d => d.Key == key)?.Health == true;

    private static async Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> ViewAsync(
        Guid family, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        await DocumentBook.ViewAsync(db, await FamilyRules.InForceAsync(settings, db, ct), clock, family, ct) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound();

    private static void Guard(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }
}
