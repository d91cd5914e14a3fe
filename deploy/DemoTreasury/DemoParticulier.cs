using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Preau.DemoTreasury;

/// <summary>
/// API Particulier v3 as it answers (facts §10), for the demonstration's people: whoever is named in
/// <see cref="Quotients"/> has one, anybody else is unknown to CAF and MSA (404).
/// </summary>
public static class DemoParticulier
{
    public const string Path = "/v3/dss/quotient_familial/identite";

    /// <summary>By birth name, as typed: the demonstration's two families that ask.</summary>
    private static readonly Dictionary<string, int> Quotients = new(StringComparer.OrdinalIgnoreCase) { ["Benali"] = 436, ["Lambert"] = 1012 };

    internal static void Map(WebApplication app, string token, TimeProvider clock) => app.MapGet(Path, (HttpContext http) =>
    {
        var (name, now) = (http.Request.Query["nomNaissance"].ToString(), clock.GetUtcNow());
        return http.Request.Headers.Authorization != $"Bearer {token}" ? Error(401, "00101", "Votre jeton n’est pas valide")
            : http.Request.Query["recipient"].ToString().Length != 14 || name.Length == 0 ? Error(422, "00201", "Paramètre manquant")
            : !Quotients.TryGetValue(name, out var value) ? Error(404, "35003", "Dossier allocataire absent")
            : Results.Json(new
            {
                data = new
                {
                    quotient_familial = new
                    {
                        fournisseur = "CNAF",
                        valeur = value,
                        annee = now.Year,
                        mois = now.Month,
                        annee_calcul = now.Year,
                        mois_calcul = now.Month
                    },
                },
                meta = new
                {
                    pdf_verification_link = string.Create(CultureInfo.InvariantCulture,
                    $"https://particulier.api.gouv.fr/verification/DEMO-{value}")
                },
            });
    });

    private static IResult Error(int status, string code, string title) => Results.Json(new { errors = new[] { new { code, title } } }, statusCode: status);
}
