using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Households;
using Preau.Family.Requests;
using Preau.Platform;

namespace Preau.Family.PreEnrolment;

/// <summary>
/// /api/{slug}/family/open/pre-enrolments, without an account (F-39). Nothing is told of who
/// exists here: an address gets one mail, and only who reads it goes on.
/// How many may come is limited per commune and per address.
/// </summary>
internal sealed class AskToEnrol(
    FamilyDb db, SettingsCache settings, Tenant tenant, IMailer mailer, MailOptions mail, IConfiguration configuration, TimeProvider clock)
{
    private const int MostUnconfirmedAnHour = 60;
    private const int MostOfOneAddressADay = 3;

    /// <summary>GET: what the form needs to know; 404 where the commune takes none.</summary>
    public async Task<Results<Ok<PreEnrolmentTerms>, ProblemHttpResult>> TermsAsync(string slug, CancellationToken ct) =>
        await EnterAsync(slug, ct) is { } rules
            ? TypedResults.Ok(new PreEnrolmentTerms([.. (rules.Schools ?? []).Select(s => s.Name)], FileFields.Grades, rules.AnswerDays))
            : Problems.NotFound();

    public async Task<Results<Ok<PreEnrolmentReceipt>, ProblemHttpResult>> AskAsync(string slug, AskPreEnrolment body, CancellationToken ct)
    {
        if (await EnterAsync(slug, ct) is not { } rules)
        {
            return Problems.NotFound();
        }

        var (file, problems) = Draft(body, rules, rules.Today(clock));
        if (problems.Count > 0)
        {
            return EditFields.Invalid(problems);
        }

        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        var (number, problem) = await db.WriteAsync(async write =>
        {
            var now = clock.UtcNow();
            var known = await db.PreEnrolments.SingleOrDefaultAsync(r => r.Key == body.Key, write);
            if (known is not null)
            {
                // Sent again: the mail goes again, with an address that replaces the former.
                known.TokenHash = known.ConfirmedAt is null ? HashOf(token) : known.TokenHash;
                return (known.ConfirmedAt is null ? known.Number : null,
                    known.ConfirmedAt is null ? null : Problems.Conflict("pre-enrolment.confirmed", "Cette préinscription est déjà confirmée."));
            }

            var (hour, day) = (now.AddHours(-1), now.AddDays(-1));
            if (await db.PreEnrolments.CountAsync(r => r.ConfirmedAt == null && r.At >= hour, write) >= MostUnconfirmedAnHour
                || await db.PreEnrolments.CountAsync(r => r.Email == file!.Guardians[0].Email && r.At >= day, write) >= MostOfOneAddressADay)
            {
                return ((string?)null, Many());
            }

            var request = new PreEnrolmentRequest
            {
                Number = await FamilyRequestCounter.NextAsync(db, rules.Today(clock).Year, write),
                Key = body.Key!.Value,
                Email = file!.Guardians[0].Email!,
                TokenHash = HashOf(token),
                At = now,
                Answers = JsonSerializer.Serialize(body),
                SearchKey = SearchText.Of($"{file.Name} {string.Join(' ', file.Children.Select(c => $"{c.FirstName} {c.LastName}"))} {body.Email}", 1000),
            };
            db.PreEnrolments.Add(request);
            return (request.Number, null);
        }, ct);
        if (number is null)
        {
            return problem!;
        }

        await MailAsync(slug, file!.Guardians[0].Email!, number, token, ct);
        return TypedResults.Ok(new PreEnrolmentReceipt(number));
    }

    /// <summary>POST …/confirm: from then on an agent sees it.</summary>
    public async Task<Results<Ok<PreEnrolmentReceipt>, ProblemHttpResult>> ConfirmAsync(string slug, ConfirmPreEnrolment body, CancellationToken ct)
    {
        if (await EnterAsync(slug, ct) is null)
        {
            return Problems.NotFound();
        }

        var hash = HashOf(body.Token);
        var number = await db.WriteAsync(async write =>
        {
            if (await db.PreEnrolments.SingleOrDefaultAsync(r => r.TokenHash == hash, write) is not { } request)
            {
                return null;
            }

            if (request.ConfirmedAt is null)
            {
                (request.ConfirmedAt, request.Version) = (clock.UtcNow(), request.Version + 1);
            }

            return request.Number;
        }, ct);
        return number is null ? Problems.NotFound() : TypedResults.Ok(new PreEnrolmentReceipt(number));
    }

    /// <summary>What was typed as a file that is in no database, with what is wrong.</summary>
    public static (FamilyFile? File, List<FieldProblem> Problems) Draft(AskPreEnrolment body, FamilyRules rules, DateOnly today)
    {
        var file = new FamilyFile { Id = Guid.CreateVersion7(), Number = "", Name = "" };
        var told = new Dictionary<string, string?>((body.Guardian ?? []).Where(g => g.Key is "civility" or "firstName" or "lastName" or "role" or "mobile"))
        {
            ["email"] = body.Email
        };
        var (guardian, wrong) = Members.Guardian(file.Id, told, rules, today);
        List<FieldProblem> problems = [.. Members.Places("guardian", wrong)];
        problems.AddRange(Members.Places("household", Members.Fill("household", new FileSubject(file),
            new((body.Household ?? []).Where(h => h.Key is "street" or "postCode" or "city")), ["street", "postCode", "city"], rules, today)));
        for (var i = 0; i < body.Children.Length; i++)
        {
            var (child, bad) = Members.Child(file.Id,
                new((body.Children[i] ?? []).Where(c => c.Key is "firstName" or "lastName" or "gender" or "birthDate" or "school" or "grade")), rules, today);
            problems.AddRange(bad.Select(b => new FieldProblem($"child.{b.Field}.{i}", null, b.Text)));
            if (child is not null)
            {
                file.Children.Add(child);
                problems.AddRange(FieldRules.ChildBirth(child.BirthDate, today) is { } old ? [new FieldProblem($"child.birthDate.{i}", null, old)] : []);
            }
        }

        if (string.IsNullOrWhiteSpace(body.Email))
        {
            problems.Add(new FieldProblem("guardian.email", null, "Écrivez une adresse comme « prenom.nom@exemple.fr » : la confirmation y part."));
        }

        if (problems.Count > 0)
        {
            return (null, problems);
        }

        // Mails of the service need an agreement that nobody gave yet.
        file.Guardians.Add(guardian!);
        file.Name = FileChange.NameOf(guardian!.LastName, guardian.FirstName);
        return (file, problems);
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static ProblemHttpResult Many() => TypedResults.Problem(
        "Trop de préinscriptions viennent d’être envoyées. Réessayez dans une heure, ou appelez la mairie.", statusCode: StatusCodes.Status429TooManyRequests,
        extensions: new Dictionary<string, object?> { ["code"] = "pre-enrolment.many" });

    /// <summary>Rules of the commune; null where there is none of that name, or it takes no pre-enrolment.</summary>
    private async Task<FamilyRules?> EnterAsync(string slug, CancellationToken ct)
    {
        if (slug.Length is 0 or > 64)
        {
            return null;
        }

        tenant.Enter(slug);
        return await FamilyRules.InForceAsync(settings, db, ct) is { PreEnrolment: true } rules ? rules : null;
    }

    private Task MailAsync(string slug, string to, string number, string token, CancellationToken ct)
    {
        var portal = (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');
        var body = $"""
            Bonjour,

            Une préinscription (n° {number}) vient d’être remplie avec votre adresse. Pour l’envoyer à la mairie, confirmez-la :
            {portal}/{slug}/preinscription/confirmer?c={token}

            Sans confirmation dans les sept jours, elle est effacée. Si vous n’avez rien demandé, il n’y a rien à faire.
            """;
        return mailer.SendAsync(
            mail.Write("Portail famille", to, $"Confirmez votre préinscription n° {number}", body.ReplaceLineEndings("\r\n"),
                Guid.CreateVersion7().ToString("N")),
            ct);
    }
}
