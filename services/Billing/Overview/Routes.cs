using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Overview;

internal static class Routes
{
    public static void MapFigures(this RouteGroupBuilder api)
    {
        var see = api.MapGroup("/figures").RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        see.MapGet("", GetFigures.Handle);
        see.MapGet("/lines", GetFigureLines.Handle);
        api.MapGet("/audit", GetAudit.Handle).RequireStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}").ForWholeTenant();
    }
}
