using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Setup.Simulation;

/// <summary>What other rules would come to. Nothing is saved.</summary>
internal static class Routes
{
    public static void MapSimulation(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/settings").RequireStaff(Permissions.Settings);
        agents.MapPost("/check", PostCheck.Check);
        agents.MapPost("/preview", PostCheck.Preview);
        agents.MapPost("/attendance", PostAttendance.Handle);
        agents.MapPost("/simulate", PostSimulation.Handle);
    }
}
