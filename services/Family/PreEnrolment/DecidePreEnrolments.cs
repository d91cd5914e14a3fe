using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Households;
using Preau.Platform;

namespace Preau.Family.PreEnrolment;

/// <summary>Pre-enrolments as agents read and decide them: accepted makes the family's file and invites its guardian.</summary>
internal static class DecidePreEnrolments
{
    private const int PageSize = 20;

    /// <summary>GET /pre-enrolments?page=: confirmed ones that wait, oldest first, with the files that perhaps are the same family.</summary>
    public static async Task<Results<Ok<PreEnrolmentPage>, ProblemHttpResult>> List(
        int? page, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "Les pages commencent à 1.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var waiting = db.PreEnrolments.AsNoTracking().BeyondReach().Where(r => r.Status == RequestStatus.Pending && r.ConfirmedAt != null)
            .OrderBy(r => r.ConfirmedAt).ThenBy(r => r.Number);
        var near = await NearAsync(db, waiting, ct);
        var total = near?.Count ?? await waiting.CountAsync(ct);
        var from = ((page ?? 1) - 1) * PageSize;
        List<PreEnrolmentView> views = [];
        foreach (var request in near is null ? await waiting.Skip(from).Take(PageSize).ToListAsync(ct) : [.. near.Skip(from).Take(PageSize)])
        {
            views.Add(await ViewAsync(request, rules, db, clock, ct));
        }

        return TypedResults.Ok(new PreEnrolmentPage([.. views], page ?? 1, Math.Max(1, (total + PageSize - 1) / PageSize), total));
    }

    /// <summary>
    /// A new family has no file that an agent of some services could reach: it is theirs when it
    /// names a school to which children in their reach go. Null for all.
    /// </summary>
    internal static async Task<List<PreEnrolmentRequest>?> NearAsync(FamilyDb db, IQueryable<PreEnrolmentRequest> requests, CancellationToken ct)
    {
        if (!db.IsLimited)
        {
            return null;
        }

        var schools = await db.Set<HouseholdChild>().Where(c => c.School != null).Select(c => c.School).Distinct().ToListAsync(ct);
        return (await requests.ToListAsync(ct)).FindAll(r =>
            Array.Exists(r.Asked.Children, c => c.GetValueOrDefault("school") is { } named && schools.Contains(named)));
    }

    /// <summary>POST /pre-enrolments/{id}/decision.</summary>
    public static async Task<Results<Ok<PreEnrolmentView>, ProblemHttpResult>> Decide(
        Guid id, DecidePreEnrolment body, Caller caller, FamilyDb db, SettingsCache settings, IMailer mailer, MailOptions mail, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var reason = body.Reason?.Trim();
        if (body.Accept == false && reason is not { Length: >= 3 })
        {
            return Problems.Invalid("reason.missing", "La famille doit savoir pourquoi : écrivez le motif en quelques mots.");
        }

        var (decided, problem) = await db.WriteAsync(async token =>
        {
            var request = await db.PreEnrolments.SingleOrDefaultAsync(r => r.Id == id && r.ConfirmedAt != null, token);
            if (request is not { Status: RequestStatus.Pending })
            {
                return (null, request is null
                    ? Problems.NotFound()
                    : Problems.Conflict("request.decided", $"Cette préinscription a déjà reçu une réponse de {request.DecidedBy}."));
            }

            if (body.Accept!.Value)
            {
                var (file, problems) = AskToEnrol.Draft(request.Asked, rules, rules.Today(clock));
                if (file is null)
                {
                    return ((PreEnrolmentRequest?)null, (ProblemHttpResult?)Problems.Conflict("request.outdated",
                        $"Une réponse ne convient plus : {problems[0].Text} Créez le dossier à la main."));
                }

                file.Number = await Numbers.NextAsync(db, token);
                file.Guardians[0].InvitedAt = clock.UtcNow();
                CreateFamily.Add(db, file, rules, caller.Name, $"Création du dossier (préinscription {request.Number})", clock);
                request.FamilyId = file.Id;
            }

            (request.Status, request.DecidedBy, request.DecidedAt, request.Reason, request.Version) =
                (body.Accept.Value ? RequestStatus.Accepted : RequestStatus.Refused, caller.Name, clock.UtcNow(), body.Accept.Value ? null : reason,
                    request.Version + 1);
            return (request, null);
        }, ct);
        if (decided is null)
        {
            return problem!;
        }

        if (decided.Status == RequestStatus.Refused)
        {
            // Accepted, the invitation is the mail.
            await mailer.SendAsync(mail.Write("Portail famille", decided.Email, $"Votre préinscription n° {decided.Number}",
                $"Bonjour,\r\n\r\nVotre préinscription n° {decided.Number} n’a pas pu être acceptée.\r\nMotif : {decided.Reason}\r\n\r\nPour toute question, appelez la mairie.",
                decided.Id.ToString("N")),
                ct);
        }

        return TypedResults.Ok(await ViewAsync(decided, rules, db, clock, ct));
    }

    private static async Task<PreEnrolmentView> ViewAsync(PreEnrolmentRequest request, FamilyRules rules, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        var asked = request.Asked;
        var (file, _) = request.Status == RequestStatus.Pending ? AskToEnrol.Draft(asked, rules, rules.Today(clock)) : (null, []);
        var alike = file is null ? [] : await Lookalikes.OfAsync(db, null, file.Guardians, file.Children, ct);
        return new PreEnrolmentView(
            request.Id, request.Number, request.At.ToLocal(rules.Zone),
            $"{asked.Guardian.GetValueOrDefault("firstName")} {asked.Guardian.GetValueOrDefault("lastName")}".Trim(), request.Email, asked.Guardian,
            asked.Household,
            asked.Children, asked.Comment, request.Status, rules.AnswerBy(request.ConfirmedAt ?? request.At),
            [.. alike.Select(a => $"Doublon possible : {a.Name}, n° {a.Number} ({a.Why}).")], request.DecidedBy, request.Reason, request.FamilyId);
    }
}
