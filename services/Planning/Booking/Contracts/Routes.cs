using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Contracts;

/// <summary>Contracts of children and the leave they give (F-94).</summary>
internal static class Routes
{
    public static void MapContracts(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("/contracts", GiveContracts.List);
        both.MapGet("/leave", ListLeave.Handle);
        both.MapPost("/leave", AskForLeave.Submit);
        both.MapPost("/leave/preview", AskForLeave.Preview);

        var agents = api.MapGroup("/contracts").RequireStaff(Permissions.Requests);
        agents.MapPost("", GiveContracts.Handle);
        agents.MapPost("/{id:guid}/end", GiveContracts.End);
    }
}
