using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>
/// POST /evidence/{id}/files/{file}/withdraw: a wrong photo is gone, bytes and all, until somebody has decided on it. Withdrawing it twice is one.
/// </summary>
internal static class WithdrawCertificate
{
    public static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> Handle(Guid id, Guid file, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var family = await db.Evidence.Where(e => e.Id == id).Select(e => (Guid?)e.FamilyId).SingleOrDefaultAsync(ct);
        if (family is null || !GetRequest.MaySee(caller, family.Value))
        {
            return Problems.NotFound();
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var problem = await db.WriteAsync(token => WithdrawAsync(db, id, file, now, token), ct);
        return problem is not null ? problem : TypedResults.Ok((await EvidenceViews.OfAsync(db, rules, db.Evidence.Where(e => e.Id == id), now, ct))[0]);
    }

    /// <summary>Sent, looked at by nobody who decided, and its bytes still here.</summary>
    public static bool MayWithdraw(Evidence evidence, Certificate file) =>
        evidence.State == EvidenceState.Given && file.DeletedAt is null && !(evidence.DecidedAt >= file.At);

    private static async Task<ProblemHttpResult?> WithdrawAsync(PlanningDb db, Guid id, Guid file, DateTimeOffset now, CancellationToken ct)
    {
        var evidence = await db.Evidence.Include(e => e.Files).SingleAsync(e => e.Id == id, ct);
        if (evidence.Files.Find(f => f.Id == file) is not { } wrong)
        {
            return null;
        }

        if (!MayWithdraw(evidence, wrong))
        {
            return Problems.Conflict("evidence.settled", "Ce fichier ne peut plus être retiré : le service a déjà répondu.");
        }

        if (!evidence.Files.Exists(f => f != wrong && MayWithdraw(evidence, f)))
        {
            // Past the limit, or after a refusal, an empty certificate would be a missed one.
            if (evidence.DecidedAt is not null || now.UtcDateTime >= evidence.DueAt)
            {
                return Problems.Conflict("file.last", "C’est votre seul fichier : envoyez d’abord le bon, puis retirez celui-ci.");
            }

            evidence.State = EvidenceState.Awaited;
            evidence.GivenAt = null;
        }

        db.Certificates.Remove(wrong);
        if (await db.CertificateContents.SingleOrDefaultAsync(c => c.Id == file, ct) is { } content)
        {
            db.CertificateContents.Remove(content);
        }

        evidence.Version++;
        return null;
    }
}
