using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>POST …/documents/upload?document=&amp;child=&amp;until=: one file, its bytes as
/// the body, by the household itself or by an agent from paper.</summary>
internal static class SendDocument
{
    private const int MaxFiles = 6;

    public static Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> Mine(
        string? document, Guid? child, DateOnly? until, HttpRequest request, Caller caller, FamilyDb db, SettingsCache settings, Vault vault,
        TimeProvider clock, CancellationToken ct) =>
        SendAsync(caller.Owner!.OwnerId!.Value, document, child, until, caller.Name, request, db, settings, vault, clock, ct);

    public static Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> ForFamily(
        Guid id, string? document, Guid? child, DateOnly? until, HttpRequest request, Caller caller, FamilyDb db, SettingsCache settings, Vault vault,
        TimeProvider clock, CancellationToken ct) =>
        SendAsync(id, document, child, until, caller.Name + ", pour la famille", request, db, settings, vault, clock, ct);

    private static async Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> SendAsync(
        Guid familyId, string? key, Guid? child, DateOnly? until, string by, HttpRequest request, FamilyDb db, SettingsCache settings, Vault vault,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        if (rules.Documents?.FirstOrDefault(d => d.Key == key) is not { } asked || asked.PerChild != child is not null)
        {
            return Problems.NotFound();
        }

        if (until is { } end && (!asked.AsksEnd || end < today || end > today.AddYears(20)))
        {
            return Problems.Invalid(
                "document.end", asked.AsksEnd
                    ? "La date de fin est passée, ou trop lointaine : recopiez celle qui est écrite sur le document."
                    : "Ce document ne porte pas de date de fin.");
        }

        if (asked.AsksEnd && until is null)
        {
            return Problems.Invalid("document.end", "Indiquez jusqu’à quand le document est valable : la date y est écrite.");
        }

        // The household is known before any byte is looked at.
        if (await db.LoadAsync(familyId, tracked: false, ct) is not { } family || (child is not null && family.Children.TrueForAll(c => c.ChildId != child)))
        {
            return Problems.NotFound();
        }

        var (file, problem) = await SafeFile.ReadAsync(request, asked.Image, ct);
        if (file is null)
        {
            return problem!;
        }

        var refused = await db.WriteAsync(token => KeepAsync(db, familyId, child ?? Guid.Empty, asked, until, by, file, vault, clock, token), ct);
        return refused is not null ? refused : TypedResults.Ok((await DocumentBook.ViewAsync(db, rules, clock, familyId, ct))!);
    }

    private static async Task<ProblemHttpResult?> KeepAsync(
        FamilyDb db, Guid family, Guid child, AskedDocument asked, DateOnly? until, string by, SafeFile file, Vault vault, TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.UtcNow();
        var waiting = await db.Documents.Include(d => d.Files)
            .FirstOrDefaultAsync(d => d.FamilyId == family && d.ChildId == child && d.Key == asked.Key && d.Status == DocumentStatus.Waiting, ct);
        if (waiting is null)
        {
            waiting = new FamilyDocument { FamilyId = family, ChildId = child, Key = asked.Key, At = now, By = by };
            db.Documents.Add(waiting);
        }
        else if (waiting.Files.Exists(f => f.Hash == file.Hash))
        {
            return null;
        }
        else if (waiting.Files.Count >= MaxFiles || asked.Image)
        {
            return Problems.Conflict(
                "file.too-many", asked.Image
                    ? "Une photo attend déjà d’être regardée. Retirez-la pour en envoyer une autre."
                    : $"Ce document compte déjà {MaxFiles} fichiers. S’il manque une page, écrivez au service.");
        }

        (waiting.Until, waiting.Version) = (until ?? waiting.Until, waiting.Version + 1);
        var kept = new DocumentFile { DocumentId = waiting.Id, ContentType = file.ContentType, Size = file.Bytes.Length, Hash = file.Hash };
        db.DocumentFiles.Add(kept);
        db.DocumentContents.Add(new DocumentContent { Id = kept.Id, Sealed = vault.Seal(file.Bytes, db.CurrentTenant, kept.Id) });
        return null;
    }
}
