using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Decisions;

/// <summary>What waits for an agent, and the answers.</summary>
internal static class Routes
{
    public static void MapDecisions(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("").RequireStaff(Permissions.Requests);
        agents.MapGet("/queue", GetQueue.Handle);
        agents.MapGet("/queue/counts", GetQueue.Counts);
        agents.MapPost("/queue/decisions", PostDecisions.Handle);
        agents.MapPost("/queue/reopen", PostReopen.Handle);
    }
}
