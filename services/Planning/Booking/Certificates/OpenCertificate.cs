using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>GET /evidence/{id}/files/{file}: the bytes, to save rather than to show. That it was opened is noted first.</summary>
internal static class OpenCertificate
{
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id, Guid file, PlanningDb db, CurrentRules current, Vault vault, Caller caller,
        HttpResponse response, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.Evidence.Where(e => e.Id == id).SelectMany(e => e.Files, (e, f) => new { e.FamilyId, File = f }).AsNoTracking()
            .SingleOrDefaultAsync(f => f.File.Id == file, ct);
        if (found is null || !GetRequest.MaySee(caller, found.FamilyId))
        {
            return Problems.NotFound();
        }

        if (caller.Owner?.OwnerId != found.FamilyId
            && await EvidenceScope.RefuseAsync(db, (await current.LoadAsync(ct)).Rules, caller.Scope, id, ct) is { } notYours)
        {
            return notYours;
        }

        var content = await db.CertificateContents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == file, ct);
        if (content is null)
        {
            return Problems.NotFound("file.deleted");
        }

        var bytes = vault.Open(content.Sealed, db.CurrentTenant, file);
        db.CertificateSights.Add(new CertificateSight { EvidenceId = id, CertificateId = file, At = clock.UtcNow(), By = caller.Name });
        await db.SaveChangesAsync(ct);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.File(bytes, found.File.ContentType, $"justificatif-{file.ToString("N")[^6..]}.{FileKind.Extension(found.File.ContentType)}");
    }
}
