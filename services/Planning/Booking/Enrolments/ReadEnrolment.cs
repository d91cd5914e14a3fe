using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Booking.Certificates;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>From what a family sends to a request: what can be said wrong before anything is read.</summary>
internal static class ReadEnrolment
{
    public static ProblemHttpResult? Check(AskEnrolment body, Service service, DateOnly today)
    {
        var years = EnrolmentRules.Years(today);
        var (from, until) = (body.From!.Value, body.Until!.Value);
        if (until < from || from < years[0].From || until > years[^1].Until || until < today)
        {
            return Problems.Invalid("enrolment.period",
                $"La période va d’un jour à un jour suivant, entre le {years[0].From:dd/MM/yyyy} et le {years[^1].Until:dd/MM/yyyy}, et n’est pas déjà passée.");
        }

        return CheckDays(service, body.Weekdays, body.Unit, from, until, asked: service.Enrolment!.Weekdays) ?? CheckPieces(body, service.Enrolment);
    }

    /// <summary>Days of the week and the unit they book.</summary>
    public static ProblemHttpResult? CheckDays(Service service, int[]? weekdays, string? unit, DateOnly from, DateOnly until, bool asked)
    {
        var open = EnrolmentRules.OpenWeekdays(service, from, until);
        if ((weekdays ?? []).Any(d => !open.Contains(d)) || (asked && weekdays is null or []))
        {
            return Problems.Invalid("enrolment.weekdays",
                open.Length == 0 ? "Le service n’ouvre pas sur cette période." : "Choisissez au moins un jour parmi ceux où le service ouvre.");
        }

        if (unit is not null && service.Units.All(u => u.Key != unit))
        {
            return Problems.Invalid("enrolment.unit", "Cette formule n’existe pas pour ce service.");
        }

        return service.Enrolment is { Books: true } && weekdays?.Length > 0 && unit is null && service.Units.Count > 1
            ? Problems.Invalid("enrolment.unit", "Choisissez la formule à réserver.")
            : null;
    }

    private static ProblemHttpResult? CheckPieces(AskEnrolment body, EnrolmentDocument asked)
    {
        foreach (var given in body.Pieces ?? [])
        {
            if (given is not { Piece: { } key } || asked.Pieces.FirstOrDefault(p => p.Key == key) is not { } piece
                || body.Pieces!.Count(p => p?.Piece == key) > 1)
            {
                return Problems.Invalid("piece.unknown", "Une des pièces n’est pas demandée, ou l’est deux fois.");
            }

            if (given.Content is { Length: > FileKind.MaxSize })
            {
                return Problems.Invalid("piece.too-large", $"« {piece.Label} » dépasse 10 Mo. Envoyez une image plus légère ou un PDF.");
            }

            if (given.Content is { Length: > 0 } content ? FileKind.Of(content).ContentType is null : given.Content is not null)
            {
                return Problems.Invalid("piece.kind", $"« {piece.Label} » n’est pas un PDF ou une image (JPEG ou PNG) lisible.");
            }

            if (given.Content is null && (!given.AtCounter || !piece.AtCounter) && body.OverrideReason is null)
            {
                return Problems.Invalid("piece.missing", $"Joignez « {piece.Label} »{(piece.AtCounter ? " ou cochez la remise au guichet" : "")}.");
            }
        }

        return body.OverrideReason is null && asked.Pieces.FirstOrDefault(p => p.Required && body.Pieces?.Any(g => g.Piece == p.Key) != true) is { } missing
            ? Problems.Invalid("piece.missing", $"Joignez « {missing.Label} »{(missing.AtCounter ? " ou cochez la remise au guichet" : "")}.")
            : null;
    }

    public static EnrolmentRequest ToRequest(AskEnrolment body, WhoAsks who, string author, string number, EnrolmentDocument asked, string tenant,
        DateTimeOffset now)
    {
        var request = new EnrolmentRequest
        {
            Tenant = tenant,
            Number = number,
            Key = body.Key!.Value,
            FamilyId = who.Family,
            ChildId = body.Child!.Value,
            Service = body.Service,
            From = body.From!.Value,
            Until = body.Until!.Value,
            Weekdays = Digits(body.Weekdays),
            Unit = body.Unit,
            Comment = string.IsNullOrWhiteSpace(body.Comment) ? null : body.Comment.Trim(),
            Author = author,
            ByAgent = who.ByAgent,
            At = now.UtcDateTime,
        };
        request.Pieces.AddRange(asked.Pieces.Where(p => p.Required || body.Pieces?.Any(g => g.Piece == p.Key) == true).Select(p =>
        {
            var given = body.Pieces?.FirstOrDefault(g => g.Piece == p.Key);
            return new EnrolmentPiece
            {
                Tenant = tenant,
                RequestId = request.Id,
                Key = p.Key,
                Label = p.Label,
                Required = p.Required,
                AtCounter = given?.Content is null,
                FileName = given?.Content is { } content ? NameOf(given.Name, p, content) : null,
                ReceivedAt = given?.Content is null ? null : now.UtcDateTime,
            };
        }));
        return request;
    }

    /// <summary>The bytes, sealed: a medical form is health data.</summary>
    public static IEnumerable<EnrolmentFile> Files(AskEnrolment body, EnrolmentRequest request, Vault vault) =>
        (body.Pieces ?? []).Where(p => p.Content is not null).Select(p => new EnrolmentFile
        {
            Tenant = request.Tenant,
            RequestId = request.Id,
            Piece = p.Piece,
            ContentType = FileKind.Of(p.Content).ContentType!,
            Sealed = vault.Seal(p.Content, request.Tenant, request.Id),
        });

    public static string Digits(int[]? weekdays) => string.Concat((weekdays ?? []).Distinct().Order());

    // What goes into a download's name: letters, digits and a few signs, and the ending of what the file is.
    private static string NameOf(string? name, PieceDocument piece, byte[] content)
    {
        var stem = Path.GetFileNameWithoutExtension(string.IsNullOrWhiteSpace(name) ? piece.Key : name.Replace('\\', '/'));
        stem = string.Concat(stem.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.')).Trim();
        stem = stem.Length == 0 ? piece.Key : stem;
        return (stem.Length <= 100 ? stem : stem[..100]) + "." + FileKind.Extension(FileKind.Of(content).ContentType!);
    }
}
