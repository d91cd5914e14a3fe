using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Simulation;

internal static class Routes
{
    public static void MapSimulation(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/tariffs").RequireStaff(Permissions.Settings);
        settings.MapGet("", GetTariffs.Handle);
        settings.MapPost("/{key}/publish", Publish.Handle).ForWholeTenant();
        settings.MapGet("/{key}/trial", GetTrial.Handle).ForWholeTenant();
        api.MapGet("/my-tariffs", GetMyTariffs.Handle).RequireOwnerOrStaff(Permissions.Billing);
    }
}
