using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>Enrolments, asked for by families and given by agents.</summary>
internal static class Routes
{
    public static void MapEnrolments(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("/enrolments").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("", ListEnrolments.Handle);
        both.MapGet("/choices", ListChoices.Handle);
        both.MapGet("/requests", ListEnrolmentRequests.Handle);
        both.MapPost("/requests", AskForEnrolment.Handle);
        both.MapPost("/requests/upload", AskForEnrolment.Handle);
        both.MapGet("/requests/{id:guid}", ListEnrolmentRequests.One);
        both.MapPost("/requests/{id:guid}/cancel", WithdrawEnrolment.Handle);
        both.MapGet("/requests/{id:guid}/pieces/{piece}/file", EnrolmentPieces.Read);

        var agents = api.MapGroup("/enrolments").RequireStaff(Permissions.Requests);
        agents.MapPost("", ChangeEnrolments.Create);
        agents.MapPut("/{id:guid}", ChangeEnrolments.Change);
        agents.MapGet("/services", ListChoices.Services);
        agents.MapGet("/queue", GetEnrolmentQueue.Handle);
        agents.MapPost("/requests/{id:guid}/decide", DecideOnEnrolment.Handle);
        agents.MapPost("/requests/{id:guid}/pieces/{piece}/received", EnrolmentPieces.Receive);

        api.MapGroup("/parts").RequireStaff($"{Permissions.Accounts},{Permissions.Requests}").MapGet("", ListChoices.Parts);
    }
}
