using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Preau.DemoTreasury;

/// <summary>The demonstration treasury as a host: its service, its page for payers, and the notifications it sends.</summary>
public static class DemoTreasuryApp
{
    public const string ServicePath = "/tpa/services/securite";
    public const string PagePath = "/tpa/paiementws.web";

    /// <param name="particulier">Token with which the quotient of the demonstration's people is asked for; null: it isn't answered.</param>
    public static WebApplication Build(Action<WebApplicationBuilder> with, TimeProvider? clock = null, string? particulier = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        with(builder);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new TreasuryDesk(clock ?? TimeProvider.System));
        builder.Services.AddHttpClient("notifications", c => c.Timeout = TimeSpan.FromSeconds(10));
        var app = builder.Build();
        app.MapPost(ServicePath, Service);
        app.MapGet(PagePath, (string? idop, TreasuryDesk treasury) => Show(treasury, idop));
        app.MapPost(PagePath, PayAsync);
        if (particulier is not null)
        {
            DemoParticulier.Map(app, particulier, clock ?? TimeProvider.System);
        }

        return app;
    }

    /// <summary>As the treasury does: a form with the name of the payment and nothing else. True when it was taken.</summary>
    public static async Task<bool> NotifyAsync(HttpClient http, Operation operation)
    {
        try
        {
            using var form = new FormUrlEncodedContent([new("idop", operation.IdOp)]);
            using var answer = await http.PostAsync(new Uri(operation.Fields["urlnotif"]), form);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task Service(HttpContext http, TreasuryDesk treasury)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var envelope = await reader.ReadToEndAsync();
        await Task.Delay(treasury.Slowness, http.RequestAborted);
        var (status, body) = treasury.Answer(envelope);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml; charset=utf-8";
        await http.Response.WriteAsync(body);
    }

    private static IResult Show(TreasuryDesk treasury, string? idOp) => treasury.Find(idOp) switch
    {
        null => Page("Paiement inconnu", "<p>Cette adresse de paiement n’existe pas (P1).</p>", 404),
        { Result: "P" or "V" } => Page("Paiement déjà fait", "<p>Cette opération a déjà servi (P3).</p>", 409),
        var operation when operation.Result is null && treasury.IsTooOld(operation) =>
            Page("Adresse trop ancienne", "<p>Une adresse de paiement sert dans les 15 minutes (P4). Retournez sur le portail.</p>", 410),
        var operation => Page("Payer", $"""
            <p>Créancier : client {Text(operation, "numcli")}. Référence {Text(operation, "refdet")}.<br>{Text(operation, "objet")}</p>
            <p><strong>{Text(operation, "montant")[..^2]},{Text(operation, "montant")[^2..]} €</strong></p>
            <form method="post"><input type="hidden" name="idop" value="{operation.IdOp}">
            <button name="result" value="P">Payer par carte</button>
            <button name="result" value="V">Payer par prélèvement</button>
            <button name="result" value="R">Carte refusée par la banque</button>
            <button name="result" value="A">Abandonner</button></form>
            """),
    };

    private static async Task<IResult> PayAsync(HttpContext http, TreasuryDesk treasury, IHttpClientFactory clients)
    {
        var form = await http.Request.ReadFormAsync();
        if (treasury.Find(form["idop"]) is not { Result: not ("P" or "V") } operation || form["result"].ToString() is not ("P" or "V" or "R" or "A"))
        {
            return Show(treasury, form["idop"]);
        }

        treasury.Decide(operation, form["result"].ToString());
        if (!treasury.Mute)
        {
            await NotifyAsync(clients.CreateClient("notifications"), operation);
        }

        var said = operation.Result switch { "P" => "Paiement accepté", "V" => "Prélèvement enregistré", "R" => "Paiement refusé", _ => "Paiement abandonné" };
        return Page(said, $"<p>{said}.</p><p><a href=\"{WebUtility.HtmlEncode(operation.Fields["urlredirect"])}\">Retourner sur le portail famille</a></p>");
    }

    private static string Text(Operation operation, string field) => WebUtility.HtmlEncode(operation.Fields[field]);

    private static IResult Page(string title, string content, int status = 200) => Results.Content($$"""
        <!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{title}} – Trésor public de démonstration</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}button{display:block;width:100%;min-height:44px;margin:.5rem 0;font:inherit}a{display:inline-block;min-height:44px}</style></head>
        <body><main><p>Trésor public de démonstration : aucun argent ne bouge.</p><h1>{{title}}</h1>{{content}}</main></body></html>
        """, "text/html; charset=utf-8", Encoding.UTF8, status);
}
