using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>POST /families/{id}/archive and /reopen. The file stays readable; its guardians no longer enter.</summary>
internal static class ArchiveFile
{
    public static Task<Results<Ok<FamilyMade>, ProblemHttpResult>> Handle(
        Guid id, ArchiveFamily body, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct) =>
        FileAct.RunAsync<FamilyMade>(db, id, (file, _) =>
        {
            (file.ArchivedAt, file.ArchivedBy) = (clock.UtcNow(), caller.Name);
            db.Record(file, caller.Name, "Dossier archivé" + (string.IsNullOrWhiteSpace(body.Reason) ? "" : $" : {body.Reason.Trim()}"), clock);
            file.Guardians.ForEach(g => GuardianAccess.Tell(db, file, g, clock));
            return Task.FromResult<(FamilyMade?, ProblemHttpResult?)>((new FamilyMade(file.Id, file.Number, file.Name), null));
        }, ct);

    public static Task<Results<Ok<FamilyMade>, ProblemHttpResult>> Reopen(Guid id, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct) =>
        FileAct.RunAsync<FamilyMade>(db, id, (file, _) =>
        {
            if (file.MergedInto is not null || file.ArchivedAt is null)
            {
                return Task.FromResult<(FamilyMade?, ProblemHttpResult?)>((null,
                    Problems.Conflict("file.not-archived",
                        file.MergedInto is null ? "Ce dossier est ouvert." : "Ce dossier a été réuni à un autre : ouvrez l’autre.")));
            }

            (file.ArchivedAt, file.ArchivedBy) = (null, null);
            db.Record(file, caller.Name, "Dossier rouvert", clock);
            file.Guardians.ForEach(g => GuardianAccess.Tell(db, file, g, clock));
            return Task.FromResult<(FamilyMade?, ProblemHttpResult?)>((new FamilyMade(file.Id, file.Number, file.Name), null));
        }, ct, evenClosed: true);
}
