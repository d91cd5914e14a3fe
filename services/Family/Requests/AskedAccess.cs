using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>
/// A guardian asks for the portal for the other one of the same household. An agent decides, always: who enters reads the whole file. Who lives elsewhere or
/// is kept away by a court never enters by it: a parent with a household of one's own gets a file of one's own.
/// </summary>
internal static class AskedAccess
{
    public const string Field = "access.invite";

    /// <summary>What the page offers beside the other guardian; null where nothing can be asked.</summary>
    public static AccessOffer? OfferOf(FamilyFile file, Guardian guardian, WaitingChange? waiting) =>
        GuardianAccess.MayEnter(file, guardian) ? new AccessOffer(guardian.InvitedAt is not null, guardian.Email, waiting) : null;

    public static (List<FamilyRequestLine> Lines, List<FieldProblem> Problems) Read(
        FamilyFile file, Guid? you, Guid request, FieldValue[] values, FileChange change)
    {
        if (values is not [{ Field: Field, Of: { } of, Value: var typed }] || file.Guardians.Find(g => g.Id == of && g.Id != you) is not { } other
            || !GuardianAccess.MayEnter(file, other))
        {
            return ([], [new FieldProblem("", null, "Cet accès ne se demande pas ici : écrivez à la mairie.")]);
        }

        var email = other.Email ?? typed?.Trim();
        if (string.IsNullOrEmpty(email))
        {
            return ([], [new FieldProblem(Field, of, "Indiquez l’adresse électronique où envoyer l’invitation.")]);
        }

        if (string.Equals(email, file.Guardians.Find(g => g.Id == you)?.Email, StringComparison.OrdinalIgnoreCase))
        {
            return ([], [new FieldProblem(Field, of, "Cette adresse ouvre déjà votre compte : chacun a la sienne. Changez-la d’abord dans ses informations.")]);
        }

        var (_, wrong) = change.Check(file, [new FieldValue("guardian.email", of, email)]);
        return wrong.Length > 0 ? ([], [new FieldProblem(Field, of, wrong[0].Text)])
            : ([new FamilyRequestLine
            {
                RequestId = request, Field = Field, Of = of, Label = "Accès au portail", New = $"{other.FirstName} {other.LastName}, invitation à {email}",
                Data = email,
            }], []);
    }

    /// <summary>What an agent looks at before.</summary>
    public static string[] Hints(FamilyRequest request) => request.Form != RequestForms.Access ? []
        : ["Cette personne lira tout le dossier de ce foyer : adresse, factures, messages, enfants. "
            + "Vérifiez que les deux parents y vivent : un parent séparé a son propre dossier."];

    /// <summary>The invitation goes to the address the file has by now.</summary>
    public static ProblemHttpResult? Invite(FamilyDb db, FamilyFile file, FamilyRequest request, FamilyRequestLine line, string by, TimeProvider clock)
    {
        if (file.Guardians.Find(g => g.Id == line.Of) is not { } other || !GuardianAccess.MayEnter(file, other))
        {
            return Problems.Conflict("access.barred",
                "Cette personne ne peut pas entrer dans ce dossier : elle l’a quitté, vit ailleurs ou a des droits limités. Refusez la demande.");
        }

        other.Email ??= line.Data;
        other.InvitedAt = clock.UtcNow();
        db.Record(file, by, $"{other.FirstName} {other.LastName} : invitation au portail (demande {request.Number})", clock);
        GuardianAccess.Tell(db, file, other, clock);
        return null;
    }
}
