using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>What becomes of a document that was sent.</summary>
internal static class DecideDocument
{
    /// <summary>POST /documents/{id}/decision, by an agent; the same decision again changes nothing. The household is told of a refusal.</summary>
    public static async Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> Handle(
        Guid id, Contracts.Api.DecideDocument body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        var reason = body.Reason?.Trim();
        if (body.Accept == false && reason is not { Length: >= 3 })
        {
            return Problems.Invalid("reason.missing", "La famille doit savoir pourquoi : écrivez le motif en quelques mots.");
        }

        if (body.Until < today)
        {
            return Problems.Invalid("document.end", "La date de fin est déjà passée.");
        }

        var (family, problem) = await db.WriteAsync(async token =>
        {
            var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == id && d.Status != DocumentStatus.Withdrawn, token);
            if (document is null || await db.LoadAsync(document.FamilyId, tracked: true, token) is not { } file)
            {
                return (Guid.Empty, Problems.NotFound());
            }

            var asked = rules.Documents?.FirstOrDefault(d => d.Key == document.Key);
            if (asked?.Health == true && !caller.May(Permissions.Health))
            {
                return (Guid.Empty, Problems.Forbidden("health.forbidden", "Ce document de santé se décide avec le droit « Santé »."));
            }

            var wanted = body.Accept!.Value ? DocumentStatus.Accepted : DocumentStatus.Refused;
            if (document.Status == wanted)
            {
                return (document.FamilyId, (ProblemHttpResult?)null);
            }

            if (document.Status != DocumentStatus.Waiting)
            {
                return (Guid.Empty, Problems.Conflict("document.decided", $"Ce document a déjà reçu une réponse de {document.DecidedBy}."));
            }

            var until = asked?.EndFrom(today, body.Until ?? document.Until) ?? body.Until;
            if (wanted == DocumentStatus.Accepted && asked?.AsksEnd == true && until is null)
            {
                return (Guid.Empty, Problems.Invalid("document.end", "Indiquez jusqu’à quand le document est valable."));
            }

            (document.Status, document.DecidedBy, document.DecidedAt, document.Reason, document.Version) =
                (wanted, caller.Name, clock.UtcNow(), wanted == DocumentStatus.Refused ? reason : null, document.Version + 1);
            document.Until = wanted == DocumentStatus.Accepted ? until : document.Until;
            var name =
                $"« {asked?.Label ?? document.Key} »{(file.Children.Find(c => c.ChildId == document.ChildId) is { } child ? $" {Grammar.De(child.FirstName)}" : "")}";
            db.Record(file, caller.Name, $"Document {name} {(wanted == DocumentStatus.Accepted ? "accepté" : "refusé")}", clock);
            if (wanted == DocumentStatus.Refused)
            {
                TellRefusal(db, document, asked?.Label ?? document.Key, name, clock);
            }

            return (document.FamilyId, null);
        }, ct);
        return problem is not null ? problem : TypedResults.Ok((await DocumentBook.ViewAsync(db, rules, clock, family, ct))!);
    }

    private static void TellRefusal(FamilyDb db, FamilyDocument document, string label, string name, TimeProvider clock) =>
        db.Raise(new FamilyNotified(
            db.CurrentTenant, clock.UtcNow(), document.Id, document.FamilyId, "document", $"Document refusé : {label}",
            $"Le document {name} n’a pas pu être accepté.\nMotif : {document.Reason}\nVous pouvez en envoyer un autre.", "documents"));

    /// <summary>POST /me/documents/{id}/withdraw: until it is decided; twice is one.</summary>
    public static async Task<Results<Ok<FileDocumentsView>, ProblemHttpResult>> Withdraw(
        Guid id, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId!.Value;
        var problem = await db.WriteAsync(async token =>
        {
            if (await db.Documents.Include(d => d.Files).SingleOrDefaultAsync(d => d.Id == id && d.FamilyId == family, token) is not { } document)
            {
                return Problems.NotFound();
            }

            if (document.Status is DocumentStatus.Accepted or DocumentStatus.Refused)
            {
                return Problems.Conflict("document.decided", "Ce document a déjà reçu une réponse : il ne se retire plus.");
            }

            if (document.Status == DocumentStatus.Waiting)
            {
                (document.Status, document.Version) = (DocumentStatus.Withdrawn, document.Version + 1);
                var files = document.Files.Select(f => f.Id).ToList();
                // Nobody decided on it: nothing needs its bytes any more.
                db.DocumentContents.RemoveRange(await db.DocumentContents.Where(c => files.Contains(c.Id)).ToListAsync(token));
            }

            return (ProblemHttpResult?)null;
        }, ct);
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return problem is not null
            ? problem
            : await DocumentBook.ViewAsync(db, rules, clock, family, ct) is { } view ? TypedResults.Ok(view)
            : Problems.NotFound();
    }
}
