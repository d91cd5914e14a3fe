using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office;

/// <summary>Files that agents take to the bank.</summary>
internal static class DebitFiles
{
    public static void MapDebitFiles(this WebApplication app) =>
        app.MapGet("/prelevements/{id:guid}/fichier", async (Guid id, DebitsClient debits, Session session, HttpResponse response, CancellationToken ct) =>
        {
            if (!session.May(Permissions.Billing))
            {
                return Results.NotFound();
            }

            try
            {
                var (bytes, type, name) = await debits.DownloadAsync(id, ct);
                response.Headers.CacheControl = "no-store";
                return Results.File(bytes, type, name);
            }
            catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
            {
                return Results.NotFound();
            }
        });
}
