using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>What an absence counts for, and the certificates that prove it (F-90).</summary>
internal static class Routes
{
    public static void AddCertificates(this IServiceCollection services)
    {
        services.AddSingleton<Vault>();
        services.AddHostedService<WatchEvidence>();
    }

    public static void MapCertificates(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("").RequireOwnerOrStaff(Permissions.Requests);
        both.MapPost("/absences/effects", AbsenceEffects.Handle);
        both.MapGet("/evidence", ListEvidence.Handle);
        both.MapGet("/evidence/{id:guid}", ListEvidence.One);
        both.MapPost("/evidence/{id:guid}/upload", SendCertificate.Handle);
        both.MapGet("/evidence/{id:guid}/files/{file:guid}", OpenCertificate.Handle);
        both.MapPost("/evidence/{id:guid}/files/{file:guid}/withdraw", WithdrawCertificate.Handle);

        var agents = api.MapGroup("/evidence").RequireStaff(Permissions.Requests);
        agents.MapGet("/queue", ListEvidence.Queue);
        agents.MapPost("/{id:guid}/decision", PostEvidenceDecision.Handle);
        agents.MapPost("/decisions", PostEvidenceDecision.Many);
    }
}
