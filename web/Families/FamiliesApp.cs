using Preau.Families.Account;
using Preau.Families.Planning;
using Preau.Platform;
using Preau.Ui;
using Preau.Ui.Clients;

namespace Preau.Families;

/// <summary>The parents' front: planning, requests, messages, invoices; and the list of communes at the platform's root.</summary>
public static class FamiliesApp
{
    public static Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "families", typeof(FamiliesApp), with);
        builder.AddBff("families", Membership.Owner, bff => bff.FillFrame = FamiliesFrame.FillAsync);
        builder.Services.AddScoped<Unread>();
        builder.Services.AddScoped<Prices>();
        builder.Services.AddScoped<Choices>();
        builder.Services.AddScoped<RequestRows>();
        var app = builder.Build();
        app.UseBff();
        app.MapFamilyFiles();
        app.MapGet("/messages/nouveaux", CountNewMessages);
        app.MapGet("/inscriptions/{id:guid}/pieces/{piece}", OpenPiece);
        app.MapGet("/justificatifs/{id:guid}/fichiers/{file:guid}", SaveCertificate);
        app.MapPaper("/factures/{id:guid}/pdf", "invoices");
        app.MapPaper("/recus/{id:guid}", "payments");
        app.MapPaper("/attestations/{id:guid}/pdf", "certificates");
        return Task.FromResult(app);
    }

    /// <summary>A file the family sent with a request for an enrolment, as a download.</summary>
    private static async Task<IResult> OpenPiece(Guid id, string piece, PlanningEnrolmentsClient enrolments, CancellationToken ct)
    {
        var (content, type, name) = await enrolments.FileAsync(id, piece, ct);
        return Results.File(content, type, name);
    }

    /// <summary>What an open page asks now and then: <c>{"count": 2}</c>; 401 once the session is over.</summary>
    private static async Task<IResult> CountNewMessages(MessagingClient messaging, CancellationToken ct)
    {
        try
        {
            return Results.Json(await messaging.UnreadAsync(ct));
        }
        catch (Exception e) when (Soft.IsMissing(e, ct))
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>A certificate, to save and never to show inside a page.</summary>
    private static async Task<IResult> SaveCertificate(Guid id, Guid file, AbsencesClient absences, HttpResponse response, CancellationToken ct)
    {
        try
        {
            var (bytes, contentType, name) = await absences.FileAsync(id, file, ct);
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return Results.File(bytes, contentType, name);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return Results.NotFound();
        }
    }
}
