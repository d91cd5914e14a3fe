using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>Strikes, trips and closures.</summary>
internal static class Routes
{
    public static void MapDisruptions(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/disruptions").RequireStaff(Permissions.Requests);
        agents.MapGet("", ListDisruptions.Handle);
        agents.MapGet("/options", ListDisruptions.Options);
        agents.MapGet("/{id:guid}", ListDisruptions.One);
        agents.MapPost("", PostDisruption.Handle);
        agents.MapPost("/preview", PostDisruption.Preview);
        agents.MapPost("/{id:guid}/undo", UndoDisruption.Handle);
    }
}
