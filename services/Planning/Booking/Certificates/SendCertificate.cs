using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>POST /evidence/{id}/upload: one file, its bytes as the body. Its kind is read from the bytes; its name is never asked.</summary>
internal static class SendCertificate
{
    private const int MaxFiles = 6;

    public static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> Handle(
        Guid id, HttpRequest request, PlanningDb db, CurrentRules current, Vault vault, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var family = await db.Evidence.Where(e => e.Id == id).Select(e => (Guid?)e.FamilyId).SingleOrDefaultAsync(ct);
        if (family is null || !GetRequest.MaySee(caller, family.Value))
        {
            return Problems.NotFound();
        }

        if (request.ContentLength > FileKind.MaxSize)
        {
            return TooLarge();
        }

        var bytes = await ReadAsync(request.Body, ct);
        if (bytes is null)
        {
            return TooLarge();
        }

        if (bytes.Length == 0)
        {
            return Problems.Invalid("file.empty", "Ce fichier est vide. Choisissez-en un autre.");
        }

        var (contentType, code) = FileKind.Of(bytes);
        if (contentType is null)
        {
            return Problems.Invalid(code!, code == "file.type"
                ? "Ce fichier n’est ni une photo ni un PDF. Choisissez une photo (JPEG ou PNG) ou un PDF."
                : code == "file.active" ? "Ce PDF contient un programme ou un autre fichier : il n’est pas accepté. "
                    + "Enregistrez-le avec « Imprimer en PDF », ou prenez-le en photo."
                : "Ce fichier est abîmé ou démesuré : il ne s’ouvrira pas. Prenez une nouvelle photo, ou choisissez un autre fichier.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var problem = await db.WriteAsync(token => KeepAsync(db, rules, id, bytes, contentType, vault, caller.Name, now, token), ct);
        return problem is not null ? problem : TypedResults.Ok((await EvidenceViews.OfAsync(db, rules, db.Evidence.Where(e => e.Id == id), now, ct))[0]);
    }

    private static async Task<ProblemHttpResult?> KeepAsync(
        PlanningDb db, PlanningRules rules, Guid id, byte[] bytes, string contentType, Vault vault, string by, DateTimeOffset now,
        CancellationToken ct)
    {
        var evidence = await db.Evidence.Include(e => e.Files).SingleAsync(e => e.Id == id, ct);
        if (!EvidenceViews.MaySend(evidence, now))
        {
            return evidence.ClosesAt <= now.UtcDateTime
                ? Problems.Conflict("evidence.too-late",
                    $"Le délai est passé : c’était le {FrenchDates.Moment(rules.LastMinute(evidence.ClosesAt)!.Value, rules.Today(now))}. Pour un cas particulier, écrivez au service.")
                : Problems.Conflict("evidence.settled", "Ce justificatif n’est plus attendu.");
        }

        var hash = Convert.ToHexString(SHA256.HashData(bytes));
        if (evidence.Files.Exists(f => f.Hash == hash && f.DeletedAt is null))
        {
            return null;
        }

        if (evidence.Files.Count(f => f.DeletedAt is null) >= MaxFiles)
        {
            return Problems.Conflict("file.too-many", $"Ce justificatif compte déjà {MaxFiles} fichiers. S’il manque une page, écrivez au service.");
        }

        var file = new Certificate { EvidenceId = id, ContentType = contentType, Size = bytes.Length, Hash = hash, At = now.UtcDateTime, By = by };
        db.Certificates.Add(file);
        db.CertificateContents.Add(new CertificateContent { Id = file.Id, Sealed = vault.Seal(bytes, db.CurrentTenant, file.Id) });
        if (evidence.State != EvidenceState.Given)
        {
            evidence.State = EvidenceState.Given;
            evidence.GivenAt = now.UtcDateTime;
            evidence.RemindAt = null;
            evidence.DeleteAt = null;
        }

        evidence.Version++;
        return null;
    }

    private static ProblemHttpResult TooLarge() =>
        Problems.Invalid("file.too-large", "Ce fichier pèse plus de 10 Mo. Choisissez un fichier plus léger, ou prenez la photo en plus petit.");

    // Null when there is more than a file may hold; the length a client announces is not believed.
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (all.Length + read > FileKind.MaxSize)
            {
                return null;
            }

            await all.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return all.ToArray();
    }
}
