using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

internal static class Routes
{
    public static void MapTariffs(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("").RequireStaff(Permissions.Settings);
        settings.MapGet("/settings", GetSettings.Handle);
        settings.MapPut("/settings", SaveSettings.Handle);
        settings.MapGet("/offices", OfficePart.Get);
        settings.MapPut("/offices/{key}/{part}", OfficePart.Save);
    }
}
