using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>An act on one open file in one transaction: 404 for a stranger's, 409 "file.closed" for an archived one.</summary>
internal static class FileAct
{
    /// <param name="act">Answers null and sets a problem, or the result. Runs again from the start when another writer was first.</param>
    public static async Task<Results<Ok<T>, ProblemHttpResult>> RunAsync<T>(
        FamilyDb db, Guid id, Func<FamilyFile, CancellationToken, Task<(T? Result, ProblemHttpResult? Problem)>> act, CancellationToken ct,
            bool evenClosed = false)
        where T : class
    {
        ProblemHttpResult? problem = null;
        var result = await db.WriteAsync(async token =>
        {
            T? done = null;
            problem = await db.LoadAsync(id, tracked: true, token) is not { } file ? Problems.NotFound()
                : !file.IsOpen && !evenClosed ? Problems.Conflict("file.closed", "Ce dossier est archivé : rouvrez-le d’abord.")
                : await DoAsync(file, token);
            if (problem is not null)
            {
                // What the act began to write before it found the problem is not kept.
                db.ChangeTracker.Clear();
            }

            return done;

            async Task<ProblemHttpResult?> DoAsync(FamilyFile file, CancellationToken inner)
            {
                (done, var wrong) = await act(file, inner);
                return wrong;
            }
        }, ct);
        return problem is not null ? problem : TypedResults.Ok(result!);
    }
}
