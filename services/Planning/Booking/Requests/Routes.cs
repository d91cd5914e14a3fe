using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Requests;

/// <summary>Requests of families: looked at before, sent, read, taken back.</summary>
internal static class Routes
{
    public static void MapRequests(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("/requests").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("", ListRequests.Handle);
        both.MapPost("", PostRequest.Handle);
        both.MapPost("/preview", PreviewRequest.Handle);
        both.MapGet("/{id:guid}", GetRequest.Handle);
        both.MapPost("/{id:guid}/cancel", CancelRequest.Handle);
    }
}
