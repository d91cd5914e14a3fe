using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Platform.Watching;

namespace Preau.Planning;

/// <summary>What an operator watches of Planning.</summary>
internal static class PlanningFigures
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddFigure<PlanningDb>("preau.requests.waiting", "{request}", "Demandes de réservation sans réponse",
            (db, _, ct) => db.CountOverAllAsync<Request>(r => r.Status == RequestStatus.Pending, ct));
        services.AddFigure<PlanningDb>("preau.requests.oldest", "s", "Âge de la plus ancienne demande sans réponse",
            (db, now, ct) => db.AgeOverAllAsync<Request>(r => r.Status == RequestStatus.Pending, r => r.At, now, ct));
        services.AddFigure<PlanningDb>("preau.requests.queued", "{request}", "Demandes qui attendent une place",
            (db, _, ct) => db.CountOverAllAsync<Request>(r => r.Status == RequestStatus.Waiting, ct));
        services.AddFigure<PlanningDb>("preau.requests.day", "{request}", "Demandes reçues en 24 heures",
            (db, now, ct) => Since(db, now.AddDays(-1), ct));
    }

    private static Task<long> Since(PlanningDb db, DateTime from, CancellationToken ct) => db.CountOverAllAsync<Request>(r => r.At >= from, ct);
}
