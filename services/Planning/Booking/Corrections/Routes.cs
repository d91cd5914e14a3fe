using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Corrections;

/// <summary>What contradicts itself, and is set right.</summary>
internal static class Routes
{
    public static void MapCorrections(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/checks").RequireStaff(Permissions.Requests);
        agents.MapGet("", ListChecks.Handle);
        agents.MapPost("/correct", PostCorrection.Handle);
        agents.MapPost("/correct/many", CorrectMany.Handle);
        agents.MapPost("/correct/many/{batch:guid}/undo", CorrectMany.Undo);
    }
}
