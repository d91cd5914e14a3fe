using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Family.Requests;
using Preau.Platform.Watching;

namespace Preau.Family;

/// <summary>What an operator watches of Family.</summary>
internal static class FamilyFigures
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddFigure<FamilyDb>("preau.files.waiting", "{request}", "Demandes sur les dossiers sans réponse",
            (db, _, ct) => db.CountOverAllAsync<FamilyRequest>(r => r.Status == RequestStatus.Pending, ct));
        services.AddFigure<FamilyDb>("preau.documents.waiting", "{document}", "Documents reçus à vérifier",
            (db, _, ct) => db.CountOverAllAsync<FamilyDocument>(d => d.Status == DocumentStatus.Waiting, ct));
    }
}
