using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Preau.Family.Tests;

/// <summary>API Particulier v3 as it answers (facts §10): refuses what has no bearer or recipient, and keeps what it was asked.</summary>
internal sealed class LoopbackParticulier : IAsyncDisposable
{
    public const string Token = "jeton-de-quarante-signes";
    private readonly WebApplication _app;

    public LoopbackParticulier()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/v3/dss/quotient_familial/identite", (Delegate)Answer);
    }

    public string Url => _app.Urls.First();

    public ConcurrentQueue<IQueryCollection> Asked { get; } = new();

    /// <summary>What it answers: status and body.</summary>
    public (int Status, string Body) Next { get; set; } = (200, Quotient(640));

    public static string Quotient(int value, string month = "12", string provider = "CNAF") => $$$"""
        {"data":{"quotient_familial":{"fournisseur":"{{{provider}}}","valeur":{{{value}}},"annee":2026,"mois":{{{month}}},"annee_calcul":2026,"mois_calcul":11},
        "allocataires":[{"nom_naissance":"DUPONT","prenoms":"JEAN"}],"enfants":[]},
        "links":{"attestation_pdf":"https://particulier.api.gouv.fr/attestation/1"},"meta":{"pdf_verification_link":"https://particulier.api.gouv.fr/verification/ABC-123","code":"ABC-123"}}
        """;

    public static string Error(string code, string title) =>
        $$$"""{"errors":[{"code":"{{{code}}}","title":"{{{title}}}","detail":"…","source":null,"meta":{"provider":"CNAV"}}]}""";

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(HttpContext http)
    {
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            return Results.Text(Error("00101", "Votre jeton n'est pas valide"), "application/json", null, 401);
        }

        if (http.Request.Query["recipient"].ToString().Length != 14 || http.Request.Headers["X-Generate-Proof"] != "proof-only")
        {
            return Results.Text(Error("00201", "Paramètre manquant"), "application/json", null, 422);
        }

        Asked.Enqueue(http.Request.Query);
        return Results.Text(Next.Body, "application/json", null, Next.Status);
    }
}
