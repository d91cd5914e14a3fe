using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

internal static class Routes
{
    public static void MapTariffs(this RouteGroupBuilder api)
    {
        api.MapSettings<BillingDb>(Permissions.Settings);
        var settings = api.MapGroup("").RequireStaff(Permissions.Settings);
        settings.MapGet("/offices", OfficePart.Get);
        settings.MapPut("/offices/{key}/{part}", OfficePart.Save).ForWholeTenant();
    }
}
